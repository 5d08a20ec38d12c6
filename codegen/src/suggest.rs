//! "Did you mean": the nearest of the names that would have been right.

/// The candidate nearest to `word`, if it is near enough to be a slip of the pen: at most a third of the letters
/// differ, letter case aside. The first of equally near ones, so the order of candidates decides.
///
/// ```
/// use retold_codegen::suggest::nearest;
/// assert_eq!(nearest("agregate", ["context", "aggregate"]), Some("aggregate"));
/// assert_eq!(nearest("zebra", ["context", "aggregate"]), None);
/// ```
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    if letters > 100 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let length = candidate.chars().count();
        let allowed = letters.max(length).div_ceil(3);
        if letters.abs_diff(length) > allowed {
            continue;
        }
        let distance = distance(&word, &candidate.to_lowercase());
        if distance <= allowed && distance < length && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    for (row, &from) in left.iter().enumerate() {
        let mut current = vec![row + 1];
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
}
