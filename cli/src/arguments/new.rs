//! The arguments of `retold new`.

use clap::{Args, ValueEnum};
use retold_codegen::edit::Kind;

use super::SchemasOption;

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewKind {
    /// A file with an aggregate
    Aggregate,
    /// Something that happened
    Event,
    /// Something that somebody wants done
    Command,
    /// A question, and what answers it
    Query,
    /// Fields that others hold
    Record,
    /// One of several variants
    Union,
    /// A newtype
    Scalar,
    /// One of several values
    Enum,
    /// Why a command is refused
    Rejection,
    /// A read model
    View,
    /// What reacts to events with commands
    Process,
}

impl NewKind {
    /// The kind of definition; none for an aggregate.
    pub(crate) fn definition(self) -> Option<Kind> {
        Some(match self {
            NewKind::Aggregate => return None,
            NewKind::Event => Kind::Event,
            NewKind::Command => Kind::Command,
            NewKind::Query => Kind::Query,
            NewKind::Record => Kind::Record,
            NewKind::Union => Kind::Union,
            NewKind::Scalar => Kind::Scalar,
            NewKind::Enum => Kind::Enum,
            NewKind::Rejection => Kind::Rejection,
            NewKind::View => Kind::View,
            NewKind::Process => Kind::Process,
        })
    }
}

#[derive(Debug, Args)]
pub(crate) struct New {
    /// What to make
    #[arg(value_enum)]
    pub(crate) kind: NewKind,
    /// [FILE|AGGREGATE|CONTEXT] NAME [FIELD:TYPE …]
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// What it is, for people
    #[arg(long, value_name = "TEXT")]
    pub(crate) doc: Option<String>,
    /// The type of a scalar or of a view's entries, or what a query returns
    #[arg(long = "type", visible_alias = "returns", value_name = "TYPE")]
    pub(crate) ty: Option<String>,
    /// The type of the key of an aggregate, view or process [default: of the file's aggregate; of an aggregate, `uuid`]
    #[arg(long, value_name = "TYPE")]
    pub(crate) key: Option<String>,
    /// The events that a command leads to
    #[arg(long, value_name = "EVENT", value_delimiter = ',')]
    pub(crate) emits: Vec<String>,
    /// Why a command may be refused
    #[arg(long, value_name = "REJECTION", value_delimiter = ',')]
    pub(crate) rejects: Vec<String>,
    /// The events that feed a view, or that a process reacts to
    #[arg(long, value_name = "EVENT", value_delimiter = ',')]
    pub(crate) from: Vec<String>,
    /// The field of these events that holds the key of a process
    #[arg(long, value_name = "FIELD")]
    pub(crate) by: Option<String>,
    /// The commands that a process sends
    #[arg(long, value_name = "COMMAND", value_delimiter = ',')]
    pub(crate) sends: Vec<String>,
    /// What a rejection says; `{field}` puts a field's value in [default: its name in words]
    #[arg(long, value_name = "TEXT")]
    pub(crate) message: Option<String>,
    /// The key that tells the variants of a union apart
    #[arg(long, value_name = "KEY")]
    pub(crate) tag: Option<String>,
    /// An enum or union that keeps what it does not know
    #[arg(long)]
    pub(crate) open: bool,
    /// The context of a new file
    #[arg(long, value_name = "NAME")]
    pub(crate) context: Option<String>,
    /// The owner of a new aggregate: the one service that writes its streams
    #[arg(long, value_name = "SERVICE")]
    pub(crate) owner: Option<String>,
    /// Write nothing, and print the difference
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
}
