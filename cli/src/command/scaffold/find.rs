//! Which definition is meant: by its whole name, or by its own where that is enough; queries lead to what answers them.

use retold_codegen::emit::rust::scaffold::{Kind, Scaffold as Code};
use retold_codegen::suggest::nearest;

use crate::shown;
use crate::terminal::Failure;

/// The definition with this name.
pub(super) fn find<'c>(all: &'c [Code], wanted: &str) -> Result<&'c Code, Failure> {
    let found =
        |is_it: &dyn Fn(&str) -> bool| -> Vec<&'c Code> { all.iter().filter(|code| names(code).any(is_it)).collect() };
    let whole = found(&|name| name == wanted);
    let found = if whole.is_empty() { found(&|name| bare(name) == wanted) } else { whole };
    match found.as_slice() {
        [] => Err(unknown(all, wanted)),
        [code] => Ok(code),
        several => {
            let message = format!("several definitions are called `{}`", shown::escaped(wanted));
            Err(Failure::new(message).with_help(format!("name one of {}", listed(several.iter().copied()))))
        }
    }
}

/// The whole names that lead to it.
fn names(code: &Code) -> impl Iterator<Item = &str> {
    std::iter::once(&code.subject).chain(&code.also).map(String::as_str)
}

fn bare(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

fn listed<'c>(codes: impl Iterator<Item = &'c Code>) -> String {
    codes.map(|code| format!("`{}`", code.subject)).collect::<Vec<_>>().join(", ")
}

fn unknown(all: &[Code], wanted: &str) -> Failure {
    let failure = Failure::new(format!("there is nothing to scaffold that is called `{}`", shown::escaped(wanted)));
    if all.is_empty() {
        return failure.with_help(
            "the schemas have no aggregate, view, query or process; a file describes an aggregate where it has `aggregate: Name`",
        );
    }
    let every = || all.iter().flat_map(names);
    if let Some(nearest) = nearest(wanted, every().chain(every().map(bare))) {
        return failure.with_help(format!("did you mean `retold scaffold {nearest}`?"));
    }
    let kinds = [
        (Kind::Aggregate, "the aggregates are"),
        (Kind::View, "the views are"),
        (Kind::Queries, "what answers queries is"),
        (Kind::Process, "the processes are"),
    ];
    kinds.into_iter().fold(failure, |failure, (kind, words)| {
        let of_kind = || all.iter().filter(|code| code.kind == kind);
        if of_kind().next().is_none() { failure } else { failure.with_help(format!("{words} {}", listed(of_kind()))) }
    })
}
