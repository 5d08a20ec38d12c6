//! Events, commands and queries.

use syn::{Data, DeriveInput, Fields};

use crate::ast::{is_itself, no_generics};
use crate::attr::Seen;
use crate::attr::message::{MessageAttr, Step};
use crate::attr::serde::{KeyAliases, key_aliases, written_as_read};
use crate::problems::Problems;

/// An event, command or query whose attribute says all that is needed.
pub(crate) struct Message<'a> {
    pub(crate) name: &'a syn::LitStr,
    pub(crate) version: u32,
    pub(crate) step: Option<&'a Step>,
    pub(crate) aliases: &'a [syn::LitStr],
    pub(crate) reads_as: u32,
    pub(crate) key_aliases: Vec<KeyAliases>,
    pub(crate) emits: &'a [syn::Type],
    pub(crate) answer: Option<&'a syn::Type>,
    pub(crate) codec: Option<&'a syn::Type>,
}

/// Checks `#[event(…)]`, `#[command(…)]` or `#[query(…)]`; `kind` is `event`, `command` or `query`.
pub(crate) fn message<'a>(
    input: &DeriveInput,
    attr: &'a MessageAttr,
    kind: &str,
    problems: &mut Problems,
) -> Option<Message<'a>> {
    let (one, many, set) = match kind {
        "event" => ("an event", "events", "EventSet"),
        "command" => ("a command", "commands", "CommandSet"),
        _ => ("a query", "queries", "QuerySet"),
    };
    no_generics(input, one, problems);
    match &input.data {
        Data::Struct(data) => named_fields(&data.fields, one, problems),
        Data::Enum(_) => {
            problems.at(&input.ident, format!("{one} is a struct; an enum of {many} derives `{set}`"));
            return None;
        }
        Data::Union(_) => {
            problems.at(&input.ident, format!("{one} is a struct, which a union is not"));
            return None;
        }
    }
    if attr.seen == Seen::Nothing {
        problems
            .at(&input.ident, format!("which {kind} is this? Add `#[{kind}(name = \"context.Name\", version = 1)]`"));
        return None;
    }
    if attr.name.is_none() && !attr.tried("name") {
        let message = format!("the {kind} has no name: add `name = \"context.Name\"`, as it is on the wire");
        problems.at(&input.ident, message);
    }
    if attr.version.is_none() && !attr.tried("version") {
        problems.at(&input.ident, format!("the {kind} has no version: add `version = 1`"));
    }
    if kind == "query" && attr.answer.is_none() && !attr.tried("answer") {
        problems.at(&input.ident, "what does the query answer? Add `answer = Type`");
    }
    for name in attr.name.iter().chain(&attr.aliases) {
        wire_name(name, problems);
    }
    for (index, alias) in attr.aliases.iter().enumerate() {
        let known = attr.aliases[..index].iter().any(|other| other.value() == alias.value());
        if known || attr.name.as_ref().is_some_and(|name| name.value() == alias.value()) {
            problems.at(alias, format!("`{}` is already a name of this {kind}", alias.value()));
        }
    }
    #[cfg(not(feature = "schema"))]
    if let Some(schema) = &attr.schema {
        let message = "`schema` needs the feature `schema`: `retold = { …, features = [\"schema\"] }`";
        problems.at(schema, message);
    }
    // Held against a schema, it is told beside the lines of the schema.
    if attr.schema.is_none() {
        written_as_read(input, problems);
    }
    let (version, span) = attr.version?;
    steps(attr, version, span, problems);
    if let Some(step) = &attr.step
        && is_itself(&step.from, &input.ident)
    {
        let message =
            format!("the step starts from the version before, which is another struct than `{}`", input.ident);
        problems.at(&step.from, message);
    }
    let reads_as = attr.reads_as.map_or(version, |(reads_as, place)| {
        if reads_as == 0 || reads_as > version {
            problems.add(syn::Error::new(place, format!("`reads_as` is a version from 1 to {version}")));
        }
        reads_as
    });
    Some(Message {
        name: attr.name.as_ref()?,
        version,
        step: attr.step.as_ref(),
        aliases: &attr.aliases,
        reads_as,
        key_aliases: key_aliases(input),
        emits: attr.emits.as_deref().unwrap_or_default(),
        answer: attr.answer.as_ref(),
        codec: attr.codec.as_ref(),
    })
}

fn steps(attr: &MessageAttr, version: u32, span: proc_macro2::Span, problems: &mut Problems) {
    match (version, &attr.step, &attr.oldest) {
        (0, ..) => problems.add(syn::Error::new(span, "versions count from 1")),
        (1, Some(step), _) => problems.at(&step.from, "version 1 is the first: it comes from no other"),
        (_, Some(_), Some(oldest)) => {
            problems.at(oldest, "the oldest version that is left comes from no other: leave out `oldest`, or the step");
        }
        (2.., None, None) if !attr.tried("from") && !attr.tried("try_from") => {
            let before = version - 1;
            let message = format!(
                "no step leads from version {before} to version {version}: add `from = …` with the struct of version \
                 {before}, or `oldest` if no data of earlier versions is left"
            );
            problems.add(syn::Error::new(span, message));
        }
        (1.., ..) => {}
    }
}

/// The keys of a payload are the names of its fields.
fn named_fields(fields: &Fields, one: &str, problems: &mut Problems) {
    if let Fields::Unnamed(unnamed) = fields
        && unnamed.unnamed.len() != 1
    {
        problems.at(fields, format!("the fields of {one} need names, which are its keys in JSON: `{{ name: Type }}`"));
    }
}

fn wire_name(name: &syn::LitStr, problems: &mut Problems) {
    let text = name.value();
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    if text.is_empty() {
        problems.at(name, "a name on the wire is not empty");
    } else if !text.bytes().all(allowed) {
        let shown = text.escape_debug();
        problems.at(name, format!("`{shown}` is no name on the wire: it has letters, digits, `_`, `.` and `-`"));
    }
}
