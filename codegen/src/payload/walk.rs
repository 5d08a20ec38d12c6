//! The walk along the text of a payload. It answers "fits" only where that is certain; whatever it does not know, or
//! does not like, is for the model to decide.

use std::borrow::Cow;
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::node::{Distinct, Key, Node, Object, Range, Slot};
use super::shapes::Shapes;
use crate::cursor::Cursor;
use crate::value::{Misfit, Segment, path};

/// The deepest that the walk goes; the model's reader goes to 127.
const DEEPEST: u32 = 100;

/// Longer numbers than this may be out of the range of a float.
const PLAIN_DIGITS: usize = 300;

/// The largest number of digits that any decimal of them is within range.
const DECIMAL_DIGITS: usize = 28;

/// What the walk found.
#[derive(Debug, PartialEq)]
pub(super) enum Walked {
    /// It fits.
    Fits,
    /// Somebody else must look.
    Unsure,
    /// A key stands there twice, which somebody else might not see.
    Twice(Misfit),
}

/// Walks along the text of a payload.
pub(super) fn body(shapes: &Shapes, body: &Object, text: &str) -> Walked {
    let mut walk = Walk { shapes, cursor: Cursor::new(text), sure: true, depth: 0 };
    match walk.object(body) {
        Ok(()) if walk.sure && walk.cursor.peek() == 0 => Walked::Fits,
        Ok(()) | Err(Stop::Unsure) => Walked::Unsure,
        Err(Stop::Twice(mut segments, message)) => {
            segments.reverse();
            Walked::Twice(Misfit { path: path(&segments), message })
        }
    }
}

enum Stop {
    Unsure,
    /// The path to the place, the innermost first.
    Twice(Vec<Segment>, String),
}

impl Stop {
    #[cold]
    fn twice(key: &str) -> Self {
        Self::Twice(Vec::new(), format!("the key `{key}` stands here twice"))
    }

    #[cold]
    fn below(self, segment: Segment) -> Self {
        match self {
            Stop::Unsure => Stop::Unsure,
            Stop::Twice(mut segments, message) => {
                segments.push(segment);
                Stop::Twice(segments, message)
            }
        }
    }
}

struct Walk<'w, 't> {
    shapes: &'w Shapes,
    cursor: Cursor<'t>,
    /// Whether everything up to here is known to fit; where it is not, the walk goes on to look for repeated keys.
    sure: bool,
    depth: u32,
}

type Step = Result<(), Stop>;

fn sure(fits: bool) -> Step {
    if fits { Ok(()) } else { Err(Stop::Unsure) }
}

impl<'w, 't> Walk<'w, 't> {
    #[inline]
    fn value(&mut self, node: &'w Node) -> Step {
        match node {
            Node::Optional(inner) => {
                if self.cursor.peek() == b'n' {
                    return sure(self.cursor.word("null"));
                }
                self.value(inner)
            }
            Node::Boolean => sure(self.cursor.word("true") || self.cursor.word("false")),
            Node::Integer(range) => self.integer(*range),
            Node::Float { single, range } => self.float(*single, *range),
            Node::DecimalNumber(range) => self.decimal_number(*range),
            Node::DecimalText { form, range } => {
                let text = self.string()?;
                sure(form.matches(&text) && range.is_none_or(|range| text.parse().is_ok_and(|read| range.holds(read))))
            }
            Node::IntegerText { form, range } => {
                let text = self.string()?;
                sure(form.matches(&text) && text.parse().is_ok_and(|read| range.holds(read)))
            }
            Node::Formed { form, .. } => {
                let text = self.string()?;
                sure(form.matches(&text))
            }
            Node::String(string) => {
                let text = self.string()?;
                sure(string.holds(&text))
            }
            Node::Enum(definition) => {
                let text = self.string()?;
                sure(definition.open || definition.value(&text).is_some())
            }
            Node::Any => self.any(),
            Node::List { item, distinct, count } => self.list(item, *distinct, *count),
            Node::Map { key, value, count } => self.map(key, value, *count),
            Node::Record(index) => {
                let object = self.shapes.records.get(*index).ok_or(Stop::Unsure)?;
                self.object(object)
            }
            Node::Union(index) => self.union(*index),
            Node::Unsure => {
                self.sure = false;
                self.cursor.skip().ok_or(Stop::Unsure)
            }
        }
    }

    #[inline]
    fn string(&mut self) -> Result<Cow<'t, str>, Stop> {
        self.cursor.string().ok_or(Stop::Unsure)
    }

    #[inline]
    fn integer(&mut self, range: Range<i128>) -> Step {
        let text = self.cursor.number().ok_or(Stop::Unsure)?;
        // `1.0` and `1e2` are integers too, and rare.
        let read = match text.len() {
            0..=18 => text.parse::<i64>().ok().map(i128::from),
            _ => text.parse::<i128>().ok(),
        };
        sure(read.is_some_and(|read| range.holds(read)))
    }

    fn float(&mut self, single: bool, range: Range<f64>) -> Step {
        let text = self.cursor.number().ok_or(Stop::Unsure)?;
        let is_bounded = range.min > f64::NEG_INFINITY || range.max < f64::INFINITY;
        if !single && !is_bounded && is_plain(text, PLAIN_DIGITS) {
            return Ok(());
        }
        let Ok(read) = text.parse::<f64>() else { return Err(Stop::Unsure) };
        #[allow(clippy::cast_possible_truncation)]
        let held = if single { f64::from(read as f32) } else { read };
        sure(held.is_finite() && range.holds(held))
    }

    fn decimal_number(&mut self, range: Option<Range<Decimal>>) -> Step {
        let text = self.cursor.number().ok_or(Stop::Unsure)?;
        sure(
            is_plain(text, DECIMAL_DIGITS)
                && range.is_none_or(|range| text.parse().is_ok_and(|read| range.holds(read))),
        )
    }

    fn deeper(&mut self) -> Step {
        self.depth += 1;
        sure(self.depth <= DEEPEST)
    }

    fn list(&mut self, item: &'w Node, distinct: Distinct, count: Range<u64>) -> Step {
        self.deeper()?;
        sure(self.cursor.take(b'['))?;
        let mut items = 0_usize;
        let mut texts: Vec<&str> = Vec::new();
        if !self.cursor.take(b']') {
            loop {
                self.cursor.peek();
                let start = self.cursor;
                self.value(item).map_err(|stop| stop.below(Segment::Index(items)))?;
                items += 1;
                if distinct == Distinct::Yes {
                    texts.push(self.cursor.since(start));
                }
                if !self.cursor.take(b',') {
                    sure(self.cursor.take(b']'))?;
                    break;
                }
            }
        }
        self.depth -= 1;
        if texts.len() > 1 && !are_distinct(item, &mut texts) {
            self.sure = false;
        }
        sure(count.holds(items as u64))
    }

    /// Calls `entry` with each key of an object, the cursor at its value.
    #[inline]
    fn entries(&mut self, mut entry: impl FnMut(&mut Self, Cow<'t, str>) -> Step) -> Step {
        self.deeper()?;
        sure(self.cursor.take(b'{'))?;
        if !self.cursor.take(b'}') {
            loop {
                let key = self.string()?;
                sure(self.cursor.take(b':'))?;
                entry(self, key)?;
                if !self.cursor.take(b',') {
                    sure(self.cursor.take(b'}'))?;
                    break;
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    #[inline]
    fn object(&mut self, object: &'w Object) -> Step {
        let mut seen = Seen::default();
        let mut guess = 0;
        self.entries(|walk, key| {
            let Some(slot) = object.slot(&key, guess) else {
                // Unknown keys are ignored, with all that they hold.
                return walk.cursor.skip().ok_or(Stop::Unsure);
            };
            guess = slot + 1;
            if !seen.insert(slot) {
                return Err(Stop::twice(&key));
            }
            walk.slot(&object.slots[slot]).map_err(|stop| stop.below(Segment::Key(key.into_owned())))
        })?;
        sure(object.required.iter().all(|slot| seen.has(*slot)))
    }

    #[inline]
    fn slot(&mut self, slot: &'w Slot) -> Step {
        match slot {
            Slot::Field(node) => self.value(node),
            Slot::Tag(texts) => {
                let text = self.string()?;
                sure(texts.iter().any(|known| *known == text))
            }
            Slot::Variant => self.cursor.skip().ok_or(Stop::Unsure),
            Slot::Content(object) => self.object(object),
        }
    }

    fn union(&mut self, index: usize) -> Step {
        let union = self.shapes.unions.get(index).ok_or(Stop::Unsure)?;
        let name = tag(self.cursor, &union.tag).ok_or(Stop::Unsure)?;
        match union.variants.iter().find(|(known, _)| *known == name) {
            Some((_, object)) => self.object(object),
            None if union.open => self.any(),
            None => Err(Stop::Unsure),
        }
    }

    fn map(&mut self, key: &'w Key, value: &'w Node, count: Range<u64>) -> Step {
        let mut keys = Keys::default();
        let mut entries = 0;
        self.entries(|walk, name| {
            entries += 1;
            let read = match key {
                Key::Text { form, string, any_case } => {
                    sure(form.as_ref().is_none_or(|form| form.matches(&name)) && string.holds(&name))?;
                    let upper = *any_case && name.bytes().any(|byte| byte.is_ascii_uppercase());
                    if upper { Cow::Owned(name.to_ascii_lowercase()) } else { name.clone() }
                }
                Key::Integer { form, range } => {
                    sure(form.matches(&name) && name.parse().is_ok_and(|read| range.holds(read)))?;
                    name.clone()
                }
                Key::Enum(definition) => match definition.value(&name) {
                    Some(value) => Cow::Owned(definition.spelled(value).to_owned()),
                    None => {
                        sure(definition.open)?;
                        name.clone()
                    }
                },
                Key::Unsure => {
                    walk.sure = false;
                    name.clone()
                }
            };
            if !keys.insert(read) {
                return Err(Stop::twice(&name));
            }
            walk.value(value).map_err(|stop| stop.below(Segment::Key(name.into_owned())))
        })?;
        sure(count.holds(entries))
    }

    /// Any value whose objects have no key twice.
    fn any(&mut self) -> Step {
        match self.cursor.peek() {
            b'{' => {
                let mut keys = Keys::default();
                self.entries(|walk, name| {
                    if !keys.insert(name.clone()) {
                        return Err(Stop::twice(&name));
                    }
                    walk.any().map_err(|stop| stop.below(Segment::Key(name.into_owned())))
                })
            }
            b'[' => self.list(&Node::Any, Distinct::No, Range { min: 0, max: u64::MAX }),
            b'"' => self.string().map(drop),
            b't' | b'f' | b'n' => self.cursor.skip().ok_or(Stop::Unsure),
            _ => {
                let number = self.cursor.number().ok_or(Stop::Unsure)?;
                self.sure &= is_plain(number, PLAIN_DIGITS);
                Ok(())
            }
        }
    }
}

/// A number without an exponent and with few digits.
fn is_plain(number: &str, digits: usize) -> bool {
    number.len() <= digits && !number.bytes().any(|byte| matches!(byte, b'e' | b'E'))
}

/// The text under the tag of an object that begins here.
pub(super) fn tag<'t>(mut cursor: Cursor<'t>, tag: &str) -> Option<Cow<'t, str>> {
    if !cursor.take(b'{') {
        return None;
    }
    loop {
        let key = cursor.string()?;
        if !cursor.take(b':') {
            return None;
        }
        if key == tag {
            return cursor.string();
        }
        cursor.skip()?;
        if !cursor.take(b',') {
            return None;
        }
    }
}

/// Whether items of a list are distinct; only said where their texts tell.
fn are_distinct(item: &Node, texts: &mut [&str]) -> bool {
    let tells = |text: &&str| match item {
        Node::String(_) | Node::Formed { one_spelling: true, .. } => !text.contains('\\'),
        Node::Formed { one_spelling: false, .. } => false,
        Node::Integer(_) => !text.contains("-0"),
        Node::Enum(definition) => !text.contains('\\') && definition.has_no_aliases(),
        _ => false,
    };
    if !texts.iter().all(tells) {
        return false;
    }
    texts.sort_unstable();
    texts.windows(2).all(|pair| pair[0] != pair[1])
}

/// Which slots have been met.
#[derive(Default)]
struct Seen {
    first: u64,
    more: Vec<u64>,
}

impl Seen {
    #[inline]
    fn insert(&mut self, slot: usize) -> bool {
        let bit = 1 << (slot % 64);
        let word = match slot / 64 {
            0 => &mut self.first,
            index => {
                if self.more.len() < index {
                    self.more.resize(index, 0);
                }
                &mut self.more[index - 1]
            }
        };
        let fresh = *word & bit == 0;
        *word |= bit;
        fresh
    }

    #[inline]
    fn has(&self, slot: usize) -> bool {
        let word = match slot / 64 {
            0 => self.first,
            index => self.more.get(index - 1).copied().unwrap_or(0),
        };
        word & (1 << (slot % 64)) != 0
    }
}

/// The keys of one object.
#[derive(Default)]
struct Keys<'t> {
    few: Vec<Cow<'t, str>>,
    many: HashSet<Cow<'t, str>>,
}

impl<'t> Keys<'t> {
    fn insert(&mut self, key: Cow<'t, str>) -> bool {
        if self.few.len() < 16 {
            let fresh = !self.few.contains(&key);
            self.few.push(key);
            return fresh;
        }
        if self.many.is_empty() {
            self.many.extend(self.few.iter().cloned());
        }
        self.many.insert(key)
    }
}
