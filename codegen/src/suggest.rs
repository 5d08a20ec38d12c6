//! "Did you mean": the nearest of the names that would have been right. Looking for it costs the product of what is
//! wrong and what would be right, so a run has so much work for it and no more: a file of nothing but slips gets help
//! for the first of them.

use std::cell::Cell;

/// The most comparisons of two letters that one run makes.
const MOST_WORK: usize = 20_000_000;

/// The most letters of a word that is looked for.
const LONGEST: usize = 100;

/// The candidate nearest to `word`, if it is near enough to be a slip of the pen: at most a third of the letters
/// differ, letter case aside. The first of equally near ones, so the order of candidates decides.
///
/// ```
/// use retold_codegen::suggest::nearest;
/// assert_eq!(nearest("agregate", ["context", "aggregate"]), Some("aggregate"));
/// assert_eq!(nearest("zebra", ["context", "aggregate"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    Suggestions::default().nearest(word, candidates)
}

/// Suggestions of one run, as long as there is work left for them.
#[derive(Debug, Default)]
pub(crate) struct Suggestions {
    spent: Cell<usize>,
}

impl Suggestions {
    /// Whether no more is looked for, so that candidates need not be listed.
    pub(crate) fn are_over(&self) -> bool {
        self.spent.get() >= MOST_WORK
    }

    /// As [`nearest`]; none once the work of the run is done.
    pub(crate) fn nearest<'a>(&self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        let word: Vec<char> = word.chars().flat_map(char::to_lowercase).take(LONGEST + 1).collect();
        if word.len() > LONGEST {
            return None;
        }
        let mut best: Option<(usize, &str)> = None;
        for candidate in candidates {
            if self.are_over() {
                return None;
            }
            let length = candidate.chars().take(2 * LONGEST).count();
            let allowed = word.len().max(length).div_ceil(3);
            if word.len().abs_diff(length) > allowed {
                self.spend(10 + length);
                continue;
            }
            self.spend((word.len() + 10) * (length + 10));
            let candidate_letters: Vec<char> = candidate.chars().flat_map(char::to_lowercase).collect();
            let distance = distance(&word, &candidate_letters);
            if distance <= allowed && distance < length && best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, candidate));
            }
        }
        best.map(|(_, candidate)| candidate)
    }

    fn spend(&self, work: usize) {
        self.spent.set(self.spent.get().saturating_add(work));
    }
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, &from) in left.iter().enumerate() {
        let mut current = Vec::with_capacity(right.len() + 1);
        current.push(row + 1);
        for (column, &to) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(from != to);
            let mut least = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && from == right[column - 1] && left[row - 1] == to {
                least = least.min(before[column - 1] + 1);
            }
            current.push(least);
        }
        before = std::mem::replace(&mut above, current);
    }
    above[right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_counts_once_and_short_words_are_not_confused() {
        assert_eq!(nearest("evnets", ["events", "enums"]), Some("events"));
        assert_eq!(nearest("u65", ["u64", "u32"]), Some("u64"));
        assert_eq!(nearest("ab", ["xy"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }

    #[test]
    fn a_run_looks_only_so_long() {
        let suggestions = Suggestions::default();
        let names: Vec<String> = (0..1000).map(|index| format!("{}{index}", "a".repeat(80))).collect();
        let found = (0..100).filter(|index| {
            suggestions.nearest(&format!("{}x{index}", "a".repeat(80)), names.iter().map(String::as_str)).is_some()
        });
        assert_eq!(found.count(), 2);
    }
}
