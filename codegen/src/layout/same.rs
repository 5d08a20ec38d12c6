//! Whether two files say the same: what formatting is held against every time.

use std::collections::HashSet;

use super::comments::Comment;
use crate::yaml::{Node, NodeKind, ScalarStyle};

/// Whether two trees say the same to YAML 1.2: the same keys in the same order, and scalars of the same text and kind.
/// What starts at a place of `unquoted` in the left one was meant as text all along.
pub(super) fn meaning(left: &Node, right: &Node, unquoted: &HashSet<u32>) -> bool {
    let start = left.place.start;
    match (&left.kind, &right.kind) {
        (NodeKind::Scalar(left), NodeKind::Scalar(right)) => {
            let is_quoted = right.style == ScalarStyle::Quoted && unquoted.contains(&start);
            left.text == right.text && (left.plain_kind() == right.plain_kind() || is_quoted)
        }
        (NodeKind::List(left), NodeKind::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| meaning(left, right, unquoted))
        }
        (NodeKind::Map(left), NodeKind::Map(right)) => {
            let same_entry = |(left, right): (&crate::yaml::Entry, &crate::yaml::Entry)| {
                left.key == right.key && meaning(&left.value, &right.value, unquoted)
            };
            left.len() == right.len() && left.iter().zip(right).all(same_entry)
        }
        (NodeKind::Scalar(_) | NodeKind::List(_) | NodeKind::Map(_), _) => false,
    }
}

/// Whether two files have the same comments. One that stood within brackets or behind them may have moved past another.
pub(super) fn comments((left, left_comments): (&str, &[Comment]), (right, right_comments): (&str, &[Comment])) -> bool {
    texts(left, left_comments) == texts(right, right_comments)
}

fn texts<'t>(text: &'t str, comments: &[Comment]) -> Vec<&'t str> {
    let mut texts: Vec<&str> =
        comments.iter().map(|comment| text.get(comment.start..comment.end).unwrap_or("")).collect();
    texts.sort_unstable();
    texts
}
