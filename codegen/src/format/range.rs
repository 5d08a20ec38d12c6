//! A range of integers as a regular pattern.

/// An anchored pattern of the canonical decimal digits (`0|-?[1-9][0-9]*`) of exactly the integers from `min` to `max`,
/// both included. It matches nothing where `min` is greater than `max`.
///
/// ```
/// use retold_codegen::format::integer_range_pattern;
/// assert_eq!(integer_range_pattern(-3, 255), "^(?:-[1-3]|[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])$");
/// ```
#[must_use]
pub fn integer_range_pattern(min: i128, max: i128) -> String {
    let mut alternatives = Vec::new();
    if min < 0 {
        let nearest = if max < 0 { max.unsigned_abs() } else { 1 };
        if nearest <= min.unsigned_abs() {
            alternatives.extend(magnitudes(nearest, min.unsigned_abs()).into_iter().map(|part| format!("-{part}")));
        }
    }
    if max >= 0 && min <= max {
        alternatives.extend(magnitudes(min.max(0).unsigned_abs(), max.unsigned_abs()));
    }
    if alternatives.is_empty() {
        // The start of the text never follows a character.
        return "0^".to_owned();
    }
    format!("^(?:{})$", alternatives.join("|"))
}

/// The alternatives for `low..=high`, by number of digits.
fn magnitudes(low: u128, high: u128) -> Vec<String> {
    let mut alternatives = Vec::new();
    let mut start = low;
    while start <= high {
        let digits = start.to_string();
        let longest = "9".repeat(digits.len()).parse().unwrap_or(u128::MAX);
        let whole_to = last_whole_length(start, high);
        if whole_to > digits.len() {
            // All numbers of several lengths.
            alternatives.push(format!("[1-9][0-9]{{{},{}}}", digits.len() - 1, whole_to - 1));
            match u32::try_from(whole_to).ok().and_then(|digits| 10_u128.checked_pow(digits)) {
                Some(next) => start = next,
                None => break,
            }
            continue;
        }
        let end = high.min(longest);
        same_length(&digits, &end.to_string(), "", &mut alternatives);
        match end.checked_add(1) {
            Some(next) => start = next,
            None => break,
        }
    }
    alternatives
}

/// The most digits up to which `start..=high` has all numbers of every length; zero where `start` is not the lowest
/// of its length.
fn last_whole_length(start: u128, high: u128) -> usize {
    let mut length = 0;
    let mut lowest = start;
    while lowest > 0 && 10_u128.checked_pow(lowest.ilog10()) == Some(lowest) {
        let Some(next) = lowest.checked_mul(10) else { break };
        if next - 1 > high {
            break;
        }
        length = lowest.ilog10() as usize + 1;
        lowest = next;
    }
    length
}

/// The alternatives for numbers of equally many digits, each after `prefix`.
fn same_length(low: &str, high: &str, prefix: &str, alternatives: &mut Vec<String>) {
    let common = low.bytes().zip(high.bytes()).take_while(|(left, right)| left == right).count();
    let prefix = format!("{prefix}{}", &low[..common]);
    let (low, high) = (&low[common..], &high[common..]);
    let (Some(&first), Some(&last)) = (low.as_bytes().first(), high.as_bytes().first()) else {
        alternatives.push(prefix);
        return;
    };
    let (low_rest, high_rest) = (&low[1..], &high[1..]);
    let low_whole = low_rest.bytes().all(|digit| digit == b'0');
    let high_whole = high_rest.bytes().all(|digit| digit == b'9');
    if !low_whole {
        same_length(low_rest, &"9".repeat(low_rest.len()), &format!("{prefix}{}", char::from(first)), alternatives);
    }
    let from = if low_whole { first } else { first + 1 };
    let to = if high_whole { last } else { last - 1 };
    if from <= to {
        alternatives.push(format!("{prefix}{}{}", digit_class(from, to), any_digits(low_rest.len())));
    }
    if !high_whole {
        same_length(&"0".repeat(high_rest.len()), high_rest, &format!("{prefix}{}", char::from(last)), alternatives);
    }
}

fn digit_class(from: u8, to: u8) -> String {
    if from == to { char::from(from).to_string() } else { format!("[{}-{}]", char::from(from), char::from(to)) }
}

fn any_digits(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        count => format!("[0-9]{{{count}}}"),
    }
}
