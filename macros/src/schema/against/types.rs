//! Types: builtin ones and containers by what they are, definitions by name, since a macro sees no other type.

use quote::ToTokens;
use retold_codegen::model::{Builtin, Constraints, Meta, Named, Query, Returns, SchemaSet, Type, ViewCount};
use retold_codegen::naming::derived_name;
use syn::ext::IdentExt;
use syn::{GenericArgument, PathArguments};

/// Around any type these change nothing on the wire.
const TRANSPARENT: [&str; 4] = ["Arc", "Box", "Cow", "Rc"];

/// Whether a Rust type is what stands for a type of the schema.
pub(super) fn fits(set: &SchemaSet, expected: &Type, found: &syn::Type) -> bool {
    let Some(found) = Found::of(found) else { return false };
    match expected {
        Type::Optional(inner) => found.is_of("Option") && fits_all(set, &[inner], &found),
        Type::List(item) => found.is_one_of(&["Vec", "VecDeque", "[]"]) && fits_all(set, &[item], &found),
        Type::Set(item) if is_float(set, item) => found.is_of("Vec") && fits_all(set, &[item], &found),
        Type::Set(item) => found.is_one_of(&["BTreeSet", "HashSet", "IndexSet"]) && fits_all(set, &[item], &found),
        Type::Map(key, value) => {
            found.is_one_of(&["BTreeMap", "HashMap", "IndexMap"]) && fits_all(set, &[key, value], &found)
        }
        Type::Named(Named::Scalar(id)) => {
            let scalar = &set[*id];
            // Without constraints the newtype is a name for what it wraps.
            let is_plain = scalar.constraints == Constraints::default();
            found.is_of(&scalar.meta.rust_name) || is_plain && fits(set, &scalar.inner, found.whole)
        }
        Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => found.is_of(&spelled(set, expected)),
        Type::Builtin(builtin) => found.arguments.is_empty() && found.is_one_of(names(*builtin)),
    }
}

/// A type of the schema as it is in Rust, without paths.
pub(super) fn spelled(set: &SchemaSet, ty: &Type) -> String {
    let versioned = |meta: &Meta, version: u32, current: u32| {
        if version == current { meta.rust_name.clone() } else { derived_name(&meta.rust_name, &format!("V{version}")) }
    };
    match ty {
        Type::Builtin(builtin) => names(builtin.plain()).first().copied().unwrap_or_default().to_owned(),
        Type::Named(Named::Scalar(id)) => set[*id].meta.rust_name.clone(),
        Type::Named(Named::Enum(id)) => set[*id].meta.rust_name.clone(),
        Type::Named(Named::Record(id, version)) => versioned(&set[*id].meta, *version, set[*id].versions.current()),
        Type::Named(Named::Union(id, version)) => versioned(&set[*id].meta, *version, set[*id].versions.current()),
        Type::List(item) => format!("Vec<{}>", spelled(set, item)),
        Type::Set(item) if is_float(set, item) => format!("Vec<{}>", spelled(set, item)),
        Type::Set(item) => format!("BTreeSet<{}>", spelled(set, item)),
        Type::Map(key, value) => format!("BTreeMap<{}, {}>", spelled(set, key), spelled(set, value)),
        Type::Optional(inner) => format!("Option<{}>", spelled(set, inner)),
    }
}

/// Whether a Rust type is what a query answers with.
pub(super) fn answers(set: &SchemaSet, query: &Query, found: &syn::Type) -> bool {
    let Returns::Type(ty) = &query.returns else {
        let Some(found) = Found::of(found) else { return false };
        let name = answer(set, query);
        return match found.arguments.as_slice() {
            [inner] => Found::of(inner).is_some_and(|inner| format!("{}<{}>", found.name, inner.name) == name),
            _ => found.arguments.is_empty() && found.is_of(&name),
        };
    };
    fits(set, ty, found)
}

/// What a query answers with, as it is in Rust, without paths.
pub(super) fn answer(set: &SchemaSet, query: &Query) -> String {
    match &query.returns {
        Returns::Type(ty) => spelled(set, ty),
        Returns::View { view, count } => {
            let entry = &set[*view].meta.rust_name;
            match count {
                ViewCount::One => entry.clone(),
                ViewCount::Optional => format!("Option<{entry}>"),
                ViewCount::List => format!("Vec<{entry}>"),
            }
        }
    }
}

/// A Rust type as the user wrote it, on one line.
pub(super) fn written(ty: &syn::Type) -> String {
    let spaced = ty.to_token_stream().to_string();
    spaced.replace(" < ", "<").replace(" >", ">").replace(" :: ", "::").replace(" ,", ",").replace("& ", "&")
}

/// The last segment of the path that a type is.
pub(super) fn last_segment(ty: &syn::Type) -> Option<String> {
    match ty {
        syn::Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.unraw().to_string()),
        syn::Type::Group(group) => last_segment(&group.elem),
        syn::Type::Paren(paren) => last_segment(&paren.elem),
        _ => None,
    }
}

/// The default of a type where it is one for certain, as JSON spells it, in each way that it may be spelled.
pub(super) fn default_of(ty: &Type) -> &'static [&'static str] {
    match ty {
        Type::List(_) | Type::Set(_) => &["[]"],
        Type::Map(..) => &["{}"],
        Type::Builtin(builtin) => match builtin {
            Builtin::Bool => &["false"],
            Builtin::U8
            | Builtin::U16
            | Builtin::U32
            | Builtin::U64
            | Builtin::I8
            | Builtin::I16
            | Builtin::I32
            | Builtin::I64 => &["0"],
            Builtin::F32 | Builtin::F64 => &["0", "0.0"],
            Builtin::Decimal => &["\"0\""],
            Builtin::String | Builtin::Bytes => &["\"\""],
            Builtin::DecimalNumber
            | Builtin::U64String
            | Builtin::I64String
            | Builtin::Uuid
            | Builtin::Date
            | Builtin::Time
            | Builtin::Timestamp
            | Builtin::Duration
            | Builtin::Json => &[],
        },
        Type::Named(_) | Type::Optional(_) => &[],
    }
}

/// The last segments of the types that stand for a builtin one, the usual first; none where no type by itself does, but
/// only one with functions that write it.
fn names(builtin: Builtin) -> &'static [&'static str] {
    match builtin {
        Builtin::Bool => &["bool"],
        Builtin::U8 => &["u8"],
        Builtin::U16 => &["u16"],
        Builtin::U32 => &["u32"],
        Builtin::U64 => &["u64"],
        Builtin::I8 => &["i8"],
        Builtin::I16 => &["i16"],
        Builtin::I32 => &["i32"],
        Builtin::I64 => &["i64"],
        Builtin::F32 => &["f32"],
        Builtin::F64 => &["f64"],
        Builtin::Decimal => &["Decimal"],
        Builtin::DecimalNumber | Builtin::U64String | Builtin::I64String => &[],
        Builtin::String => &["String", "str"],
        Builtin::Bytes => &["Bytes"],
        Builtin::Uuid => &["Uuid"],
        Builtin::Date => &["Date"],
        Builtin::Time => &["Time"],
        Builtin::Timestamp => &["Timestamp"],
        Builtin::Duration => &["SignedDuration"],
        Builtin::Json => &["Value", "RawValue"],
    }
}

/// What a type is on the wire that no Rust type is by itself.
pub(super) fn form_of_functions(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Builtin(Builtin::DecimalNumber) => Some("a number"),
        Type::Builtin(Builtin::U64String | Builtin::I64String) => Some("a text"),
        Type::Builtin(_) | Type::Named(_) => None,
        Type::List(inner) | Type::Set(inner) | Type::Map(_, inner) | Type::Optional(inner) => form_of_functions(inner),
    }
}

fn is_float(set: &SchemaSet, ty: &Type) -> bool {
    match ty {
        Type::Builtin(builtin) => matches!(builtin, Builtin::F32 | Builtin::F64),
        Type::Named(Named::Scalar(id)) => is_float(set, &set[*id].inner),
        Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => false,
    }
}

/// A Rust type as far as a macro sees it.
struct Found<'t> {
    whole: &'t syn::Type,
    /// The last segment of its path; `[]` for a slice.
    name: String,
    arguments: Vec<&'t syn::Type>,
}

impl<'t> Found<'t> {
    fn of(ty: &'t syn::Type) -> Option<Self> {
        let path = match ty {
            syn::Type::Group(group) => return Self::of(&group.elem),
            syn::Type::Paren(paren) => return Self::of(&paren.elem),
            syn::Type::Slice(slice) => {
                return Some(Self { whole: ty, name: "[]".to_owned(), arguments: vec![&slice.elem] });
            }
            syn::Type::Path(path) if path.qself.is_none() => path,
            _ => return None,
        };
        let last = path.path.segments.last()?;
        let arguments: Vec<&syn::Type> = match &last.arguments {
            PathArguments::AngleBracketed(arguments) => {
                let types = arguments.args.iter().filter_map(|argument| match argument {
                    GenericArgument::Type(ty) => Some(ty),
                    _ => None,
                });
                types.collect()
            }
            PathArguments::None | PathArguments::Parenthesized(_) => Vec::new(),
        };
        let name = last.ident.unraw().to_string();
        match arguments.as_slice() {
            [inner] if TRANSPARENT.contains(&name.as_str()) => Self::of(inner),
            _ => Some(Self { whole: ty, name, arguments }),
        }
    }

    fn is_of(&self, name: &str) -> bool {
        self.name == name
    }

    fn is_one_of(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

/// Whether the arguments of a container are what the schema says; a hasher beside them says nothing.
fn fits_all(set: &SchemaSet, expected: &[&Type], found: &Found<'_>) -> bool {
    found.arguments.len() >= expected.len()
        && expected.iter().zip(&found.arguments).all(|(expected, found)| fits(set, expected, found))
}

#[cfg(test)]
mod tests {
    use retold_codegen::compile;
    use retold_codegen::source::{SourceFile, Sources};

    use super::*;

    /// A schema type, the Rust types that stand for it, and some that do not.
    const CASES: &[(&str, &[&str], &[&str])] = &[
        ("bool", &["bool", "(bool)"], &["u8", "Option<bool>", "(bool, bool)", "[bool; 1]", "&bool"]),
        ("u8", &["u8", "Box<u8>", "std::primitive::u8"], &["u16", "i8", "usize", "NonZeroU8"]),
        ("i64", &["i64", "core::primitive::i64"], &["u64", "i32"]),
        ("f64", &["f64"], &["f32", "OrderedFloat<f64>"]),
        ("decimal", &["Decimal", "rust_decimal::Decimal"], &["f64", "String"]),
        (
            "string",
            &["String", "Box<str>", "std::sync::Arc<str>", "Cow<'static, str>"],
            &["char", "Vec<u8>", "OsString"],
        ),
        ("bytes", &["retold::Bytes"], &["Vec<u8>", "Bytes<u8>"]),
        ("uuid", &["uuid::Uuid"], &["String", "u128"]),
        ("date", &["jiff::civil::Date"], &["NaiveDate", "Timestamp"]),
        ("time", &["Time"], &["NaiveTime"]),
        ("timestamp", &["jiff::Timestamp"], &["SystemTime", "DateTime<Utc>"]),
        ("duration", &["SignedDuration"], &["std::time::Duration", "Span"]),
        ("json", &["serde_json::Value", "Box<RawValue>"], &["String"]),
        ("list<u8>", &["Vec<u8>", "VecDeque<u8>", "Box<[u8]>", "Box<Vec<u8>>"], &["Vec<u16>", "u8", "Vec", "[u8; 3]"]),
        ("set<u8>", &["BTreeSet<u8>", "HashSet<u8, State>"], &["Vec<u8>", "BTreeSet<u16>"]),
        ("set<f64>", &["Vec<f64>"], &["BTreeSet<f64>"]),
        ("map<string, u8>", &["BTreeMap<String, u8>", "HashMap<String, u8>"], &["BTreeMap<u8, String>", "Vec<u8>"]),
        ("map<u8>", &["BTreeMap<String, u8>"], &["BTreeMap<u8, u8>"]),
        ("u8?", &["Option<u8>", "std::option::Option<u8>", "Box<Option<u8>>"], &["u8", "Option<u16>", "Vec<u8>"]),
        ("list<Old@1>?", &["Option<Vec<OldV1>>"], &["Option<Vec<Old>>", "Vec<Option<OldV1>>"]),
        ("Old@2", &["Old", "crate::types::Old", "r#Old"], &["OldV2", "OldV1", "Old<u8>::X"]),
        ("Plain", &["Plain", "u32"], &["u64", "Limited"]),
        ("Limited", &["Limited"], &["u32", "Plain"]),
        ("Colour", &["Colour"], &["String"]),
        ("Choice", &["Choice", "Box<Choice>"], &["Colour"]),
    ];

    const DEFINED: &str = "scalars:\n  Plain: u32\n  Limited: { type: u32, max: 5 }\nenums:\n  Colour: [RED]\n\
                           unions:\n  Choice:\n    v1: { a: {} }\nrecords:\n  Old:\n    v1: {}\n    v2: {}\n";

    #[test]
    fn types_fit_as_they_are_on_the_wire() {
        let fields: String =
            CASES.iter().enumerate().map(|(at, (ty, ..))| format!("      f{at}: {{ type: '{ty}' }}\n")).collect();
        let text = format!("{DEFINED}events:\n  E:\n    v1:\n{fields}");
        let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text }]);
        let set = compile(&sources).compiled.expect("no mistake").set;
        for (field, (ty, same, other)) in set.events[0].versions.current_body().fields.iter().zip(CASES) {
            let fits = |rust: &str| syn::parse_str(rust).is_ok_and(|rust| fits(&set, &field.ty, &rust));
            for rust in *same {
                assert!(fits(rust), "`{rust}` is `{ty}`");
            }
            for rust in *other {
                assert!(!fits(rust), "`{rust}` is not `{ty}`");
            }
            assert!(fits(&spelled(&set, &field.ty)), "`{ty}` is spelled as what it is");
        }
    }
}
