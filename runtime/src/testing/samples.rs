//! Samples, replayed: each payload of every version is read, goes through the steps of this program, and is written
//! again; what comes of it is compared with the committed results beside the samples. So a step, a default or a function
//! that now does something else shows up as a changed file.
//!
//! A folder of samples has a file for every version of every event, command and query, which `retold generate samples`
//! writes, or a person: `shop.ItemAdded.v1.json`. The test keeps the results beside it, in `shop.ItemAdded.v1.today.json`.
//!
//! ```json
//! { "event": "shop.ItemAdded", "version": 1, "samples": [{ "name": "minimal", "payload": { "sku": "A", "qty": 0 } }] }
//! ```

mod document;
mod folder;
mod layout;
mod reader;
mod replay;
mod result;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_core::Serialize;

use crate::command::{Command, CommandSet};
use crate::event::{Event, EventSet};
use crate::query::{Query, QuerySet};
use crate::wire::CodecWrite;
use reader::{Reader, What};

/// Makes a test, called `samples`, that replays all samples of a folder. It needs the feature `testing`.
///
/// The folder is below the package's, and holds what `retold generate samples` writes; the second argument is the module
/// that `retold generate rust` writes, as it is called where the macro stands:
///
/// ```ignore
/// #[cfg(test)]
/// retold::samples!("samples", crate::events);
/// ```
///
/// It fails where a result is not the committed one, where there is none yet, and where anything has samples or
/// results that this program does not know, or none at all. Run with `RETOLD_UPDATE=1`, it writes the results; read the
/// difference before you commit it.
///
/// Of types that are written by hand, name the sets, and the events and commands that are in none:
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # pub struct ItemAdded {}
/// # #[derive(retold::EventSet)]
/// # pub enum CartEvent { ItemAdded(ItemAdded) }
/// # #[derive(retold::Command, Serialize, Deserialize)]
/// # #[command(name = "shop.AddItem", version = 1)]
/// # pub struct AddItem {}
/// retold::samples!("samples", events(CartEvent), command(AddItem));
/// ```
#[macro_export]
macro_rules! samples {
    ($folder:literal, $($kind:ident($($type:ty),+ $(,)?)),+ $(,)?) => {
        #[test]
        fn samples() {
            let mut known = $crate::testing::Samples::new();
            $($(known.$kind::<$type>();)+)+
            known.replay(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", $folder));
        }
    };
    ($folder:literal, $($module:tt)+) => {
        #[test]
        #[allow(deprecated, unused_imports)]
        fn samples() {
            use $($module)+ as __types;
            use $crate::__v1 as __rt;
            let list: fn(&mut __rt::Samples) =
                ::core::include!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", $folder, "/replay.rs"));
            let mut known = __rt::Samples::new();
            list(&mut known);
            known.replay(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", $folder));
        }
    };
}

/// What samples are replayed through; [`samples!`](macro@crate::samples) makes it.
///
/// ```no_run
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Event, Serialize, Deserialize)]
/// # #[event(name = "shop.ItemAdded", version = 1)]
/// # pub struct ItemAdded {}
/// # #[derive(retold::EventSet)]
/// # pub enum CartEvent { ItemAdded(ItemAdded) }
/// retold::testing::Samples::new().events::<CartEvent>().replay("samples");
/// ```
#[derive(Debug, Default)]
pub struct Samples {
    /// By the names of their files, without `.json`.
    readers: BTreeMap<String, Reader>,
    without_type: BTreeSet<String>,
}

impl Samples {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The events of a set.
    pub fn events<Set: EventSet>(&mut self) -> &mut Self {
        for kind in Set::KINDS {
            self.add((kind.oldest, kind.version), Reader::of_events::<Set>(kind, Some(kind.version)));
        }
        // What became other events is read so, also where a later version of it is still itself.
        for kind in Set::FORMER {
            let today = Set::KINDS.iter().find(|today| today.name == kind.name).map(|today| today.version);
            self.add((kind.oldest, kind.version), Reader::of_events::<Set>(kind, today));
        }
        self
    }

    /// The commands of a set.
    pub fn commands<Set: CommandSet>(&mut self) -> &mut Self {
        for kind in Set::KINDS {
            self.add((kind.oldest, kind.version), Reader::of_commands::<Set>(kind));
        }
        self
    }

    /// An event in its current version that is in no set.
    pub fn event<E: Event + Serialize>(&mut self) -> &mut Self {
        self.add((E::OLDEST, E::VERSION), Reader::of_one::<E>(What::Event));
        self
    }

    /// A command in its current version that is in no set.
    pub fn command<C: Command + Serialize>(&mut self) -> &mut Self {
        self.add((C::OLDEST, C::VERSION), Reader::of_one::<C>(What::Command));
        self
    }

    /// The queries of a set; what they answer has samples where each is named by itself.
    pub fn queries<Set: QuerySet>(&mut self) -> &mut Self {
        for kind in Set::KINDS {
            self.add((kind.oldest, kind.version), Reader::of_queries::<Set>(kind));
        }
        self
    }

    /// A query in its current version, and what it answers.
    pub fn query<Q: Query + Serialize>(&mut self) -> &mut Self {
        self.add((Q::OLDEST, Q::VERSION), Reader::of_one::<Q>(What::Query));
        self.readers.insert(format!("{}.answer", Q::NAME), Reader::of_answers::<Q>());
        self
    }

    /// The entries of a view, which is called so, in the form of a codec.
    #[doc(hidden)]
    pub fn view<Entry, C: CodecWrite<Entry>>(&mut self, name: &'static str) -> &mut Self {
        self.readers.insert(format!("{name}.view"), Reader::of_entries::<Entry, C>(name));
        self
    }

    /// An event that is in no set, of which this version and those before it are read and dropped.
    #[doc(hidden)]
    pub fn dropped<E: Event>(&mut self) -> &mut Self {
        self.add((E::OLDEST, E::VERSION), Reader::of_dropped::<E>());
        self
    }

    /// Samples of something that has no type in this program: the file of this name, without `.json`.
    #[doc(hidden)]
    pub fn without_type(&mut self, stem: &str) -> &mut Self {
        self.without_type.insert(stem.to_owned());
        self
    }

    /// Replays all samples of a folder. With `RETOLD_UPDATE=1` in the environment, it writes the results.
    ///
    /// # Panics
    /// When a result is not the committed one, or samples or results are missing or of something unknown.
    #[track_caller]
    pub fn replay(&self, folder: impl AsRef<Path>) {
        let update = std::env::var_os("RETOLD_UPDATE").is_some_and(|value| !value.is_empty() && value != "0");
        if let Err(problems) = replay::replay(self, folder.as_ref(), update) {
            panic!("{problems}");
        }
    }

    fn add(&mut self, (oldest, version): (u32, u32), reader: Reader) {
        for version in oldest..=version {
            self.readers.insert(format!("{}.v{version}", reader.kind.name), reader);
        }
    }
}

#[cfg(test)]
mod tests;
