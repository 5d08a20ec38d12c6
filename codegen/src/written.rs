//! The file as written: every definition with the place of each key and value, before any name is looked up. What is
//! read here has the right shape (a mapping where one belongs, text where text is meant); whether it makes sense
//! together is decided by [`resolve`](crate::resolve).

mod definition;
mod field;
mod file;
mod reader;
mod type_expression;

pub(crate) use file::read;
pub(crate) use reader::{Reader, listed, shortened, version_number};
pub(crate) use type_expression::{TypeExpression, TypeKind, parse_type, place_within};

use crate::source::{FileId, Place};
use crate::yaml::Node;

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Spanned<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// Text and where it stands.
pub(crate) type Text = Spanned<String>;

/// A schema file.
#[derive(Debug)]
pub(crate) struct WrittenFile<'a> {
    pub(crate) file: FileId,
    /// The path of the module, where the file's own path does not say it.
    pub(crate) module: Option<Vec<String>>,
    pub(crate) context: Option<Text>,
    pub(crate) aggregate: Option<Text>,
    pub(crate) id: Option<TypeExpression>,
    pub(crate) id_key: Option<Place>,
    pub(crate) owner: Option<Text>,
    pub(crate) stream: Option<Text>,
    pub(crate) stream_key: Option<Place>,
    pub(crate) doc: Option<Text>,
    pub(crate) wire: WrittenWire,
    pub(crate) definitions: Vec<WrittenDefinition<'a>>,
}

/// Pairs of a new name and an old one.
pub(crate) type Renames = Vec<(Text, Text)>;

/// A `wire:` block.
#[derive(Clone, Debug, Default)]
pub(crate) struct WrittenWire {
    pub(crate) case: Option<Case>,
    pub(crate) event_tag: Option<Text>,
    pub(crate) command_tag: Option<Text>,
    pub(crate) none_is_null: Option<bool>,
}

/// The cases of serde's `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

/// A definition of any kind.
#[derive(Debug)]
pub(crate) struct WrittenDefinition<'a> {
    pub(crate) name: Text,
    pub(crate) doc: Option<Text>,
    pub(crate) deprecated: Option<Text>,
    pub(crate) frozen: bool,
    pub(crate) kind: WrittenKind<'a>,
}

/// What a definition defines.
#[derive(Debug)]
pub(crate) enum WrittenKind<'a> {
    Scalar(WrittenScalar<'a>),
    Enum(WrittenEnum),
    Record(Box<WrittenVersioned<'a>>),
    Union(Box<WrittenVersioned<'a>>),
    Event(Box<WrittenVersioned<'a>>),
    Command(Box<WrittenVersioned<'a>>),
    Query(Box<WrittenVersioned<'a>>),
    Rejection(WrittenRejection<'a>),
    View(WrittenView<'a>),
    Process(WrittenProcess<'a>),
}

#[derive(Debug)]
pub(crate) struct WrittenScalar<'a> {
    pub(crate) ty: Option<TypeExpression>,
    pub(crate) constraints: Option<Box<WrittenConstraints<'a>>>,
    pub(crate) pii: bool,
    pub(crate) unit: Option<Text>,
}

#[derive(Debug, Default)]
pub(crate) struct WrittenEnum {
    pub(crate) open: bool,
    pub(crate) values: Vec<WrittenEnumValue>,
}

#[derive(Debug)]
pub(crate) struct WrittenEnumValue {
    pub(crate) name: Text,
    pub(crate) wire: Option<Text>,
    pub(crate) aliases: Vec<Text>,
    pub(crate) doc: Option<Text>,
    pub(crate) deprecated: Option<Text>,
}

/// An event, command, query, record or union.
#[derive(Debug, Default)]
pub(crate) struct WrittenVersioned<'a> {
    pub(crate) bodies: Vec<WrittenBody<'a>>,
    pub(crate) retired: Vec<Spanned<u32>>,
    /// Ascending by version, as everything by version here.
    pub(crate) notes: Vec<(Spanned<u32>, Text)>,
    pub(crate) name: Option<Text>,
    pub(crate) aliases: Vec<Text>,
    pub(crate) wire: WrittenWire,
    pub(crate) reserved: Vec<(Spanned<u32>, Vec<Text>)>,
    pub(crate) upcast: Vec<(Spanned<u32>, Text)>,
    pub(crate) tag: Option<Text>,
    pub(crate) content: Option<Text>,
    pub(crate) open: bool,
    pub(crate) variants: Vec<(Spanned<u32>, Renames)>,
    pub(crate) becomes: Option<WrittenBecomes>,
    pub(crate) emits: Vec<Text>,
    pub(crate) rejects: Vec<Text>,
    pub(crate) returns: Option<TypeExpression>,
    /// Something here could not be read and is reported: a version may be among it.
    pub(crate) unreadable: bool,
}

/// What is said about one version, of what is said about versions in ascending order.
pub(crate) fn of_version<T>(all: &[(Spanned<u32>, T)], version: u32) -> impl Iterator<Item = &T> {
    let from = all.partition_point(|(at, _)| at.value < version);
    all[from..].iter().take_while(move |(at, _)| at.value == version).map(|(_, said)| said)
}

#[derive(Debug)]
pub(crate) struct WrittenBody<'a> {
    pub(crate) version: u32,
    pub(crate) place: Place,
    /// Fields; of a union, none.
    pub(crate) fields: Vec<WrittenField<'a>>,
    /// Variants; of anything but a union, none.
    pub(crate) variants: Vec<(Text, Vec<WrittenField<'a>>)>,
}

#[derive(Debug)]
pub(crate) struct WrittenBecomes {
    /// Absent where a list was written: the highest version is meant.
    pub(crate) up_to: Option<Spanned<u32>>,
    pub(crate) into: Vec<Text>,
    pub(crate) with: Option<Text>,
    pub(crate) place: Place,
}

/// A field. What most fields do not have is boxed: a file may have very many of them.
#[derive(Debug)]
pub(crate) struct WrittenField<'a> {
    pub(crate) name: Text,
    pub(crate) ty: Option<TypeExpression>,
    pub(crate) constraints: Option<Box<WrittenConstraints<'a>>>,
    pub(crate) doc: Option<Text>,
    pub(crate) example: Option<&'a Node>,
    pub(crate) deprecated: Option<Box<Text>>,
    pub(crate) default: Option<&'a Node>,
    pub(crate) fill: Option<&'a Node>,
    pub(crate) from: Option<WrittenFrom>,
    pub(crate) with: Option<Box<Text>>,
    pub(crate) map: Vec<(Text, Text)>,
    pub(crate) aliases: Vec<Text>,
    pub(crate) form: Option<Box<Text>>,
    pub(crate) pii: bool,
    pub(crate) unit: Option<Box<Text>>,
    pub(crate) wire: Option<Box<Text>>,
}

#[derive(Debug)]
pub(crate) enum WrittenFrom {
    Path(Text),
    Gather(Vec<(Text, Text)>, Place),
}

/// Constraints as nodes: what they may be depends on the type.
#[derive(Debug, Default)]
pub(crate) struct WrittenConstraints<'a> {
    pub(crate) min: Option<&'a Node>,
    pub(crate) max: Option<&'a Node>,
    pub(crate) min_length: Option<Spanned<u64>>,
    pub(crate) max_length: Option<Spanned<u64>>,
    pub(crate) pattern: Option<Text>,
    pub(crate) min_items: Option<Spanned<u64>>,
    pub(crate) max_items: Option<Spanned<u64>>,
    pub(crate) unique: Option<Spanned<bool>>,
}

#[derive(Debug)]
pub(crate) struct WrittenRejection<'a> {
    pub(crate) message: Option<Text>,
    pub(crate) fields: Vec<WrittenField<'a>>,
}

#[derive(Debug)]
pub(crate) struct WrittenView<'a> {
    pub(crate) key: Option<TypeExpression>,
    pub(crate) ty: Option<TypeExpression>,
    pub(crate) fields: Option<(Place, Vec<WrittenField<'a>>)>,
    pub(crate) from: Vec<Text>,
}

#[derive(Debug)]
pub(crate) struct WrittenProcess<'a> {
    pub(crate) key: Option<TypeExpression>,
    pub(crate) state: Vec<WrittenField<'a>>,
    pub(crate) reacts: Vec<WrittenReaction>,
}

#[derive(Debug)]
pub(crate) struct WrittenReaction {
    pub(crate) trigger: Text,
    pub(crate) by: Option<Text>,
    pub(crate) sends: Vec<Text>,
    pub(crate) undo: Vec<Text>,
    pub(crate) deadline: Option<(Option<Text>, Option<Text>)>,
}
