//! Types and fields may be called whatever Rust allows: the derives' own names are never in the way.
#![allow(dead_code, missing_docs, non_camel_case_types, unreachable_pub)]

use ::retold::__v1 as __rt;

macro_rules! names {
    ($($name:ident)*) => {$(
        #[derive(Clone, Debug, PartialEq, __rt::Record)]
        pub struct $name {
            pub a: u8,
        }
    )*};
}

names!(A D S T C K V E Option Result Some None Ok Err Vec Box String Default Clone Into From Self_ Violation Wire Plain);

/// One field of each, under names that the derives could use themselves.
#[derive(Clone, Debug, PartialEq, __rt::Record)]
pub struct Fields {
    pub entries: A,
    pub key: D,
    pub value: S,
    pub object: Option,
    pub serializer: ::core::option::Option<Result>,
    pub deserializer: ::std::vec::Vec<Some>,
    pub field_0: ::std::boxed::Box<Box>,
    pub named: ::std::collections::BTreeMap<::std::string::String, String>,
    #[retold(min_items = 1)]
    pub check: ::std::vec::Vec<Vec>,
    pub r#type: ::std::string::String,
    pub r#gen: u8,
    pub __rt: u8,
}

#[derive(Clone, Debug, PartialEq, __rt::Union)]
#[retold(tag = "$tag")]
pub enum Union {
    A {
        entries: A,
        key: D,
        r#type: ::core::option::Option<S>,
        #[retold(max = 3)]
        object: u8,
    },
    Some {},
    None {
        check: u8,
        field_check: u8,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Newtype)]
#[retold(min_length = 1)]
pub struct New(::std::string::String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, __rt::Enum)]
pub enum Enum {
    Some,
    None,
    Ok,
    #[retold(name = "r\"#{}*/\n\u{202e}")]
    Odd,
}

#[test]
fn they_are_read_and_written() {
    let json = concat!(
        r#"{"entries":{"a":1},"key":{"a":1},"value":{"a":1},"object":{"a":1},"deserializer":[{"a":1}],"field_0":{"a":1},"#,
        r#""named":{"x":{"a":1}},"check":[{"a":1}],"type":"t","gen":1,"__rt":2}"#
    );
    let fields: Fields = serde_json::from_str(json).unwrap();
    assert_eq!(serde_json::to_string(&fields).unwrap(), json);
    for json in [
        r#"{"$tag":"A","entries":{"a":1},"key":{"a":1},"type":{"a":1},"object":3}"#,
        r#"{"$tag":"Some"}"#,
        r#"{"$tag":"None","check":1,"field_check":2}"#,
    ] {
        let union: Union = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&union).unwrap(), json);
        assert!(union.validate().is_ok());
    }
    let odd: Enum = serde_json::from_str("\"r\\\"#{}*/\\n\u{202e}\"").unwrap();
    assert_eq!(odd, Enum::Odd);
    assert!(New::new("").is_err());
}
