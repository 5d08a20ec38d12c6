//! What derives assert while compiling: names that must be equal, names that must differ.

use crate::versioned::{Kind, Versioned};

/// Stops compiling when a step starts from something of another name.
pub const fn assert_same_name<From: Versioned>(name: &str, message: &'static str) {
    if equal(From::NAME, name) {
        return;
    }
    // An earlier version may have been written under an earlier name.
    panic!("{}", message);
}

/// Stops compiling when an event or command has a name that an earlier one of its set has.
pub const fn assert_new_name<T: Versioned>(earlier: &[Kind], message: &'static str) {
    let mut index = 0;
    while index < earlier.len() {
        let mut name = 0;
        while name <= T::ALIASES.len() {
            let text = if name == 0 { T::NAME } else { T::ALIASES[name - 1] };
            if has_name(&earlier[index], text) {
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
