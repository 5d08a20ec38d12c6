//! How many events of each name and version there were. Names from a file can be many and long, so that only so many
//! unknown ones are kept.

use std::collections::BTreeMap;

/// The most names that are counted one by one.
const NAMES: usize = 5_000;

/// The most characters of a name that are kept.
const LENGTH: usize = 200;

/// Events of one name and version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) events: u64,
    pub(crate) wrong: u64,
    /// Whether the schemas have the name and the version.
    pub(crate) known: bool,
}

/// Events by name and version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    names: BTreeMap<String, BTreeMap<u32, Count>>,
    /// Of names beyond those that are counted.
    pub(crate) others: Count,
}

impl Tally {
    /// Counts an event.
    pub(crate) fn add(&mut self, name: &str, version: u32, fits: bool, known: bool) {
        self.merge_one(name, version, Count { events: 1, wrong: u64::from(!fits), known });
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn merge(&mut self, other: Tally) {
        for (name, versions) in other.names {
            for (version, count) in versions {
                self.merge_one(&name, version, count);
            }
        }
        self.others.add(other.others);
    }

    fn merge_one(&mut self, name: &str, version: u32, count: Count) {
        let name = match name.char_indices().nth(LENGTH) {
            Some((end, _)) => &name[..end],
            None => name,
        };
        let many = self.names.len() >= NAMES && !count.known;
        let place = match self.names.get_mut(name) {
            Some(versions) if versions.len() < NAMES || count.known => versions.entry(version).or_default(),
            Some(_) => &mut self.others,
            None if many => &mut self.others,
            None => self.names.entry(name.to_owned()).or_default().entry(version).or_default(),
        };
        place.known |= count.known;
        place.add(count);
    }

    /// Name, version and count, sorted.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&str, u32, Count)> {
        self.names
            .iter()
            .flat_map(|(name, versions)| versions.iter().map(|(version, count)| (name.as_str(), *version, *count)))
    }

    /// All of them together.
    pub(crate) fn total(&self) -> Count {
        let mut total = self.others;
        self.rows().for_each(|(.., count)| total.add(count));
        total
    }
}

impl Count {
    fn add(&mut self, other: Count) {
        self.events += other.events;
        self.wrong += other.wrong;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_end_are_counted_together() {
        let mut tally = Tally::default();
        for number in 0..6_000_u32 {
            tally.add(&format!("name{number}"), 1, false, false);
        }
        tally.add("shop.Known", 1, true, true);
        assert_eq!(tally.rows().count(), NAMES + 1);
        assert_eq!((tally.total().events, tally.total().wrong, tally.others.events), (6_001, 6_000, 1_000));
        let mut both = tally.clone();
        both.merge(tally);
        assert_eq!(both.total().events, 12_002);
    }
}
