//! A struct written by hand, held against the schema that it names: what differs is underlined in the Rust, with the place
//! in the YAML. What is compared, and what cannot be, stands on the page of the rule `rust-differs`.

mod fields;
mod message;
mod types;

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use retold_codegen::diagnostic::Diagnostic;
use retold_codegen::model::{Body, CommandId, Definition, EventId, Meta, QueryId, SchemaSet, Versions, WireNames};
use retold_codegen::rules;
use retold_codegen::source::Place;
use syn::DeriveInput;

use super::set::{self, Found, Set};
use crate::attr::message::MessageAttr;
use crate::problems::Problems;
use crate::valid::message::Message;

/// What a struct is.
#[derive(Clone, Copy)]
enum Id {
    Event(EventId),
    Command(CommandId),
    Query(QueryId),
}

impl Id {
    /// How messages call it.
    fn kind(self) -> &'static str {
        match self {
            Id::Event(_) => "event",
            Id::Command(_) => "command",
            Id::Query(_) => "query",
        }
    }
}

/// What the schema says of the message.
struct Expected<'s> {
    id: Id,
    meta: &'s Meta,
    wire: &'s WireNames,
    versions: &'s Versions<Body>,
}

/// One struct while it is compared.
struct Comparison<'a> {
    /// `event`, `command` or `query`.
    kind: &'a str,
    input: &'a DeriveInput,
    attr: &'a MessageAttr,
    message: &'a Message<'a>,
    set: &'a Set,
    problems: Problems,
}

/// Errors where the struct differs, and what names the files of the schema to the compiler; nothing if the struct names no
/// schema.
pub(crate) fn hold(input: &DeriveInput, attr: &MessageAttr, message: &Message<'_>, kind: &str) -> TokenStream {
    let Some(path) = &attr.schema else { return TokenStream::new() };
    let Found { set, told, file } = match set::named(&path.value(), path.span()) {
        Ok(found) => found,
        Err(text) => return syn::Error::new(path.span(), text).into_compile_error(),
    };
    let errors = set.and_then(|set: Arc<Set>| {
        let mut comparison = Comparison { kind, input, attr, message, set: &set, problems: Problems::default() };
        comparison.compare(file.as_deref());
        comparison.problems.into_errors()
    });
    quote!(#told #errors)
}

impl<'a> Comparison<'a> {
    fn compare(&mut self, file: Option<&str>) {
        let Some(expected) = self.definition() else { return };
        self.file(&expected, file);
        let Some(body) = self.version(&expected) else { return };
        self.step(&expected);
        self.aliases(&expected);
        self.reads_as(&expected);
        self.emits(&expected);
        self.answer(&expected);
        self.fields(&expected, body);
    }

    fn model(&self) -> &'a SchemaSet {
        &self.set.compiled.set
    }

    /// All events, commands and queries.
    fn all(&self) -> impl Iterator<Item = Expected<'a>> + use<'a> {
        let set = self.model();
        let definitions = set.modules.iter().flat_map(|module| &module.definitions);
        definitions.filter_map(move |definition| {
            let (id, meta, wire, versions) = match definition {
                Definition::Event(id) => (Id::Event(*id), &set[*id].meta, &set[*id].wire, &set[*id].versions),
                Definition::Command(id) => (Id::Command(*id), &set[*id].meta, &set[*id].wire, &set[*id].versions),
                Definition::Query(id) => (Id::Query(*id), &set[*id].meta, &set[*id].wire, &set[*id].versions),
                Definition::Scalar(_)
                | Definition::Enum(_)
                | Definition::Record(_)
                | Definition::Union(_)
                | Definition::Rejection(_)
                | Definition::View(_)
                | Definition::Process(_) => return None,
            };
            Some(Expected { id, meta, wire, versions })
        })
    }

    /// Those that are what the struct is.
    fn all_of_kind(&self) -> impl Iterator<Item = Expected<'a>> + use<'a> {
        let kind = self.kind;
        self.all().filter(move |expected| expected.id.kind() == kind)
    }

    /// Tells what differs at `tokens`, with a place of the schema, what stands there, and what to do.
    fn differs(&mut self, tokens: impl ToTokens, message: &str, (place, label): (Place, &str), help: &[String]) {
        let mut finding = Diagnostic::new(&rules::rust_differs::RULE, place, message).with_label(label);
        finding.help = help.to_vec();
        let text = super::report::one(&finding, &self.set.sources);
        self.problems.at(tokens, text);
    }
}
