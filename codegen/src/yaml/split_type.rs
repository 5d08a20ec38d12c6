//! `{ a: map<string, u32> }`: inside braces and brackets a comma ends a plain scalar, so YAML reads the key `a` with
//! the value `map<string`, and a key `u32>` without a value. The parts are found by their angle brackets and put
//! together again, so that one slip is one finding.

use std::ops::Range;

use crate::source::Place;

use super::problems::Problems;
use super::{Entry, Node, NodeKind, ScalarNode, ScalarStyle};

/// More commas than any type has; bounds the search for a bracket that never closes.
const MOST_PARTS: usize = 16;

/// Joins the types that were split among the entries of a mapping in braces.
pub(super) fn rejoin_entries(entries: Vec<Entry>, problems: &mut Problems<'_>) -> Vec<Entry> {
    let tail = |entry: &Entry| {
        let is_alone = plain(&entry.value).is_some_and(str::is_empty) && entry.style == ScalarStyle::Plain;
        is_alone.then(|| entry.key.clone())
    };
    let mut groups = groups(&entries, |entry| plain(&entry.value), tail).into_iter().peekable();
    if groups.peek().is_none() {
        return entries;
    }
    let mut joined: Vec<Entry> = Vec::with_capacity(entries.len());
    for (index, entry) in entries.into_iter().enumerate() {
        while groups.next_if(|group| group.end <= index).is_some() {}
        match groups.peek() {
            Some(group) if group.start < index => {
                if let Some(first) = joined.last_mut() {
                    extend(&mut first.value, entry.key_place, &entry.key);
                }
            }
            _ => joined.push(entry),
        }
        if let (Some(group), Some(first)) = (groups.peek().filter(|group| group.end == index + 1), joined.last_mut()) {
            report(&mut first.value, group.len(), "keys", problems);
        }
    }
    joined
}

/// Joins the types that were split among the items of a list in brackets.
pub(super) fn rejoin_items(items: Vec<Node>, problems: &mut Problems<'_>) -> Vec<Node> {
    let mut groups = groups(&items, plain, |item| plain(item).map(str::to_owned)).into_iter().peekable();
    if groups.peek().is_none() {
        return items;
    }
    let mut joined: Vec<Node> = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        while groups.next_if(|group| group.end <= index).is_some() {}
        match groups.peek() {
            Some(group) if group.start < index => {
                if let (Some(first), Some(text)) = (joined.last_mut(), plain(&item)) {
                    extend(first, item.place, text);
                }
            }
            _ => joined.push(item),
        }
        if let (Some(group), Some(first)) = (groups.peek().filter(|group| group.end == index + 1), joined.last_mut()) {
            report(first, group.len(), "items", problems);
        }
    }
    joined
}

/// The runs of items that are one type: the first opens a bracket that the last closes.
fn groups<'items, T>(
    items: &'items [T],
    opener: impl Fn(&'items T) -> Option<&'items str>,
    tail: impl Fn(&'items T) -> Option<String>,
) -> Vec<Range<usize>> {
    let mut groups = Vec::new();
    let mut index = 0;
    while let Some(item) = items.get(index) {
        let mut open = opener(item).map_or(0, balance);
        let mut end = index + 1;
        while open > 0 && end < items.len().min(index + MOST_PARTS) {
            let Some(text) = tail(&items[end]) else { break };
            open += balance(&text);
            end += 1;
            if open == 0 && text.trim_end_matches('?').ends_with('>') {
                groups.push(index..end);
                break;
            }
        }
        index = groups.last().map_or(index + 1, |group| group.end.max(index + 1));
    }
    groups
}

/// How many `<` of a text are not closed; negative where more are closed than opened.
fn balance(text: &str) -> i64 {
    text.bytes().fold(0, |open, byte| open + i64::from(byte == b'<') - i64::from(byte == b'>'))
}

fn plain(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::Scalar(ScalarNode { text, style: ScalarStyle::Plain }) => Some(text),
        NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

fn extend(first: &mut Node, place: Place, text: &str) {
    if let NodeKind::Scalar(scalar) = &mut first.kind {
        scalar.text.push_str(", ");
        scalar.text.push_str(text);
        first.place = first.place.to(place);
    }
}

/// Reports a joined type; from here on it counts as quoted, which is what it should have been.
fn report(whole: &mut Node, parts: usize, container: &str, problems: &mut Problems<'_>) {
    if let NodeKind::Scalar(scalar) = &mut whole.kind {
        scalar.style = ScalarStyle::Quoted;
        problems.split_type(whole.place, &scalar.text, parts, container);
    }
}
