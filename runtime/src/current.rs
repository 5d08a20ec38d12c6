//! What one recorded event is today: no event, one, or several.

use std::iter::FusedIterator;
use std::vec;

/// The current events that one recorded event decodes into, in order; an iterator that allocates nothing for one.
///
/// It is empty where the event has become nothing, and has several where it was split (`becomes` in the schema).
#[derive(Clone, Debug)]
pub struct Current<Set>(Events<Set>);

#[derive(Clone, Debug)]
enum Events<Set> {
    One(Option<Set>),
    Many(vec::IntoIter<Set>),
}

impl<Set> Current<Set> {
    #[inline]
    pub(crate) fn none() -> Self {
        Self(Events::One(None))
    }

    #[inline]
    pub(crate) fn one(event: Set) -> Self {
        Self(Events::One(Some(event)))
    }

    pub(crate) fn many(events: Vec<Set>) -> Self {
        Self(Events::Many(events.into_iter()))
    }

    /// The event, where there is exactly one left.
    #[must_use]
    pub fn into_one(mut self) -> Option<Set> {
        if self.len() == 1 { self.next() } else { None }
    }
}

impl<Set> Iterator for Current<Set> {
    type Item = Set;

    #[inline]
    fn next(&mut self) -> Option<Set> {
        match &mut self.0 {
            Events::One(event) => event.take(),
            Events::Many(events) => events.next(),
        }
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let length = match &self.0 {
            Events::One(event) => usize::from(event.is_some()),
            Events::Many(events) => events.len(),
        };
        (length, Some(length))
    }
}

impl<Set> ExactSizeIterator for Current<Set> {}
impl<Set> FusedIterator for Current<Set> {}
