//! The known name that was probably meant.

/// The closest of the known names, if one is close enough to be a slip of the hand.
pub(crate) fn closest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = |candidate: &str| (candidate.len().max(name.len()) / 3).max(1);
    known
        .iter()
        // Lengths that differ by more cannot be near, and a long name costs nothing.
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= allowed(candidate))
        .map(|candidate| (distance(name, candidate), *candidate))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, candidate)| *distance <= allowed(candidate))
        .map(|(_, candidate)| candidate)
}

/// Edit distance with adjacent letters swapped counting once (optimal string alignment).
fn distance(one: &str, other: &str) -> usize {
    let one: Vec<char> = one.to_lowercase().chars().collect();
    let other: Vec<char> = other.to_lowercase().chars().collect();
    let mut before = Vec::new();
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    for row in 1..=one.len() {
        let mut current = vec![row];
        for column in 1..=other.len() {
            let differ = usize::from(one[row - 1] != other[column - 1]);
            let mut cost = (previous[column] + 1).min(current[column - 1] + 1).min(previous[column - 1] + differ);
            if row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1] {
                let swapped: usize = before[column - 2];
                cost = cost.min(swapped + 1);
            }
            current.push(cost);
        }
        before = std::mem::replace(&mut previous, current);
    }
    previous[other.len()]
}
