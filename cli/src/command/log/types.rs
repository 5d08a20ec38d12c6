//! `--type NAME`: an event under every name that it was ever recorded with, as far as the schemas at hand tell; and what
//! may have been meant where nothing has such a name.

use std::collections::BTreeSet;

use retold_codegen::suggest::nearest;

use crate::judged;
use crate::shown;
use crate::terminal::Terminal;

/// Names of events that were asked for, with all others of the same events.
#[derive(Debug, Default)]
pub(in crate::command) struct Types {
    /// All of them; none means every event.
    pub(in crate::command) names: Vec<String>,
    /// Today's names of the events of the schemas.
    known: Vec<String>,
}

impl Types {
    /// Without schemas, or with schemas that have mistakes, names stand for themselves.
    pub(in crate::command) fn read(asked: &[String], terminal: &mut Terminal) -> Self {
        if asked.is_empty() {
            return Self::default();
        }
        let compiled =
            judged::project(terminal).ok().and_then(|project| judged::unsettled(&project, None, terminal).compiled);
        let events = compiled.map(|compiled| compiled.set.events).unwrap_or_default();
        let mut names: BTreeSet<String> = asked.iter().cloned().collect();
        for wire in events.iter().map(|event| &event.wire) {
            let mut all = std::iter::once(&wire.name).chain(&wire.aliases);
            if all.clone().any(|name| asked.contains(name)) {
                names.extend(all.by_ref().cloned());
            }
        }
        Self { names: names.into_iter().collect(), known: events.into_iter().map(|event| event.wire.name).collect() }
    }

    /// Says that nothing has such a name, and what may have been meant; `seen` are names that the store has.
    pub(super) fn tell_nothing(&self, asked: &[String], seen: &BTreeSet<String>, terminal: &mut Terminal) {
        for name in asked.iter().filter(|name| !seen.contains(*name)) {
            let shown = shown::escaped(name);
            let known = seen.iter().chain(&self.known).map(String::as_str);
            let text = match nearest(name, known).filter(|near| near != name) {
                Some(near) => format!("no event is called `{shown}`; did you mean `{}`?", shown::escaped(near)),
                None => format!("no event is called `{shown}`"),
            };
            terminal.message(&text);
        }
    }
}
