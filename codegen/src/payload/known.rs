//! The part of a payload that its body knows, for payloads that the walk was not sure about, and what a value in memory
//! would not show of it: keys that stand there twice, digits of decimals. What stands under other keys is passed over by every reader, also where it is no value that memory can
//! hold: half of a surrogate pair, a number out of range, nesting without end.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::node::{Node, Object, Range, Slot};
use super::shapes::Shapes;
use super::walk;
use crate::cursor::Cursor;
use crate::plan;
use crate::value::{Misfit, Segment, path};

/// Deeper than this no reader looks.
const DEEPEST: usize = 128;

/// What is looked at of a payload.
#[derive(Debug)]
pub(super) struct Looked {
    /// Its text without the keys that the body does not know; `None` if it ends too early.
    pub(super) known: Option<String>,
    /// The first place where a value in memory would not show what is wrong.
    pub(super) wrong: Option<Misfit>,
}

/// Looks through the text of a payload.
pub(super) fn look(shapes: &Shapes, body: &Object, text: &str) -> Looked {
    let out = String::with_capacity(text.len());
    let mut look = Look { shapes, cursor: Cursor::new(text), out, path: Vec::new(), wrong: None };
    let known = match look.cursor.peek() {
        b'{' => look.object(body),
        _ => look.as_it_is(),
    };
    Looked { known: known.map(|()| look.out), wrong: look.wrong }
}

/// What a key of an object is, so that the same one is not there twice.
#[derive(PartialEq, Eq, Hash)]
enum Entry {
    /// One that is known, under any of its names.
    Slot(usize),
    /// One that says itself what it is.
    Key(String),
    /// One that nobody looks at.
    Unknown,
}

struct Look<'s, 't> {
    shapes: &'s Shapes,
    cursor: Cursor<'t>,
    out: String,
    path: Vec<Segment>,
    wrong: Option<Misfit>,
}

impl<'s> Look<'s, '_> {
    fn value(&mut self, node: &'s Node) -> Option<()> {
        if self.path.len() > DEEPEST {
            return self.as_it_is();
        }
        match (node, self.cursor.peek()) {
            (Node::Optional(inner), _) => self.value(inner),
            (Node::List { item, .. }, b'[') => self.items(item),
            (Node::Map { value, .. }, b'{') => self.entries(|look, key| {
                look.value(value)?;
                Some(Entry::Key(key.to_owned()))
            }),
            (Node::Record(index), b'{') => self.object(self.shapes.records.get(*index)?),
            (Node::Union(index), b'{') => self.union(*index),
            (Node::Any, b'[') => self.items(node),
            (Node::Any, b'{') => self.open(node),
            (Node::DecimalNumber(range), b'-' | b'0'..=b'9') => self.decimal(*range),
            _ => self.as_it_is(),
        }
    }

    /// Takes a value over.
    fn as_it_is(&mut self) -> Option<()> {
        self.cursor.peek();
        let start = self.cursor;
        self.cursor.skip()?;
        self.out.push_str(self.cursor.since(start));
        Some(())
    }

    /// A number whose digits count, which a double in memory has lost.
    fn decimal(&mut self, range: Option<Range<Decimal>>) -> Option<()> {
        let text = self.cursor.number()?;
        self.out.push_str(text);
        let message = match (plan::decimal(text), range) {
            (None, _) => format!("expected a number between ±1e28, found `{text}`"),
            (Some(read), Some(range)) if !range.holds(read) => {
                format!("`{read}` is not from `{}` to `{}`", range.min, range.max)
            }
            (Some(_), _) => return Some(()),
        };
        self.find(message);
        Some(())
    }

    /// Notes what is wrong here, if it is the first.
    fn find(&mut self, message: String) {
        if self.wrong.is_none() {
            self.wrong = Some(Misfit { path: path(&self.path), message });
        }
    }

    fn items(&mut self, item: &'s Node) -> Option<()> {
        self.cursor.take(b'[');
        self.out.push('[');
        let mut index = 0;
        while !self.cursor.take(b']') {
            self.path.push(Segment::Index(index));
            self.value(item)?;
            self.path.pop();
            index += 1;
            if self.cursor.take(b',') {
                self.out.push(',');
            }
        }
        self.out.push(']');
        Some(())
    }

    /// Takes over the entries of an object but those that nobody looks at; `entry` writes the value of one, and says
    /// what its key is.
    fn entries(&mut self, mut entry: impl FnMut(&mut Self, &str) -> Option<Entry>) -> Option<()> {
        self.cursor.take(b'{');
        self.out.push('{');
        let mut met = HashSet::new();
        while !self.cursor.take(b'}') {
            self.cursor.peek();
            let (before, start) = (self.out.len(), self.cursor);
            let key = self.cursor.string()?;
            let written = self.cursor.since(start);
            if !self.cursor.take(b':') {
                return None;
            }
            if !met.is_empty() {
                self.out.push(',');
            }
            self.out.push_str(written);
            self.out.push(':');
            self.path.push(Segment::Key(key.clone().into_owned()));
            let found = entry(self, &key)?;
            self.path.pop();
            if found == Entry::Unknown {
                self.out.truncate(before);
            } else if !met.insert(found) {
                self.find(format!("the key `{key}` stands here twice"));
            }
            self.cursor.take(b',');
        }
        self.out.push('}');
        Some(())
    }

    fn object(&mut self, object: &'s Object) -> Option<()> {
        self.entries(|look, key| {
            let Some(slot) = object.slot(key, 0) else {
                look.cursor.skip()?;
                return Some(Entry::Unknown);
            };
            match &object.slots[slot] {
                Slot::Field(node) => look.value(node)?,
                Slot::Content(held) if look.cursor.peek() == b'{' => look.object(held)?,
                Slot::Tag(_) | Slot::Variant | Slot::Content(_) => look.as_it_is()?,
            }
            Some(Entry::Slot(slot))
        })
    }

    /// An object all of whose keys are kept.
    fn open(&mut self, any: &'s Node) -> Option<()> {
        self.entries(|look, key| {
            look.value(any)?;
            Some(Entry::Key(key.to_owned()))
        })
    }

    fn union(&mut self, index: usize) -> Option<()> {
        let union = self.shapes.unions.get(index)?;
        let name = walk::tag(self.cursor, &union.tag);
        match name.and_then(|name| union.variants.iter().find(|(known, _)| *known == name)) {
            Some((_, object)) => self.object(object),
            None if union.open => self.open(&Node::Any),
            None => self.as_it_is(),
        }
    }
}
