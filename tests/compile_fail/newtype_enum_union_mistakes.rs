use retold::__v1 as rt;

#[derive(rt::Newtype)]
struct Pair(u32, u32);

#[derive(rt::Newtype)]
enum NoNewtype {}

#[derive(rt::Enum)]
enum WithFields {
    A { field: u32 },
    #[retold(name = "B")]
    C,
    B,
    #[retold(unknown)]
    Unknown,
}

#[derive(rt::Union)]
#[retold(tag = "type", content = "type")]
enum SameKey {
    A {},
    #[retold(name = "A")]
    B {
        #[retold(name = "b")]
        a: u32,
        b: u32,
    },
    C(u32),
}

#[derive(rt::Union)]
enum TagIsAField {
    A {
        r#type: u32,
    },
}

fn main() {}
