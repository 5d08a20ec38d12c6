//! Types written by hand in evolution checks: a registry writes the shapes of every version of its events and commands
//! into the lock, where `retold check` judges them as it judges what YAML defines.
//!
//! It is one line in a test, and the feature `registry` for tests alone:
//!
//! ```
//! use retold::{Event, EventSet};
//! use schemars::JsonSchema;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Event, Deserialize, JsonSchema)]
//! #[event(name = "shop.ItemAdded", version = 1)]
//! struct ItemAddedV1 {
//!     item_id: String,
//! }
//!
//! #[derive(Event, Deserialize, Serialize, JsonSchema)]
//! #[event(name = "shop.ItemAdded", version = 2, from = ItemAddedV1)]
//! struct ItemAdded {
//!     sku: String,
//! }
//! # impl From<ItemAddedV1> for ItemAdded { fn from(old: ItemAddedV1) -> Self { Self { sku: old.item_id } } }
//!
//! #[derive(EventSet)]
//! enum CartEvent {
//!     ItemAdded(ItemAdded),
//! }
//!
//! # let folder = tempfile::tempdir()?;
//! # let lock = folder.path().join("retold.lock");
//! # use retold::registry::Registry;
//! // In a test: `retold::registry!("retold.lock": CartEvent);`, which is in more words
//! let registry = Registry::new(&lock, "shop").with::<CartEvent>();
//! assert!(registry.check().unwrap_err().to_string().contains("`shop.ItemAdded` v1 is not in the lock"));
//! registry.update()?;
//! registry.check()?;
//! assert!(std::fs::read_to_string(&lock)?.contains("item_id: {type: string}"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The test fails where the lock does not hold what the types are, with the difference and the command that writes it:
//! `RETOLD_UPDATE=1 cargo test …`. That publishes the shapes; what a change of them breaks is said by
//! `retold check --against BASE`.
//!
//! # What is written
//!
//! Every version that a set leads to, from the variants back to the first struct, and those that it reads as other
//! events. Their shape is what serde reads, as schemars tells it, without titles and docs and in an order that does not
//! depend on that of fields and variants. Further names of a key (`#[serde(alias = "…")]`), which schemars does not
//! tell, are taken from the fields of events and commands themselves; in other structs
//! `#[schemars(extend("x-aliases" = ["…"]))]` says them.
//!
//! # Who owns what
//!
//! An entry of the lock belongs to the registry that wrote it; it is called as its package, or as the line says
//! (`registry!("retold.lock" as "orders": OrderEvent)`). An event that is in its sets no more is taken out of the lock
//! by the next update, and `retold check` says what that breaks. Entries of other registries, and what is defined in
//! YAML, are not touched. When a whole registry is given up, run it a last time with no set,
//! `registry!("retold.lock":)`, so that what it published does not stay.

mod difference;
mod file;
mod frame;
mod shape;
mod spelled;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use serde_json::Value;

use difference::Difference;
use frame::{Entry, Lock};

use crate::shapes::{Members, VersionShape};

pub(crate) use shape::schema_of;

/// Holds the shapes of sets of events, commands and queries against a lock, in a test.
///
/// ```no_run
/// # #[derive(retold::EventSet)] enum CartEvent {}
/// # #[derive(retold::CommandSet)] enum CartCommand {}
/// # mod tests { use super::*;
/// #[test]
/// fn what_is_published_is_in_the_lock() {
///     retold::registry!("retold.lock": CartEvent, CartCommand);
/// }
/// # }
/// ```
///
/// The path starts at the folder of the package's `Cargo.toml`. The registry is called as the package, or by another
/// name: `registry!("../retold.lock" as "orders": OrderEvent)`. With `RETOLD_UPDATE=1` in the environment it writes the
/// lock instead.
///
/// # Panics
/// When the lock is out of date, or cannot be read or written.
#[macro_export]
macro_rules! registry {
    ($path:literal : $($set:ty),* $(,)?) => {
        $crate::registry::Registry::of_package(
            ::core::env!("CARGO_MANIFEST_DIR"),
            $path,
            ::core::env!("CARGO_PKG_NAME"),
        )
        $(.with::<$set>())*
        .hold()
    };
    ($path:literal as $name:literal : $($set:ty),* $(,)?) => {
        $crate::registry::Registry::of_package(::core::env!("CARGO_MANIFEST_DIR"), $path, $name)
            $(.with::<$set>())*
            .hold()
    };
}

/// Sets of events, commands and queries, and the lock that their shapes belong into: what [`registry!`](crate::registry!) makes.
#[derive(Clone, Debug)]
pub struct Registry {
    name: String,
    path: PathBuf,
    /// How messages call the lock.
    shown: String,
    found: BTreeMap<(&'static str, &'static str), Message>,
    problems: Vec<String>,
}

/// An event or command with all its versions.
#[derive(Clone, Debug, Default)]
struct Message {
    aliases: BTreeSet<String>,
    /// The version up to which it is read as other events.
    becomes: Option<u32>,
    versions: BTreeMap<u32, Version>,
}

/// One version.
#[derive(Clone, Debug)]
struct Version {
    type_name: &'static str,
    reads_as: u32,
    schema: Value,
}

/// Why a registry could not be held against its lock, or what is not the same; its text says what to do.
#[derive(Clone, Debug)]
pub struct RegistryError(String);

impl fmt::Display for RegistryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for RegistryError {}

impl Registry {
    /// A registry without a set, for the lock at this path. The name tells its entries from those of others.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>, name: impl Into<String>) -> Self {
        let path = path.into();
        let shown = path.display().to_string();
        Self { name: name.into(), path, shown, found: BTreeMap::new(), problems: Vec::new() }
    }

    /// The same for a path that starts at the folder of a package. Where the test runs, that folder may have moved.
    #[doc(hidden)]
    #[must_use]
    pub fn of_package(folder: &str, path: &str, name: &str) -> Self {
        let folder = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| folder.into());
        Self { shown: path.to_owned(), ..Self::new(PathBuf::from(folder).join(path), name) }
    }

    /// Adds a set of events, commands or queries, with all that it leads to.
    #[must_use]
    pub fn with<S: Members>(mut self) -> Self {
        let mut all = Vec::new();
        S::members(&mut all);
        for found in all {
            self.add(S::KIND, found);
        }
        self
    }

    fn add(&mut self, kind: &'static str, found: VersionShape) {
        let VersionShape { name, aliases, version, reads_as, type_name, key_aliases, schema, is_former } = found;
        let Some(schema) = schema else {
            let problem = format!(
                "`{type_name}`, which is v{version} of `{name}`, has no JSON Schema: derive `schemars::JsonSchema` for it"
            );
            if !self.problems.contains(&problem) {
                self.problems.push(problem);
            }
            return;
        };
        let message = self.found.entry((kind, name)).or_default();
        message.aliases.extend(aliases.iter().filter(|alias| **alias != name).map(|alias| (*alias).to_owned()));
        if is_former {
            message.becomes = message.becomes.max(Some(version));
        }
        let found = Version { type_name, reads_as, schema: shape::of(schema(), key_aliases) };
        if let Some(other) = message.versions.insert(version, found)
            && other.schema != message.versions[&version].schema
        {
            let (one, two) = (other.type_name, type_name);
            self.problems
                .push(format!("`{name}` v{version} is two types, `{one}` and `{two}`: one of them is another version"));
        }
    }

    /// Holds the registry against the lock, or with `RETOLD_UPDATE=1` in the environment writes it.
    ///
    /// # Panics
    /// When the lock is out of date, or cannot be read or written.
    #[track_caller]
    pub fn hold(&self) {
        let result = match std::env::var("RETOLD_UPDATE").as_deref() {
            Err(_) | Ok("" | "0") => self.check(),
            Ok("1") => self.update().map(drop),
            Ok(other) => {
                Err(RegistryError(format!("`RETOLD_UPDATE` is `{}`: `1` writes the lock", other.escape_debug())))
            }
        };
        if let Err(error) = result {
            panic!("{error}");
        }
    }

    /// Holds the registry against the lock.
    ///
    /// # Errors
    /// When the lock is not there, is not whole, or does not hold these shapes; the message shows the difference.
    pub fn check(&self) -> Result<(), RegistryError> {
        self.whole()?;
        let text = file::read(&self.path).map_err(|why| self.error(&why))?;
        let lock = match &text {
            Some(text) => Lock::parse(text).map_err(|why| self.error(&why))?,
            None => Lock::empty(),
        };
        let differences = self.differences(&lock);
        if differences.is_empty() {
            return Ok(());
        }
        Err(RegistryError(self.report(text.is_some(), &differences)))
    }

    /// Writes the shapes into the lock; what belongs to others stays as it is. `true` if anything changed.
    ///
    /// # Errors
    /// When the lock is there and not whole, or cannot be written. It is then as it was.
    pub fn update(&self) -> Result<bool, RegistryError> {
        self.whole()?;
        let _alone = file::alone(&self.path).map_err(|why| self.error(&why))?;
        let text = file::read(&self.path).map_err(|why| self.error(&why))?;
        let mut lock = match &text {
            Some(text) => Lock::parse(text).map_err(|why| self.error(&why))?,
            None => Lock::empty(),
        };
        if self.differences(&lock).is_empty() && text.is_some() {
            return Ok(false);
        }
        let entries = self.entries();
        for entry in lock.registered() {
            let is_gone = !entries.iter().any(|own| own.key == entry.key);
            if is_gone && entry.registry() == Some(&spelled::text(&self.name)) {
                lock.remove(&entry.key);
            }
        }
        for entry in entries {
            if lock.find(&entry.key).is_none_or(|held| !held.is_same(&entry)) {
                lock.put(entry);
            }
        }
        file::write(&self.path, &lock.text()).map_err(|why| self.error(&why))?;
        Ok(true)
    }

    /// What is wrong with the sets themselves.
    fn whole(&self) -> Result<(), RegistryError> {
        match self.problems.as_slice() {
            [] => Ok(()),
            problems => Err(RegistryError(problems.join("\n"))),
        }
    }

    fn error(&self, why: &str) -> RegistryError {
        RegistryError(format!("the lock `{}` {why}", self.shown))
    }

    /// What should stand in the lock, by slot and name.
    fn entries(&self) -> Vec<Entry> {
        self.found.iter().map(|((kind, name), message)| message.entry(kind, name, &self.name)).collect()
    }

    fn differences(&self, lock: &Lock) -> Vec<Difference> {
        let entries = self.entries();
        let mut found: Vec<Difference> = Vec::new();
        for entry in &entries {
            match lock.find(&entry.key) {
                Some(held) if held.is_same(entry) => {}
                held => found.push(Difference::of(held.as_ref(), Some(entry))),
            }
        }
        let name = spelled::text(&self.name);
        for held in lock.registered() {
            if held.registry() == Some(&name) && !entries.iter().any(|own| own.key == held.key) {
                found.push(Difference::of(Some(&held), None));
            }
        }
        found
    }

    fn report(&self, is_there: bool, differences: &[Difference]) -> String {
        let mut text = match is_there {
            true => {
                format!("the lock `{}` does not hold what the types of the registry `{}` are\n", self.shown, self.name)
            }
            false => format!("there is no lock `{}` yet for the types of the registry `{}`\n", self.shown, self.name),
        };
        for difference in differences {
            text.push_str(&difference.to_string());
        }
        let thread = std::thread::current();
        let test = thread.name().filter(|name| *name != "main").map(|name| format!(" {name}")).unwrap_or_default();
        text.push_str(&format!(
            "\nif that is meant, write it: RETOLD_UPDATE=1 cargo test{test}\n\
             and see what it breaks: retold check --against BASE, where BASE is a git revision or an older lock\n"
        ));
        text
    }
}

impl Message {
    fn entry(&self, kind: &str, name: &str, registry: &str) -> Entry {
        let mut entry = Entry::new(format!("hand-{kind} {name}"), name);
        let mut all = vec![format!("registry: {}", spelled::text(registry))];
        let aliases: Vec<String> = self.aliases.iter().map(|alias| spelled::text(alias)).collect();
        if !aliases.is_empty() {
            all.push(format!("aliases: [{}]", aliases.join(", ")));
        }
        if let Some(becomes) = self.becomes {
            all.push(format!("becomes: v{becomes}"));
        }
        entry.part("all", &all);
        for (version, found) in &self.versions {
            let mut lines = vec![format!("type: {}", spelled::text(found.type_name))];
            if found.reads_as != *version {
                lines.push(format!("reads_as: v{}", found.reads_as));
            }
            lines.push("schema:".to_owned());
            spelled::schema(&found.schema, 2, &mut lines);
            entry.part(&format!("v{version}"), &lines);
        }
        entry
    }
}
