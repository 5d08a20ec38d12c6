use retold::__v1 as rt;

struct Other;

#[derive(rt::Record)]
struct Holder {
    other: Other,
}

fn main() {}
