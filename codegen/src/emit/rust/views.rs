//! Views: the type of an entry, the set of the events that keep it up to date, and the trait with one method for each of
//! them. Beside them stands what `#[derive(View)]` finds under fixed names, in a hidden module called as the view.

use super::constants::Statics;
use super::expression::{Expr, Pattern};
use super::inputs::{self, Input, Past};
use super::layout::{Doc, Writer, list};
use super::names::derived_name;
use super::scope::Scope;
use super::sets::Set;
use super::{attributes, bodies, docs, items, names, queries, text};
use crate::model::{Definition, Module, View, ViewId, ViewValue};

const HIDDEN: &str = "__views";

/// A view with its events.
pub(super) struct Parts<'s> {
    pub(super) view: &'s View,
    ident: String,
    pub(super) inputs: Vec<Input>,
    pub(super) methods: Vec<String>,
    past: Past,
}

impl<'s> Parts<'s> {
    pub(super) fn new(scope: &Scope<'s>, id: ViewId) -> Self {
        let view = &scope.set()[id];
        let inputs = inputs::inputs(scope, view.meta.module, view.from.iter().copied());
        let methods = inputs::methods("apply", inputs.iter().map(|input| input.name.as_str()));
        let past = Past::of(scope, &inputs);
        Self { view, ident: names::identifier(&view.meta.rust_name), inputs, methods, past }
    }

    pub(super) fn derived(&self, suffix: &str) -> String {
        derived_name(&self.view.meta.rust_name, suffix)
    }
}

/// Writes a view.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, statics: &mut Statics, id: ViewId) {
    let parts = Parts::new(scope, id);
    let view = parts.view;
    let subject = &view.meta.subject;
    let key = scope.set().spelled(&view.key);
    let what = format!("An entry of the view `{subject}`, found by its `{key}`.");
    match &view.value {
        ViewValue::Fields(fields) => bodies::write_fields(writer, scope, statics, &view.meta, fields, what),
        ViewValue::Type(ty) => {
            writer.blank();
            docs::write(writer, view.meta.doc.as_deref(), &[what]);
            attributes::deprecated(writer, view.meta.deprecated.as_deref());
            items::alias(writer, &format!("pub type {} = ", parts.ident), scope.ty(ty));
        }
    }
    let doc = format!("The events that keep `{subject}` up to date, each in its current version.");
    let hidden = format!("{HIDDEN}::{}", parts.ident);
    let attribute = ("event_set", parts.past.attribute(scope, &hidden));
    let ident = parts.derived("ViewEvent");
    let variants = parts.inputs.iter().map(|input| input.variant(scope));
    Set { ident: &ident, doc, derive: "__rt::EventSet", attribute }.write(writer, variants);
    write_methods(writer, scope, &parts);
}

/// Writes the trait.
fn write_methods(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    writer.blank();
    let subject = &parts.view.meta.subject;
    docs::write(writer, None, &[format!("Keeps `{subject}` up to date: one method for each of its events.")]);
    if parts.inputs.is_empty() {
        writer.line_of(&["pub trait ", &parts.derived("View"), " {}"]);
        return;
    }
    writer.line_of(&["pub trait ", &parts.derived("View"), " {"]);
    writer.indent();
    for (input, method) in parts.inputs.iter().zip(&parts.methods) {
        let subject = &scope.set()[input.event].meta.subject;
        writer.blank();
        docs::write(writer, None, &[format!("Takes in `{subject}`; a method that fails has changed nothing.")]);
        let mut origin = vec![Doc::text("origin: ")];
        origin.extend(input.origin(scope));
        let arguments =
            vec![vec![Doc::text("&mut self")], vec![Doc::text(format!("event: {}", input.ty(scope)))], origin];
        items::required_function(writer, method, arguments, result(scope.prelude("Result")));
    }
    items::end(writer);
}

/// `Result<(), __rt::ViewError>`.
fn result(name: &'static str) -> Vec<Doc> {
    let mut docs = vec![Doc::text(name)];
    docs.extend(list("<", [Doc::text("()"), Doc::text("__rt::ViewError")], ">"));
    docs
}

/// Writes the hidden modules of all views of a module.
pub(super) fn write_hidden(writer: &mut Writer, scope: &Scope<'_>, module: &Module) {
    let views = module.definitions.iter().filter_map(|definition| match definition {
        Definition::View(id) => Some(*id),
        _ => None,
    });
    let mut views = views.peekable();
    if views.peek().is_none() {
        return;
    }
    let outer = scope.module.child(HIDDEN);
    writer.blank();
    writer.line("#[doc(hidden)]");
    writer.line("#[allow(unused_imports, unreachable_patterns)]");
    writer.line(&format!("pub mod {HIDDEN} {{"));
    writer.indent();
    for id in views {
        let parts = Parts::new(scope, id);
        let inside = outer.child(&parts.ident);
        write_dispatch(writer, &Scope { schema: scope.schema, module: &inside }, &parts);
    }
    items::end(writer);
}

fn write_dispatch(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    let view = parts.view;
    writer.blank();
    writer.line_of(&["pub mod ", &parts.ident, " {"]);
    writer.indent();
    writer.line_of(&["pub use super::super::", &parts.derived("View"), " as Methods;"]);
    writer.line_of(&["pub use super::super::", &parts.derived("ViewEvent"), " as Event;"]);
    writer.line("use ::retold::__v1 as __rt;");
    writer.blank();
    items::alias(writer, "pub type Key = ", scope.ty(&view.key));
    writer.line_of(&["pub type Entry = super::super::", &parts.ident, ";"]);
    if has_own_codec(scope, &view.value) {
        let codec = queries::view_codec(scope, &view.value).unwrap_or_else(|| "__rt::Plain".to_owned());
        items::alias(writer, "pub type Codec = ", vec![Doc::text(codec)]);
    }
    writer.line(&format!("pub const NAME: &str = {};", text::literal(&view.meta.subject)));
    writer.blank();
    let arguments = if parts.inputs.is_empty() {
        ["_: &mut M", "event: Event", "_: &__rt::Origin<'_>"]
    } else {
        ["model: &mut M", "event: Event", "origin: &__rt::Origin<'_>"]
    };
    let arguments = arguments.map(|argument| vec![Doc::text(argument)]).into();
    items::begin_public_function(writer, "take_in<M: Methods>", arguments, result("Result"));
    let arms = parts.inputs.iter().zip(&parts.methods).map(|(input, method)| {
        let origin = match input.key(scope) {
            Some(key) => Expr::Reference(Box::new(match scope.own_key_codec(key) {
                None => Expr::atom("origin").method("keyed", Vec::new()).tried(),
                Some(codec) => Expr::atom("origin").into_call(format!("__rt::view::keyed::<_, {codec}>")).tried(),
            })),
            None => Expr::atom("origin"),
        };
        let call = Expr::Call(format!("M::{method}"), vec![Expr::atom("model"), Expr::atom("event"), origin]);
        (Pattern::Tuple(format!("Event::{}", names::identifier(&input.name)), "event".to_owned()), call)
    });
    writer.doc(&Expr::Match(Box::new(Expr::atom("event")), arms.collect()).tail());
    items::end(writer);
    parts.past.write(writer, scope, "Event", &parts.inputs);
    items::end(writer);
}

/// Whether the entries of a view have a type of the project's in them, which is in another form than its own.
pub(super) fn has_own_codec(scope: &Scope<'_>, value: &ViewValue) -> bool {
    match value {
        ViewValue::Type(ty) => scope.schema.graph.holds_own(scope.set(), &scope.schema.own, ty),
        ViewValue::Fields(_) => false,
    }
}
