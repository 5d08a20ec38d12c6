//! Reads nodes as what they should be, and reports those that are not: the accumulator that all of `written` shares.

use crate::diagnostic::{Diagnostic, Findings};
use crate::rules;
use crate::source::Place;
use crate::suggest::nearest;
use crate::yaml::{Entry, Node, NodeKind, PlainKind, ScalarNode};

use super::{Spanned, Text, TypeExpression, parse_type};

/// Collects problems while reading.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pub(crate) problems: Findings,
    /// The scalars that are meant as text and are none to some parser.
    pub(crate) unquoted: Vec<Place>,
}

impl Reader {
    pub(crate) fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// The entries of a mapping; `what` names it, as in "an event".
    pub(crate) fn map<'a>(&mut self, node: &'a Node, what: &str) -> &'a [Entry] {
        match &node.kind {
            NodeKind::Map(entries) => entries,
            _ => {
                self.wrong_shape(
                    node,
                    &format!("{what} is a mapping"),
                    "write `name: …` lines below it, or `{}` for none",
                );
                &[]
            }
        }
    }

    /// The nodes of a list.
    pub(crate) fn list<'a>(&mut self, node: &'a Node, what: &str) -> &'a [Node] {
        match &node.kind {
            NodeKind::List(nodes) => nodes,
            _ => {
                self.wrong_shape(node, &format!("{what} is a list"), "write it as `[A, B]`");
                &[]
            }
        }
    }

    pub(crate) fn wrong_shape(&mut self, node: &Node, expected: &str, help: &str) {
        let found = match &node.kind {
            NodeKind::Map(_) => "a mapping".to_owned(),
            NodeKind::List(_) => "a list".to_owned(),
            NodeKind::Scalar(scalar) if scalar.text.is_empty() => "nothing".to_owned(),
            NodeKind::Scalar(scalar) => format!("`{}`", shortened(&scalar.text)),
        };
        let mut problem =
            Diagnostic::new(&rules::wrong_shape::RULE, node.place, format!("{expected}, and this is {found}"));
        if !help.is_empty() {
            problem = problem.with_help(help);
        }
        self.report(problem);
    }

    /// Text, where text is meant.
    pub(crate) fn text(&mut self, node: &Node, what: &str) -> Option<Text> {
        let NodeKind::Scalar(scalar) = &node.kind else {
            self.wrong_shape(node, &format!("{what} is text"), "");
            return None;
        };
        if scalar.plain_kind() == PlainKind::Null && scalar.text.is_empty() {
            self.wrong_shape(node, &format!("{what} is text"), "");
            return None;
        }
        self.needs_quotes(scalar, node.place);
        Some(Spanned { value: scalar.text.clone(), place: node.place })
    }

    /// Reports text that YAML, or an older YAML parser, reads as something else.
    pub(crate) fn needs_quotes(&mut self, scalar: &ScalarNode, place: Place) -> bool {
        let Some(misread) = scalar.misread() else { return false };
        self.unquoted.push(place);
        let quoted = format!("\"{}\"", scalar.text);
        self.report(
            Diagnostic::new(
                &rules::text_needs_quotes::RULE,
                place,
                format!("text is meant here, and `{}` is {misread}", shortened(&scalar.text)),
            )
            .with_help(format!("write `{quoted}`"))
            .with_edit(place, quoted),
        );
        true
    }

    /// A key that is a name of the user's: text as well.
    pub(crate) fn key(&mut self, entry: &Entry) -> Text {
        let scalar = ScalarNode { text: entry.key.clone(), style: entry.style };
        self.needs_quotes(&scalar, entry.key_place);
        Spanned { value: entry.key.clone(), place: entry.key_place }
    }

    /// A list of texts.
    pub(crate) fn texts(&mut self, node: &Node, what: &str) -> Vec<Text> {
        self.list(node, what).iter().filter_map(|node| self.text(node, "each entry")).collect()
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self, node: &Node, what: &str) -> bool {
        match &node.kind {
            NodeKind::Scalar(scalar) if let PlainKind::Bool(value) = scalar.plain_kind() => value,
            _ => {
                self.wrong_shape(node, &format!("{what} is `true` or `false`"), "");
                false
            }
        }
    }

    /// A number of things.
    pub(crate) fn count(&mut self, node: &Node, what: &str) -> Option<Spanned<u64>> {
        let value = match &node.kind {
            NodeKind::Scalar(scalar) if scalar.plain_kind() == PlainKind::Integer => scalar.text.parse::<u64>().ok(),
            _ => None,
        };
        // Generated checks compare with `usize`, so larger counts could not be told apart on a 32-bit target.
        match value.filter(|&value| value <= u64::from(u32::MAX)) {
            Some(value) => Some(Spanned { value, place: node.place }),
            None => {
                self.wrong_shape(node, &format!("{what} is a whole number from 0 to {}", u32::MAX), "");
                None
            }
        }
    }

    /// A type expression.
    pub(crate) fn ty(&mut self, node: &Node) -> Option<TypeExpression> {
        let NodeKind::Scalar(scalar) = &node.kind else {
            self.wrong_shape(node, "a type is text such as `list<string>`", "");
            return None;
        };
        if scalar.text.is_empty() {
            self.wrong_shape(node, "a type is expected", "name one, such as `string` or `u64`");
            return None;
        }
        if self.needs_quotes(scalar, node.place) {
            return None;
        }
        match parse_type(&scalar.text, node.place) {
            Ok(ty) => Some(ty),
            Err(error) => {
                let rule = if error.too_deep { &rules::type_too_deep::RULE } else { &rules::type_syntax::RULE };
                self.report(Diagnostic::new(rule, error.place, error.message));
                None
            }
        }
    }

    /// A version key such as `v2`.
    pub(crate) fn version(&mut self, entry: &Entry) -> Option<Spanned<u32>> {
        match version_number(&entry.key) {
            Some(value) => Some(Spanned { value, place: entry.key_place }),
            None => {
                self.report(
                    Diagnostic::new(
                        &rules::version_key::RULE,
                        entry.key_place,
                        format!("`{}` is not a version", shortened(&entry.key)),
                    )
                    .with_help("versions are written `v1`, `v2`, …"),
                );
                None
            }
        }
    }

    /// Reports a key that the mapping does not take.
    pub(crate) fn unknown_key(&mut self, entry: &Entry, what: &str, allowed: &[&str]) {
        let problem = self.of_unknown_key(entry, what, allowed);
        self.report(problem);
    }

    /// What to say about a key that the mapping does not take.
    pub(crate) fn of_unknown_key(&self, entry: &Entry, what: &str, allowed: &[&str]) -> Diagnostic {
        let problem = Diagnostic::new(
            &rules::unknown_key::RULE,
            entry.key_place,
            format!("{what} has no key `{}`", shortened(&entry.key)),
        );
        if self.problems.is_full(entry.key_place.file) {
            return problem;
        }
        match nearest(&entry.key, allowed.iter().copied()) {
            Some(near) => problem.with_help(format!("did you mean `{near}`?")).with_edit(entry.key_place, near),
            None => problem.with_help(format!("its keys are {}", listed(allowed))),
        }
    }

    /// Reports a key that must be there.
    pub(crate) fn missing_key(&mut self, place: Place, what: &str, key: &str, help: &str) {
        let mut problem = Diagnostic::new(&rules::missing_key::RULE, place, format!("{what} needs the key `{key}`"));
        if !help.is_empty() {
            problem = problem.with_help(help);
        }
        self.report(problem);
    }
}

/// The number of a version key, `v1` and up.
pub(crate) fn version_number(key: &str) -> Option<u32> {
    let digits = key.strip_prefix('v')?;
    if digits.starts_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

/// A user's text, short enough for one line of a message.
pub(crate) fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(60).flat_map(char::escape_debug).collect();
    if text.chars().nth(60).is_some() {
        shown.push('…');
    }
    shown.replace("\\'", "'").replace("\\\"", "\"")
}

/// Names as "`a`, `b` and `c`".
pub(crate) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{}`", name.as_ref())).collect();
    match quoted.split_last() {
        None => "none".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}
