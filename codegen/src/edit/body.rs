//! The body of the next version: a copy of the current one. It starts equal, so what says how a field comes from the
//! version before is left out; comments are copied, except those about the version itself and about what is left out.

use super::types::{of_field, with_pins};
use crate::layout::Comment;
use crate::source::Place;
use crate::yaml::{Entry, Node, NodeKind, ScalarStyle};

/// What only says how a field comes from the version before.
const OF_THE_STEP: [&str; 4] = ["from", "with", "map", "fill"];

/// A body for the next version, and the comments that go with it.
pub(super) struct NextBody {
    /// `vN` and its fields.
    pub(super) entry: Entry,
    /// The comments of the body that it is a copy of, as far as they are copied.
    pub(super) comments: Vec<Comment>,
}

/// The body of version `version`, made from that of the version before; `pin` says which version a reference gets.
pub(super) fn next(
    current: &Entry,
    is_union: bool,
    version: u32,
    comments: &[Comment],
    pin: &impl Fn(&str, Option<u32>) -> Option<u32>,
) -> NextBody {
    let mut dropped = Vec::new();
    let mut value = current.value.clone();
    if let NodeKind::Map(entries) = &mut value.kind {
        for entry in entries {
            match is_union {
                true => {
                    let fields = match &mut entry.value.kind {
                        NodeKind::Map(fields) => fields.as_mut_slice(),
                        NodeKind::List(_) | NodeKind::Scalar(_) => &mut [],
                    };
                    fields.iter_mut().for_each(|field| next_field(field, &mut dropped, pin));
                }
                false => next_field(entry, &mut dropped, pin),
            }
        }
    }
    let key_end = current.key_place.end as usize;
    let end = current.value.place.end as usize;
    let comments = comments
        .iter()
        .filter(|comment| comment.start >= key_end)
        .filter(|comment| !(comment.trails(key_end) && comment.start < first_place(&current.value)))
        .filter(|comment| !(comment.trails(end) && is_bracketed(current)))
        .filter(|comment| !dropped.iter().any(|place: &Place| is_about(comment, *place)))
        .cloned()
        .collect();
    let entry = Entry { key: format!("v{version}"), style: ScalarStyle::Plain, key_place: current.key_place, value };
    NextBody { entry, comments }
}

/// A field as the next version starts with it.
fn next_field(field: &mut Entry, dropped: &mut Vec<Place>, pin: &impl Fn(&str, Option<u32>) -> Option<u32>) {
    let before = field.value.place;
    if let Some(ty) = of_field(field)
        && let NodeKind::Scalar(scalar) = &ty.kind
        && let Some(text) = with_pins(&scalar.text, pin)
    {
        let place = ty.place;
        set_type(field, place, text);
    }
    let NodeKind::Map(keys) = &mut field.value.kind else { return };
    let count = keys.len();
    for key in keys.iter().filter(|key| OF_THE_STEP.contains(&key.key.as_str())) {
        dropped.push(key.key_place.to(key.value.place));
    }
    keys.retain(|key| !OF_THE_STEP.contains(&key.key.as_str()));
    if keys.len() == count {
        return;
    }
    // A comment behind the brackets is about the field's way here, too.
    dropped.push(before);
    if let [only] = keys.as_slice()
        && only.key == "type"
    {
        field.value = only.value.clone();
    }
}

/// Gives the type of a field, which stands at `place`, another text.
fn set_type(field: &mut Entry, place: Place, text: String) {
    let node = match &mut field.value.kind {
        NodeKind::Map(keys) => keys.iter_mut().find(|key| key.key == "type").map(|key| &mut key.value),
        NodeKind::Scalar(_) | NodeKind::List(_) => Some(&mut field.value),
    };
    if let Some(Node { kind: NodeKind::Scalar(scalar), place: own }) = node {
        scalar.text = text;
        if scalar.style != ScalarStyle::Plain {
            scalar.style = ScalarStyle::Quoted;
            // Nothing of this stands in the file, so that it is spelled anew.
            *own = Place { start: place.end, ..place };
        }
    }
}

/// Whether a comment stands within what is left out, or behind it in its line.
fn is_about(comment: &Comment, place: Place) -> bool {
    let (start, end) = (place.start as usize, place.end as usize);
    (comment.start >= start && comment.start < end && comment.follows >= start)
        || comment.trails(end) && comment.follows >= start
}

fn first_place(value: &Node) -> usize {
    match &value.kind {
        NodeKind::Map(entries) => entries.first().map_or(value.place.end, |entry| entry.key_place.start) as usize,
        NodeKind::List(_) | NodeKind::Scalar(_) => value.place.end as usize,
    }
}

/// Whether a body stands in brackets.
fn is_bracketed(body: &Entry) -> bool {
    match &body.value.kind {
        NodeKind::Map(entries) => entries.first().is_none_or(|first| first.key_place.start > body.value.place.start),
        NodeKind::List(_) | NodeKind::Scalar(_) => false,
    }
}
