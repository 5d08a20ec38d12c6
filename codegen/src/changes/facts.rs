//! A definition as a list of facts, each under a key: what is compared where nothing says how one came from the other.

use std::collections::HashMap;

/// Facts in order, each with what it is about.
pub(super) type Facts = Vec<(String, String)>;

/// The lines that say how one list of facts differs from another.
pub(super) fn differences<'f>(old: &'f Facts, new: &'f Facts) -> Vec<String> {
    let by_key = |facts: &'f Facts| -> HashMap<&'f str, &'f str> {
        facts.iter().map(|(key, fact)| (key.as_str(), fact.as_str())).collect()
    };
    let (were, are) = (by_key(old), by_key(new));
    let mut lines = Vec::new();
    for (key, fact) in new {
        match were.get(key.as_str()) {
            None => lines.push(match (is_thing(key), fact.as_str()) {
                (true, "") => format!("{key} is new"),
                (true, fact) => format!("{key} is new: {fact}"),
                (false, "") => format!("now {key}"),
                (false, fact) => format!("now {key}: {fact}"),
            }),
            Some(before) if before != fact => lines.push(format!("{key}: {before} → {fact}")),
            Some(_) => {}
        }
    }
    for (key, before) in old {
        if !are.contains_key(key.as_str()) {
            lines.push(match (is_thing(key), before.as_str()) {
                (true, "") => format!("{key} is gone"),
                (true, before) => format!("{key} is gone; it was {before}"),
                (false, "") => format!("no longer {key}"),
                (false, before) => format!("no longer {key}: {before}"),
            });
        }
    }
    lines
}

/// Whether a key names something, as a field does; the others are the beginnings of sentences.
fn is_thing(key: &str) -> bool {
    key.ends_with('`')
}
