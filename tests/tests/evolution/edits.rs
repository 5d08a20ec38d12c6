//! Changes that people make to schemas, one at a time, wherever the numbers say. Most are made without thinking of what
//! is stored: that is what the check is for.

mod definitions;
mod fields;
mod types;
mod versions;

use retold_codegen::{Compiled, compile};

use retold_codegen::sample::Numbers;

use super::documents::Documents;

/// A change; `None` where there is nothing to make it to.
type Edit = fn(&mut Documents, &mut Numbers) -> Option<()>;

/// All of them.
fn edits() -> Vec<(&'static str, Edit)> {
    [fields::EDITS, types::EDITS, versions::EDITS, definitions::EDITS].concat()
}

/// A schema set that compiles, a few edits away, and which they were.
pub fn edited(documents: &Documents, numbers: &mut Numbers) -> Option<(Documents, Compiled, Vec<&'static str>)> {
    let edits = edits();
    let wanted = 1 + numbers.index(3) * numbers.index(2);
    let mut made: Option<(Documents, Compiled)> = None;
    let mut names = Vec::new();
    for _ in 0..60 {
        let mut next = made.as_ref().map_or(documents, |(documents, _)| documents).clone();
        let (name, edit) = edits[numbers.index(edits.len())];
        if edit(&mut next, numbers).is_none() || same(&next, documents) {
            continue;
        }
        if let Some(compiled) = compile(&next.sources()).compiled {
            made = Some((next, compiled));
            names.push(name);
            if names.len() == wanted {
                break;
            }
        }
    }
    let (documents, compiled) = made?;
    Some((documents, compiled, names))
}

/// Whether they are the same text: the order counts.
fn same(left: &Documents, right: &Documents) -> bool {
    left.shown() == right.shown()
}

/// Every edit is one that can be made to some random schema.
#[test]
fn every_edit_is_made() {
    let mut left: Vec<(&str, Edit)> = edits();
    for seed in 0..300 {
        let documents = Documents::of(&retold_tests::random_schema::random_schema(seed));
        let mut numbers = Numbers::new(seed);
        left.retain(|(_, edit)| {
            let mut next = documents.clone();
            edit(&mut next, &mut numbers).is_none()
                || same(&next, &documents)
                || compile(&next.sources()).compiled.is_none()
        });
    }
    assert!(left.is_empty(), "{:?}", left.iter().map(|(name, _)| name).collect::<Vec<_>>());
}
