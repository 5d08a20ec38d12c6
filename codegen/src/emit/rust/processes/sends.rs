//! The commands that a process may send: their set, how each is addressed, and which reaction may send which.

use super::super::layout::{Doc, list};
use super::super::scope::Scope;
use super::super::sets::{Set, Variant};
use super::super::{inputs, items, names, text};
use super::{Parts, Writer, distinct};
use crate::model::CommandId;

pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, parts: &Parts<'_>) {
    let set = scope.set();
    let process = parts.process;
    let all: Vec<CommandId> =
        process.reacts.iter().flat_map(|reaction| reaction.sends.iter().chain(&reaction.undo)).copied().collect();
    let all: Vec<CommandId> = distinct(&all).collect();
    let metas: Vec<_> = all.iter().map(|id| &set[*id].meta).collect();
    let called = inputs::called(set, process.meta.module, &metas);
    let variants = all.iter().zip(called).map(|(id, name)| Variant {
        name: names::identifier(&name),
        ty: scope.command(*id),
        subject: set[*id].meta.subject.clone(),
    });
    let ident = parts.derived("Sends");
    let doc = format!("The commands that `{}` may send, to do a step or to undo one.", process.meta.subject);
    let attribute = ("command_set", Vec::new());
    Set { ident: &ident, doc, derive: "__rt::CommandSet", attribute }.write(writer, variants);
    for id in &all {
        let module = &set[set[*id].meta.module];
        let mut head = vec![Doc::text("__rt::Addressed")];
        head.extend(list("<", [Doc::text(ident.clone())], ">"));
        items::begin_impl(writer, head, &scope.command(*id));
        let key = module.aggregate.as_ref().map(|aggregate| &aggregate.key);
        let ty = key.map_or_else(|| vec![Doc::text(scope.prelude("String"))], |key| scope.ty(key));
        items::alias(writer, "type Id = ", ty);
        let stream = module.aggregate.as_ref().map_or("", |aggregate| aggregate.stream.as_str());
        writer.line(&format!("const STREAM: &'static str = {};", text::literal(stream)));
        if let Some(codec) = key.and_then(|key| scope.own_key_codec(key)) {
            write_key(writer, &codec);
        }
        items::end(writer);
    }
    for (reaction, marker) in parts.reactions.iter().zip(parts.markers(scope)) {
        let listed = distinct(&reaction.sends).map(|id| ("__rt::SentOn", id));
        for (right, id) in listed.chain(distinct(&reaction.undo).map(|id| ("__rt::UndoneOn", id))) {
            let mut head = vec![Doc::text(format!("impl {right}"))];
            head.extend(list("<", [Doc::text(ident.clone()), Doc::text(marker.clone())], ">"));
            items::empty_impl(writer, head, &scope.command(id));
        }
    }
}

/// The text of the key of a stream that is a type of the project's.
fn write_key(writer: &mut Writer, codec: &str) {
    writer.blank();
    let arguments = vec![vec![Doc::text("id: &Self::Id")]];
    items::begin_function(writer, "key", arguments, vec![Doc::text("::std::string::String")]);
    writer.line(&format!("<__rt::KeyBy<Self::Id, {codec}> as __rt::StreamKey>::text(id)"));
    items::end(writer);
}
