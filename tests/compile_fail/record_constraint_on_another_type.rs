use retold::__v1 as rt;

#[derive(rt::Record)]
struct Holder {
    #[retold(min = 1)]
    text: String,
    #[retold(max_length = 3)]
    number: u32,
    #[retold(min_items = 1)]
    flag: bool,
}

fn main() {}
