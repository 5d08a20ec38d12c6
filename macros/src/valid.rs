//! What is wrong with a type whose shape is right: names that are taken twice, keys that do not belong together.

pub(crate) mod message;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use proc_macro2::Span;
use syn::ext::IdentExt;

use crate::ast::{Choice, Member, Struct, Tagged};
use crate::attr::wire::TagAttr;
use crate::problems::Problems;

/// A record.
pub(crate) fn record(record: &Struct<'_>, problems: &mut Problems) {
    let taken = match &record.attr.tag {
        Some(TagAttr::Name { key, .. }) => Some((key.value(), key.span())),
        Some(TagAttr::Key(key)) => {
            problems.at(key, "the tag of an event or command says what it holds: `tag(\"key\" = \"Name\")`");
            None
        }
        None => None,
    };
    members(&record.members, taken, problems);
}

/// A tagged union.
pub(crate) fn tagged(union: &Tagged<'_>, problems: &mut Problems) {
    if let Some(TagAttr::Name { key, .. }) = &union.attr.tag {
        problems.at(key, "the tag of a union is a key alone: `tag = \"key\"`");
    }
    let tag = match &union.attr.tag {
        Some(TagAttr::Key(key)) => (key.value(), key.span()),
        Some(TagAttr::Name { .. }) | None => ("type".to_owned(), Span::call_site()),
    };
    if let Some(content) = &union.attr.content
        && content.value() == tag.0
    {
        problems.at(content, "tag and content are under the same key");
    }
    let mut names = HashMap::new();
    for variant in &union.variants {
        distinct(&mut names, variant.wire.clone(), variant.ident.span(), "variant", problems);
        members(&variant.members, union.attr.content.is_none().then(|| tag.clone()), problems);
    }
}

/// An enum of texts.
pub(crate) fn choice(choice: &Choice<'_>, problems: &mut Problems) {
    let mut names = HashMap::new();
    for value in &choice.values {
        distinct(&mut names, value.wire.clone(), value.ident.span(), "value", problems);
        for alias in &value.attr.aliases {
            distinct(&mut names, alias.value(), alias.span(), "value", problems);
        }
    }
}

fn members(members: &[Member<'_>], taken: Option<(String, Span)>, problems: &mut Problems) {
    let mut names = HashMap::new();
    if let Some((key, span)) = taken {
        names.insert(key, span);
    }
    for member in members {
        let attr = &member.attr;
        let place = attr.name.as_ref().map_or_else(|| member.ident.span(), syn::LitStr::span);
        distinct(&mut names, member.wire.clone(), place, "field", problems);
        for alias in &attr.aliases {
            distinct(&mut names, alias.value(), alias.span(), "field", problems);
        }
        if member.ident.unraw() == "self" {
            problems.at(member.ident, "a field cannot be called so");
        }
    }
}

fn distinct(names: &mut HashMap<String, Span>, name: String, span: Span, what: &str, problems: &mut Problems) {
    match names.entry(name) {
        Entry::Occupied(taken) => {
            let name = taken.key();
            problems.add(syn::Error::new(span, format!("`{name}` is the name of another {what} as well")));
        }
        Entry::Vacant(free) => {
            free.insert(span);
        }
    }
}
