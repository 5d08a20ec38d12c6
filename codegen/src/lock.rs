//! The lock: every published body of a schema set with its hash, in one text file, so that a later set can be compared
//! with it where there is no git history. It holds what the evolution check compares and nothing else: no docs, no
//! examples, no deprecations, no order, no file names.
//!
//! # Merging
//!
//! The file merges with plain `git merge`. Git refuses to merge two changes that touch, so what different branches
//! write must always have a line between that neither of them changes:
//! - Each definition stands in a slot, chosen by a hash of its name. A fixed line introduces each of the 4096 slots, so
//!   two branches that add different definitions write into the same slot once in 4096 times, however many definitions
//!   there are, and whatever they are called. (Sorted by name, additions to one aggregate would meet all the time.)
//! - The first and the last line of a definition name it and never change, so changes of two neighbours do not touch.
//! - There is nothing about the file as a whole: no count, no date, no hash of everything.
//! - Every body starts with its hash, so two branches that write the same version differently always change the same
//!   line, and git stops at it.
//!
//! # Form
//!
//! The whole is YAML. A definition is written in the schema language, one line a field, with types by name and version
//! (`Money@2`), so that reading it is reading a schema, and a finding can point into it:
//! ```yaml
//! event shop.ItemAdded:
//!   all 2d5b0c1f6a7e9834:
//!     aggregate: Cart
//!   v1 8c1f0a93b2d4e5f6:
//!     fields:
//!       item_id: Sku
//!       qty: u32
//! # end of event shop.ItemAdded
//! ```
//! `all` is what holds for every version, or for a definition that has none.
//!
//! # Types written by hand
//!
//! What registries of Rust types write (`retold::registry!`) stands in the same slots, with JSON Schemas in place of
//! fields, a line for each property:
//! ```yaml
//! hand-event shop.ItemAdded:
//!   all 9a4531a8452a15b6:
//!     registry: shop
//!   v1 04d0e1b6e1ad7ce4:
//!     type: "shop::cart::ItemAddedV1"
//!     schema:
//!       properties:
//!         item_id: {type: string}
//!       required: [item_id]
//!       type: object
//! # end of hand-event shop.ItemAdded
//! ```
//! A lock that has or had such an entry has the format 2, so that a version which would lose it refuses it. Neither of
//! the two writers touches what the other wrote.

mod by_hand;
mod comparable;
mod content;
mod fields;
mod frame;
mod read;
mod spelling;
mod write;

#[cfg(test)]
mod tests;

pub use by_hand::by_hand;
pub use comparable::comparable;
pub use read::{Read, read};
pub use write::{NotRewritten, TooLarge, has_by_hand, rewrite, write};

/// The largest lock, in bytes.
pub const LARGEST: u64 = 128 << 20;

/// The version of the format without types written by hand.
const FORMAT: u32 = 1;

/// The version of the format with them, which is the newest.
const FORMAT_BY_HAND: u32 = 2;

/// The key of the line that says what the file is, and in which version of the format.
const FORMAT_KEY: &str = "retold-lock";

/// How many slots there are.
const SLOTS: u16 = 4096;

/// The last line of all.
const LAST: &str = "#end";

/// The part of a definition that holds for every version.
const ALL: &str = "all";

/// What the kinds are called here, and the section of a schema file for each.
const KINDS: [(&str, &str); 10] = [
    ("scalar", "scalars"),
    ("enum", "enums"),
    ("record", "records"),
    ("union", "unions"),
    ("event", "events"),
    ("command", "commands"),
    ("rejection", "rejections"),
    ("view", "views"),
    ("query", "queries"),
    ("process", "processes"),
];

/// What types written by hand are called here.
const BY_HAND: [(&str, crate::by_hand::Kind); 3] = [
    ("hand-event", crate::by_hand::Kind::Event),
    ("hand-command", crate::by_hand::Kind::Command),
    ("hand-query", crate::by_hand::Kind::Query),
];

/// What an aggregate is called here.
const AGGREGATE: &str = "aggregate";

/// The line that introduces a slot.
fn slot_line(slot: u16) -> String {
    format!("#{slot:03x}")
}

/// The slot of a name, whatever its kind: two branches that give one name to two things must meet.
fn slot_of(name: &str) -> u16 {
    // FNV mixes into its lower bits alone; the multiplication brings all of them to the top.
    let mixed = crate::digest::digest([name]).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u16::try_from(mixed >> (64 - SLOTS.trailing_zeros())).unwrap_or(0)
}

/// The line that ends a definition; `key` is its kind and name.
fn end_line(key: &str) -> String {
    format!("# end of {key}")
}

/// The hash of a part of a definition: of its lines, and of what it is a part of.
fn hash(key: &str, part: &str, lines: &str) -> String {
    format!("{:016x}", crate::digest::digest([key, part, lines]))
}

/// Whether a text is a lock, in any version of the format.
///
/// ```
/// assert!(retold_codegen::lock::is_lock("# a comment\nretold-lock: 7\n"));
/// assert!(!retold_codegen::lock::is_lock("context: shop\n"));
/// ```
#[must_use]
pub fn is_lock(text: &str) -> bool {
    frame::format(text).is_some()
}

/// The version of the format of a lock that is newer than what is known here.
#[must_use]
pub fn newer_format(text: &str) -> Option<String> {
    let (_, version) = frame::format(text)?;
    match version.parse::<u32>() {
        Ok(version) if version <= FORMAT_BY_HAND => None,
        _ => Some(version.to_owned()),
    }
}
