//! The first lines of items, where prettyplease breaks them.

use super::layout::{Break, Doc, INDENT, Writer};

/// `impl Trait for Type {`, one level deeper from here on; closed by [`end`].
pub(super) fn begin_impl(writer: &mut Writer, trait_: Vec<Doc>, ty: &str) {
    writer.blank();
    let mut head = vec![Doc::text("impl ")];
    head.extend(trait_);
    head.push(Doc::space());
    head.push(Doc::text(format!("for {ty}")));
    writer.doc(&opened(vec![Doc::inconsistent(-INDENT, head)]));
    writer.indent();
}

/// `name(arguments) -> result {`, one level deeper from here on; closed by [`end`].
pub(super) fn begin_function(writer: &mut Writer, name: &str, arguments: Vec<Vec<Doc>>, result: Vec<Doc>) {
    writer.doc(&opened(signature(name, arguments, result)));
    writer.indent();
}

/// The same, for everyone.
pub(super) fn begin_public_function(writer: &mut Writer, name: &str, arguments: Vec<Vec<Doc>>, result: Vec<Doc>) {
    let mut head = vec![Doc::text("pub ")];
    head.extend(signature(name, arguments, result));
    writer.doc(&opened(head));
    writer.indent();
}

/// `impl Trait for Type {}`; what `head` begins with is `impl`.
pub(super) fn empty_impl(writer: &mut Writer, mut head: Vec<Doc>, ty: &str) {
    writer.blank();
    head.push(Doc::space());
    head.push(Doc::text(format!("for {ty}")));
    // The brace that closes does not count.
    let parts = vec![Doc::inconsistent(-INDENT, head), Doc::text(" {"), Doc::never(), Doc::text("}")];
    writer.doc(&[Doc::consistent(INDENT, parts)]);
}

/// `name(arguments) -> result;`
pub(super) fn required_function(writer: &mut Writer, name: &str, arguments: Vec<Vec<Doc>>, result: Vec<Doc>) {
    let mut parts = signature(name, arguments, result);
    parts.push(Doc::text(";"));
    writer.doc(&[Doc::consistent(INDENT, parts)]);
}

/// `pub type Name = Type;`, of which `head` is what stands before the type.
pub(super) fn alias(writer: &mut Writer, head: &str, ty: Vec<Doc>) {
    let parts = vec![Doc::text(head.to_owned()), Doc::never(), Doc::inconsistent(-INDENT, ty), Doc::text(";")];
    writer.doc(&[Doc::consistent(INDENT, parts)]);
}

/// `pub type Name<Parameter> = Type;`
pub(super) fn generic_alias(writer: &mut Writer, name: &str, parameter: &'static str, ty: Vec<Doc>) {
    let last = Break { before: ",", offset: -INDENT, ..Break::default() };
    writer.doc(&[Doc::consistent(
        INDENT,
        vec![
            Doc::text(format!("pub type {name}<")),
            Doc::consistent(0, vec![Doc::zero(), Doc::text(parameter), Doc::Break(last)]),
            Doc::text("> = "),
            Doc::never(),
            Doc::inconsistent(-INDENT, ty),
            Doc::text(";"),
        ],
    )]);
}

/// Closes what was opened last.
pub(super) fn end(writer: &mut Writer) {
    writer.dedent();
    writer.line("}");
}

/// `(visibility Type)` of a struct or a variant, in the group that it breaks with.
pub(super) fn tuple(head: String, visibility: &'static str, ty: Vec<Doc>, last: &'static str) -> Doc {
    let mut parts = vec![Doc::text(head), Doc::text("("), Doc::zero(), Doc::text(visibility)];
    parts.extend(ty);
    parts.push(Doc::Break(Break { before: ",", offset: -INDENT, ..Break::default() }));
    parts.push(Doc::text(")"));
    parts.push(Doc::text(last));
    Doc::consistent(INDENT, parts)
}

/// A head whose body follows: it is part of a group that breaks.
fn opened(mut head: Vec<Doc>) -> Vec<Doc> {
    head.push(Doc::text(" {"));
    head.push(Doc::never());
    head.push(Doc::Infinite);
    vec![Doc::consistent(INDENT, head)]
}

fn signature(name: &str, arguments: Vec<Vec<Doc>>, result: Vec<Doc>) -> Vec<Doc> {
    let mut inner = vec![Doc::zero()];
    let last = arguments.len().saturating_sub(1);
    for (index, argument) in arguments.into_iter().enumerate() {
        inner.extend(argument);
        if index == last {
            inner.push(Doc::Break(Break { before: ",", offset: -INDENT, ..Break::default() }));
        } else {
            inner.push(Doc::text(","));
            inner.push(Doc::space());
        }
    }
    let mut parts = vec![Doc::text(format!("fn {name}(")), Doc::never(), Doc::consistent(0, inner), Doc::text(")")];
    if !result.is_empty() {
        let mut output = vec![Doc::text(" -> ")];
        output.extend(result);
        parts.push(Doc::consistent(-INDENT, output));
    }
    parts
}
