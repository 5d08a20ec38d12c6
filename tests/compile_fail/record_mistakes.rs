use retold::__v1 as rt;

#[derive(rt::Record)]
enum AnEnum {
    A,
}

#[derive(rt::Record)]
struct WithoutNames(u32);

#[derive(rt::Record)]
struct SameName {
    #[retold(name = "b")]
    a: u32,
    b: u32,
    #[retold(alias = "a", alias = "b")]
    c: u32,
}

#[derive(rt::Record)]
struct Slips {
    #[retold(minimum = 1, defualt = 3)]
    a: u32,
}

#[derive(rt::Record)]
struct Generic<T> {
    a: T,
}

#[derive(rt::Record)]
#[retold(tag = "type")]
struct TagWithoutName {}

fn main() {}
