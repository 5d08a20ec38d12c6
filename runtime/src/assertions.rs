//! What derives assert while compiling: names that must be equal, names that must differ.

use crate::versioned::Kind;

/// Stops compiling when the step to version `to` of `name` starts from something else than the version before it. That
/// may have had a name that is an alias now.
pub const fn assert_step(from: &Kind, name: &str, aliases: &[&str], to: u32, message: &'static str) {
    let mut same = equal(from.name, name);
    let mut index = 0;
    while index < aliases.len() {
        same = same || equal(from.name, aliases[index]);
        index += 1;
    }
    if !same || from.version + 1 != to {
        panic!("{}", message);
    }
}

/// Stops compiling when the event or command at the index `last` of its set has a name that an earlier one has.
pub const fn assert_new_name(kinds: &[Kind], last: usize, message: &'static str) {
    let mut index = 0;
    while index < last {
        let mut name = 0;
        while name <= kinds[last].aliases.len() {
            let text = if name == 0 { kinds[last].name } else { kinds[last].aliases[name - 1] };
            if has_name(&kinds[index], text) {
                panic!("{}", message);
            }
            name += 1;
        }
        index += 1;
    }
}

const fn has_name(kind: &Kind, name: &str) -> bool {
    let mut index = 0;
    while index < kind.aliases.len() {
        if equal(kind.aliases[index], name) {
            return true;
        }
        index += 1;
    }
    equal(kind.name, name)
}

const fn equal(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    let mut index = 0;
    while index < one.len() {
        if one[index] != other[index] {
            return false;
        }
        index += 1;
    }
    true
}
