//! What belongs to the queries of a file as a whole: the enum of them, the trait of whoever answers them, with one method
//! a query, and how any query reaches the method for it. A query's own struct is written as a command's is.

use super::expression::{Expr, Pattern};
use super::layout::{Doc, Writer, list};
use super::names;
use super::scope::{Scope, generic};
use super::sets::{Set, Variant};
use super::{docs, items};
use crate::model::{Definition, Module, Query, Returns, ViewCount, ViewValue};
use crate::naming::queries_of;

const ANSWERS: &str = "__answers";
const HIDDEN: &str = "__queries";

/// The type of an answer.
fn answer(scope: &Scope<'_>, query: &Query) -> Vec<Doc> {
    match &query.returns {
        Returns::Type(ty) => scope.ty(ty),
        Returns::View { view, count } => {
            let entry = vec![Doc::text(scope.view(*view))];
            match count {
                ViewCount::One => entry,
                ViewCount::Optional => generic(scope.prelude("Option"), entry),
                ViewCount::List => generic(scope.prelude("Vec"), entry),
            }
        }
    }
}

/// The codec of an answer.
pub(super) fn codec(scope: &Scope<'_>, returns: &Returns) -> String {
    let plain = || "__rt::Plain".to_owned();
    match returns {
        Returns::Type(ty) => scope.codec(ty).unwrap_or_else(plain),
        Returns::View { view, count } => match (view_codec(scope, &scope.set()[*view].value), count) {
            (None, _) => plain(),
            (Some(inner), ViewCount::One) => inner,
            (Some(inner), ViewCount::Optional) => format!("__rt::Opt<{inner}>"),
            (Some(inner), ViewCount::List) => format!("__rt::List<{inner}>"),
        },
    }
}

/// The codec of what a view holds, unless it is the plain one.
pub(super) fn view_codec(scope: &Scope<'_>, value: &ViewValue) -> Option<String> {
    match value {
        ViewValue::Type(ty) => scope.codec(ty),
        ViewValue::Fields(_) => None,
    }
}

/// Writes what all queries of a module share; nothing where there is none.
pub(super) fn write(writer: &mut Writer, scope: &Scope<'_>, module: &Module) {
    let queries = of_module(scope, module);
    if queries.is_empty() {
        return;
    }
    let aggregate = module.aggregate.as_ref().map(|aggregate| aggregate.name.as_str());
    let (subject, stem) = queries_of(aggregate, &module.path);
    let (set, handler) = (format!("{stem}Query"), format!("{stem}Queries"));
    let doc = format!("The queries of `{subject}`, each in its current version.");
    let variants = queries.iter().map(|query| Variant::of(&query.meta));
    Set { ident: &set, doc, derive: "__rt::QuerySet", attribute: ("query_set", Vec::new()) }.write(writer, variants);
    write_entry(writer, &set, &handler);
    let methods = methods(&queries);
    write_handler(writer, scope, &handler, &subject, &queries, &methods);
    write_answers(writer, scope, &queries);
    write_dispatch(writer, scope, &set, &handler, &queries, &methods);
}

/// The queries of a module.
pub(super) fn of_module<'s>(scope: &Scope<'s>, module: &Module) -> Vec<&'s Query> {
    let query = |definition: &Definition| match definition {
        Definition::Query(id) => Some(&scope.set()[*id]),
        _ => None,
    };
    module.definitions.iter().filter_map(query).collect()
}

/// The methods for queries; two whose snake case is equal are told apart.
pub(super) fn methods(queries: &[&Query]) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let method = |query: &&Query| {
        let mut name = names::snake(&query.meta.rust_name);
        names::fresh(&mut name, &mut taken);
        names::identifier(&name)
    };
    queries.iter().map(method).collect()
}

/// The function that has a query answered.
fn write_entry(writer: &mut Writer, set: &str, handler: &str) {
    writer.blank();
    writer.line_of(&["impl ", set, " {"]);
    writer.indent();
    docs::write(writer, None, &["Has the query answered, and gives the answer as JSON.".to_owned()]);
    let arguments = vec![vec![Doc::text("self")], vec![Doc::text("handler: &H")]];
    items::begin_public_function(writer, &format!("answer<H: {handler}>"), arguments, answering());
    writer.doc(&Expr::Call(format!("{HIDDEN}::answer"), vec![Expr::atom("handler"), Expr::atom("self")]).tail());
    items::end(writer);
    items::end(writer);
}

/// `__rt::Answering<'_, H::Error>`.
fn answering() -> Vec<Doc> {
    let mut docs = vec![Doc::text("__rt::Answering")];
    docs.extend(list("<", [Doc::text("'_"), Doc::text("H::Error")], ">"));
    docs
}

/// Writes the trait of whoever answers.
fn write_handler(
    writer: &mut Writer,
    scope: &Scope<'_>,
    handler: &str,
    subject: &str,
    queries: &[&Query],
    methods: &[String],
) {
    writer.blank();
    let docs = [
        format!("Answers the queries of `{subject}`, from read models and without any effect."),
        "A method may be an `async fn`; what it captures can be sent between threads.".to_owned(),
    ];
    docs::write(writer, None, &docs);
    writer.line_of(&["pub trait ", handler, ": ::core::marker::Sync {"]);
    writer.indent();
    docs::write(writer, None, &["Why a query cannot be answered.".to_owned()]);
    writer.line("type Error: ::core::marker::Send;");
    for (query, method) in queries.iter().zip(methods) {
        writer.blank();
        docs::write_or(writer, query.meta.doc.as_deref(), || format!("Answers `{}`.", query.meta.subject));
        let mut result = vec![Doc::text(scope.prelude("Result"))];
        result.extend(list("<", [Doc::consistent(0, answer(scope, query)), Doc::text("Self::Error")], ">"));
        let mut output = vec![Doc::text("Output = ")];
        output.extend(result);
        let mut future = vec![Doc::text("impl ::core::future::Future")];
        future.extend(list("<", [Doc::consistent(0, output)], ">"));
        future.push(Doc::text(" + ::core::marker::Send"));
        let argument = format!("query: {}", names::identifier(&query.meta.rust_name));
        let arguments = vec![vec![Doc::text("&self")], vec![Doc::text(argument)]];
        items::required_function(writer, method, arguments, future);
    }
    items::end(writer);
}

/// Writes the answers under the names of their queries: an attribute can say no more than a name.
fn write_answers(writer: &mut Writer, scope: &Scope<'_>, queries: &[&Query]) {
    // A query may be called as something of the prelude is.
    let inside = scope.module.child(ANSWERS).hiding_prelude();
    let scope = Scope { schema: scope.schema, module: &inside };
    writer.blank();
    writer.line("#[doc(hidden)]");
    writer.line("#[allow(unused_imports)]");
    writer.line(&format!("pub mod {ANSWERS} {{"));
    writer.indent();
    writer.line("use ::retold::__v1 as __rt;");
    writer.blank();
    for query in queries {
        let answer = answer(&scope, query);
        items::alias(writer, &format!("pub type {} = ", names::identifier(&query.meta.rust_name)), answer);
    }
    items::end(writer);
}

/// Writes how any query reaches the method for it.
fn write_dispatch(
    writer: &mut Writer,
    scope: &Scope<'_>,
    set: &str,
    handler: &str,
    queries: &[&Query],
    methods: &[String],
) {
    let inside = scope.module.child(HIDDEN);
    let scope = Scope { schema: scope.schema, module: &inside };
    writer.blank();
    writer.line("#[doc(hidden)]");
    writer.line(&format!("pub mod {HIDDEN} {{"));
    writer.indent();
    writer.line_of(&["pub use super::", handler, " as Queries;"]);
    writer.line_of(&["pub use super::", set, " as Query;"]);
    writer.line("use ::retold::__v1::Query as _;");
    writer.line("use ::retold::__v1 as __rt;");
    writer.blank();
    let arguments = vec![vec![Doc::text("handler: &H")], vec![Doc::text("query: Query")]];
    items::begin_public_function(writer, "answer<H: Queries>", arguments, answering());
    let arms = queries.iter().zip(methods).map(|(query, method)| {
        let name = names::identifier(&query.meta.rust_name);
        let path = scope.path(&query.meta, &name);
        let called = Expr::Call(format!("H::{method}"), vec![Expr::atom("handler"), Expr::atom("query")]);
        (Pattern::Tuple(format!("Query::{name}"), "query".to_owned()), called.into_call(format!("{path}::answered")))
    });
    writer.doc(&Expr::Match(Box::new(Expr::atom("query")), arms.collect()).tail());
    items::end(writer);
    items::end(writer);
}
