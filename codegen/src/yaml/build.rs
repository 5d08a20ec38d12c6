//! The tree from the events of the parser: an explicit stack instead of recursion, every node with both ends of its
//! place, and the findings of the profile on the way.

use std::collections::BTreeMap;

use granit_parser::{Event, Parser, ScalarStyle as Written, Span, StructureStyle};

use crate::source::Place;

use super::problems::Problems;
use super::{DEEPEST_NESTING, Entry, Node, NodeKind, ScalarNode, ScalarStyle, split_type, syntax};

/// The tree of a text without control characters. `None` if it cannot say what was written.
pub(super) fn tree(text: &str, problems: &mut Problems<'_>) -> Option<Node> {
    let options = granit_parser::options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
    };
    let mut builder = Builder::new(text, problems);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                let bracket = builder.open.iter().rev().find(|open| open.in_brackets()).map(|open| open.place);
                syntax::report(&error, text, bracket, builder.problems);
                return None;
            }
        };
        match builder.take(event, &span) {
            Progress::More => {}
            Progress::Done => break,
            Progress::GaveUp => return None,
        }
    }
    builder.finish()
}

enum Progress {
    More,
    Done,
    GaveUp,
}

/// A mapping or list whose end has not come yet.
struct Open {
    contents: Contents,
    style: StructureStyle,
    place: Place,
}

impl Open {
    /// A mapping of one pair in a list, `[a: b]`, is in the flow style and has no brackets of its own.
    fn in_brackets(&self) -> bool {
        self.style == StructureStyle::Flow && !self.place.range().is_empty()
    }
}

enum Contents {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<Key> },
}

/// A key that waits for its value.
struct Key {
    text: String,
    style: ScalarStyle,
    place: Place,
}

struct Builder<'a, 'text> {
    text: &'a str,
    problems: &'a mut Problems<'text>,
    open: Vec<Open>,
    root: Option<Node>,
    /// Where each anchor stands, by the parser's number for it.
    anchors: BTreeMap<usize, Place>,
    values: usize,
    documents: usize,
    /// Whether the tree says what was written: not where an alias or a merge key stands in it.
    faithful: bool,
    /// The end of what was last read; what introduces a block scalar stands between here and its text.
    read_to: usize,
}

impl<'a, 'text> Builder<'a, 'text> {
    fn new(text: &'a str, problems: &'a mut Problems<'text>) -> Self {
        Self {
            text,
            problems,
            open: Vec::new(),
            root: None,
            anchors: BTreeMap::new(),
            values: 0,
            documents: 0,
            faithful: true,
            read_to: 0,
        }
    }

    fn take(&mut self, event: Event<'_>, span: &Span) -> Progress {
        let place = self.problems.place(span.byte_range().unwrap_or(0..0));
        let is_text = event.tag().is_some_and(|tag| tag.is_yaml_core_schema_tag("str"));
        if let (Some(_), Some(tag)) = (event.tag(), span.tag_span().and_then(|span| span.byte_range())) {
            let tag = self.problems.place(tag);
            self.problems
                .tag(tag, Some(place).filter(|place| is_text && !place.range().is_empty() && is_plain(&event)));
        }
        if event.is_node() {
            self.values += 1;
            if self.values > self.problems.limits.values {
                self.problems.too_many_values(place);
                return Progress::GaveUp;
            }
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.problems.second_document(place);
                    return Progress::Done;
                }
            }
            Event::Anchor(id, _) => {
                self.anchors.insert(id, place);
                self.problems.anchor(place);
            }
            Event::Alias(id) => self.alias(place, self.anchors.get(&id).copied()),
            Event::UnresolvedAlias(_) => self.alias(place, None),
            Event::Scalar(text, style, ..) => {
                let mut node = self.scalar(&text, style, place);
                // From here on it counts as quoted, which is what it should have been.
                if let (true, NodeKind::Scalar(scalar @ ScalarNode { style: ScalarStyle::Plain, .. })) =
                    (is_text, &mut node.kind)
                {
                    scalar.style = ScalarStyle::Quoted;
                }
                self.add(node);
            }
            Event::SequenceStart(style, ..) => {
                let place = if style == StructureStyle::Block { self.starting_at_its_dash(place) } else { place };
                return self.start(Contents::List(Vec::new()), style, place);
            }
            Event::MappingStart(style, ..) => {
                return self.start(Contents::Map { entries: Vec::new(), key: None }, style, place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(place),
            // The ends of document and stream, and comments, which are not asked for.
            _ => {}
        }
        // The end of a block collection is reported where the next line starts, past what has been read.
        if !place.range().is_empty() {
            self.read_to = self.read_to.max(place.end as usize);
        }
        if self.problems.are_too_many() { Progress::GaveUp } else { Progress::More }
    }

    fn start(&mut self, contents: Contents, style: StructureStyle, place: Place) -> Progress {
        if self.open.len() == DEEPEST_NESTING {
            self.problems.too_deep(place);
            return Progress::GaveUp;
        }
        self.read_to = self.read_to.max(place.end as usize);
        self.open.push(Open { contents, style, place });
        Progress::More
    }

    fn end(&mut self, end: Place) {
        let Some(open) = self.open.pop() else { return };
        let in_brackets = open.in_brackets();
        let Open { contents, place, .. } = open;
        let (kind, last) = match contents {
            Contents::List(mut items) => {
                items.shrink_to_fit();
                let items = if in_brackets { split_type::rejoin_items(items, self.problems) } else { items };
                let last = items.last().map(|item| item.place);
                (NodeKind::List(items), last)
            }
            Contents::Map { mut entries, .. } => {
                entries.shrink_to_fit();
                let entries = if in_brackets { split_type::rejoin_entries(entries, self.problems) } else { entries };
                let last = entries.last().map(|entry| entry.key_place.to(entry.value.place));
                (NodeKind::Map(self.without_repeated_keys(entries)), last)
            }
        };
        let end = if in_brackets { end } else { last.unwrap_or(place) };
        self.add(Node { kind, place: place.to(end) });
    }

    fn alias(&mut self, place: Place, anchor: Option<Place>) {
        self.faithful = false;
        let merged = matches!(
            self.open.last(),
            Some(Open { contents: Contents::Map { key: Some(key), .. }, .. }) if key.is_merge()
        );
        if !merged {
            self.problems.alias(place, anchor);
        }
        let text = self.problems.slice(place).to_owned();
        self.add(Node { kind: NodeKind::Scalar(ScalarNode { text, style: ScalarStyle::Quoted }), place });
    }

    fn scalar(&self, text: &str, style: Written, place: Place) -> Node {
        let (text, style, place) = match style {
            // The parser gives `~` where nothing is written.
            Written::Plain if place.range().is_empty() => ("", ScalarStyle::Plain, place),
            Written::Plain => (text, ScalarStyle::Plain, place),
            Written::SingleQuoted | Written::DoubleQuoted => (text, ScalarStyle::Quoted, place),
            Written::Literal | Written::Folded => (text, ScalarStyle::Block, self.block_place(place)),
        };
        Node { kind: NodeKind::Scalar(ScalarNode { text: text.to_owned(), style }), place }
    }

    /// The start of a list; the parser gives the first item where the list is not indented.
    fn starting_at_its_dash(&self, start: Place) -> Place {
        let (before, rest) = self.text.split_at(start.start as usize);
        let before = before.trim_end_matches([' ', '\t']);
        let is_dash =
            rest.strip_prefix('-').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
        if before.ends_with('-') && !is_dash {
            return self.problems.place(before.len() - 1..start.end as usize);
        }
        start
    }

    /// The place of a block scalar from its `|` or `>` to the end of its last line that is not blank; the parser
    /// gives the lines alone.
    fn block_place(&self, lines: Place) -> Place {
        let mut at = self.read_to;
        let header = loop {
            let rest = self.text.get(at..).unwrap_or("");
            let end_of_word = rest.find([' ', '\t', '\r', '\n']).unwrap_or(rest.len());
            at += match rest.as_bytes().first() {
                Some(b'|' | b'>') => break at,
                Some(b'#') => rest.find('\n').unwrap_or(rest.len()),
                Some(b'&' | b'!') => end_of_word,
                Some(b' ' | b'\t' | b'\r' | b'\n' | b':' | b'-' | b'?') => 1,
                _ => break lines.start as usize,
            };
        };
        let header_end = self.text[header..].find([' ', '\t', '\r', '\n']).map_or(self.text.len(), |end| header + end);
        let written = self.text.get(header_end..lines.end as usize).unwrap_or("");
        self.problems.place(header..header_end + written.trim_end().len())
    }

    /// Puts a finished node where it belongs.
    fn add(&mut self, node: Node) {
        let Some(Open { contents, .. }) = self.open.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match contents {
            Contents::List(items) => items.push(node),
            Contents::Map { entries, key } => match key.take() {
                Some(key) => {
                    if key.is_merge() {
                        self.faithful = false;
                        self.problems.merge_key(key.place);
                    }
                    let absent = matches!(&node.kind, NodeKind::Scalar(scalar) if scalar.text.is_empty())
                        && node.place.range().is_empty();
                    let place = if absent { Place { start: key.place.end, ..key.place } } else { node.place };
                    entries.push(Entry {
                        key: key.text,
                        style: key.style,
                        key_place: key.place,
                        value: Node { place, ..node },
                    });
                }
                None => {
                    let new = self.key(node);
                    if let Some(Open { contents: Contents::Map { key, .. }, .. }) = self.open.last_mut() {
                        *key = Some(new);
                    }
                }
            },
        }
    }

    fn key(&mut self, node: Node) -> Key {
        let found = match &node.kind {
            NodeKind::List(_) => Some("a list"),
            NodeKind::Map(_) => Some("a mapping"),
            NodeKind::Scalar(_) if node.place.range().is_empty() => Some("nothing"),
            NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Block => Some("a block of lines"),
            NodeKind::Scalar(_) if self.problems.slice(node.place).contains('\n') => Some("more than one line"),
            NodeKind::Scalar(_) => None,
        };
        if let Some(found) = found {
            self.faithful = false;
            self.problems.complex_key(node.place, found);
        }
        match node.kind {
            NodeKind::Scalar(scalar) => Key { text: scalar.text, style: scalar.style, place: node.place },
            NodeKind::List(_) | NodeKind::Map(_) => {
                Key { text: String::new(), style: ScalarStyle::Quoted, place: node.place }
            }
        }
    }

    /// Keeps the first entry of every key and reports the others.
    fn without_repeated_keys(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by(|&left, &right| entries[left].key.cmp(&entries[right].key));
        let mut repeated = Vec::new();
        for run in order.chunk_by(|&left, &right| entries[left].key == entries[right].key) {
            // A key that is no text has been reported.
            if let (first, [_, ..]) = (&entries[run[0]], &run[1..]) {
                for &again in run[1..].iter().filter(|_| !first.key.is_empty()) {
                    self.problems.repeated_key(&first.key, entries[again].key_place, first.key_place);
                }
                repeated.extend_from_slice(&run[1..]);
            }
        }
        if repeated.is_empty() {
            return entries;
        }
        repeated.sort_unstable();
        let is_first = |index: &usize| repeated.binary_search(index).is_err();
        entries.into_iter().enumerate().filter(|(index, _)| is_first(index)).map(|(_, entry)| entry).collect()
    }

    fn finish(self) -> Option<Node> {
        let Some(root) = self.root.filter(|root| root.described() != "nothing") else {
            self.problems.empty();
            return None;
        };
        if root.as_map().is_none() {
            self.problems.not_a_mapping(root.place, root.described());
            return None;
        }
        self.faithful.then_some(root)
    }
}

fn is_plain(event: &Event<'_>) -> bool {
    matches!(event.scalar(), Some((_, Written::Plain)))
}

impl Key {
    fn is_merge(&self) -> bool {
        self.style == ScalarStyle::Plain && self.text == "<<"
    }
}
