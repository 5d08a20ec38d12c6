//! The bodies of a definition: never empty, ascending without a gap, the highest current.

/// Bodies `v(first)` to `v(current)`; those below `first` are retired, or there are none.
#[derive(Clone, Debug, PartialEq)]
pub struct Versions<B> {
    first: u32,
    bodies: Vec<B>,
}

impl<B> Versions<B> {
    /// Bodies that start at version `first`, counted from 1; `None` if there is no body.
    #[must_use]
    pub fn new(first: u32, bodies: Vec<B>) -> Option<Self> {
        (first >= 1 && !bodies.is_empty()).then_some(Self { first, bodies })
    }

    /// The lowest version that is left; greater than 1 when earlier ones are retired.
    #[must_use]
    pub fn first(&self) -> u32 {
        self.first
    }

    /// The current version.
    #[must_use]
    pub fn current(&self) -> u32 {
        self.first + u32::try_from(self.bodies.len()).unwrap_or(u32::MAX) - 1
    }

    /// The body of one version, if it exists.
    #[must_use]
    pub fn at(&self, version: u32) -> Option<&B> {
        self.bodies.get(version.checked_sub(self.first)? as usize)
    }

    pub(crate) fn body_mut(&mut self, index: usize) -> Option<&mut B> {
        self.bodies.get_mut(index)
    }

    pub(crate) fn bodies_mut(&mut self) -> impl Iterator<Item = &mut B> {
        self.bodies.iter_mut()
    }

    /// The current body.
    #[must_use]
    pub fn current_body(&self) -> &B {
        self.bodies.last().expect("versions are never empty")
    }

    /// All bodies with their versions, ascending.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &B)> + ExactSizeIterator {
        let first = self.first;
        let version = move |index: usize| first + u32::try_from(index).unwrap_or(u32::MAX);
        self.bodies.iter().enumerate().map(move |(index, body)| (version(index), body))
    }

    /// How many versions were ever published, retired ones counted.
    #[must_use]
    pub fn ever(&self) -> u32 {
        self.current()
    }
}
