//! What derives assert while compiling: names that must be equal, names that must differ.

use crate::versioned::{Kind, Versioned};

/// The oldest version that leads to version `to` of `name`. Stops compiling when the step to it starts from something else
/// than the version before, which may have had a name that is an alias now; then the chain is not followed, since it may
/// be a circle.
pub const fn step<From: Versioned>(name: &str, aliases: &[&str], to: u32, message: &'static str) -> u32 {
    let mut same = equal(From::NAME, name);
    let mut index = 0;
    while index < aliases.len() {
        same = same || equal(From::NAME, aliases[index]);
        index += 1;
    }
    if !same || From::VERSION.saturating_add(1) != to {
        panic!("{}", message);
    }
    oldest::<From>()
}

/// On its own, so that it is looked at where it is called alone.
const fn oldest<T: Versioned>() -> u32 {
    T::OLDEST
}

/// Stops compiling when the streams of an aggregate have no name: the module has no aggregate.
pub const fn assert_aggregate(stream: &str) {
    if stream.is_empty() {
        panic!(
            "`#[aggregate(…)]` leads to no aggregate: name a module that `retold generate` made of a file with \
             `aggregate:`, such as `events::cart`"
        );
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
