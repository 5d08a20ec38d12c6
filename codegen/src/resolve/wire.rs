//! Names on the wire: the case of fields, the key that holds a message's name, how none is written.

use crate::diagnostic::Diagnostic;
use crate::model::{NoneForm, Tag, WireNames};
use crate::naming::snake_words;
use crate::rules;
use crate::source::Place;
use crate::written::{Case, Text, WrittenVersioned, WrittenWire};

use super::Resolver;

/// The `wire` block that holds for a definition: its own keys before the file's.
#[derive(Clone, Copy)]
pub(super) struct Wire {
    pub(super) case: Option<Case>,
    pub(super) none: NoneForm,
}

impl Wire {
    pub(super) fn of(file: &WrittenWire, own: Option<&WrittenWire>) -> Self {
        let case = own.and_then(|own| own.case).or(file.case);
        let none_is_null = own.and_then(|own| own.none_is_null).or(file.none_is_null).unwrap_or(false);
        Self { case, none: if none_is_null { NoneForm::Null } else { NoneForm::Absent } }
    }

    /// The JSON name of a field.
    pub(super) fn field(self, name: &str) -> String {
        let Some(case) = self.case else { return name.to_owned() };
        let snake = snake_words(name);
        let pascal = || snake.split('_').map(capitalized).collect::<String>();
        match case {
            Case::Lower | Case::Snake => snake,
            Case::Upper | Case::ScreamingSnake => snake.to_ascii_uppercase(),
            Case::Pascal => pascal(),
            Case::Camel => {
                let pascal = pascal();
                let mut letters = pascal.chars();
                letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
            }
            Case::Kebab => snake.replace('_', "-"),
            Case::ScreamingKebab => snake.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

impl Resolver<'_> {
    /// The names of an event, command or query on the wire, each taken once in the whole set.
    pub(super) fn wire_names_of(&mut self, written: &WrittenVersioned<'_>, name: &Text, file: usize) -> WireNames {
        let (whole, place) = match &written.name {
            Some(text) => (self.wire_like(text, "a name on the wire").unwrap_or_default(), text.place),
            None => (self.subject_of(file, &name.value), name.place),
        };
        self.take_wire_name(&whole, place);
        let mut aliases = Vec::new();
        for alias in &written.aliases {
            if let Some(value) = self.wire_like(alias, "a name on the wire") {
                self.take_wire_name(&value, alias.place);
                aliases.push(value);
            }
        }
        WireNames { name: whole, aliases }
    }

    fn take_wire_name(&mut self, name: &str, place: Place) {
        // Lower case: output files are named after these, and some file systems do not tell the cases apart.
        let key = name.to_ascii_lowercase();
        if let Some((other, spelled)) = self.wire_names.get(&key) {
            let mut problem = Diagnostic::new(
                &rules::wire_name_taken::RULE,
                place,
                format!("the name `{name}` on the wire is taken"),
            )
            .with_also(*other, "by this")
            .with_help(
                "every event, command and query, and every alias, has a name of its own: nothing else tells them apart",
            );
            if spelled != name {
                problem = problem.with_help(
                    "names that differ only in the case of letters count as one: files are named after them",
                );
            }
            self.report(problem);
        } else {
            self.wire_names.insert(key, (place, name.to_owned()));
        }
    }

    /// The key in the payload that holds the name, if there is one.
    pub(super) fn tag(
        &mut self,
        key: Option<&Text>,
        written: &WrittenVersioned<'_>,
        name: &Text,
        names: &WireNames,
    ) -> Option<Tag> {
        let Some(key) = key else {
            if let Some(tag) = &written.tag {
                self.report(
                    Diagnostic::new(
                        &rules::tag_without_key::RULE,
                        tag.place,
                        "`tag` is what a key inside the payload holds, and no key is named",
                    )
                    .with_help("add `wire: { event_tag: eventType }`, or `command_tag` for commands, or remove `tag`"),
                );
            }
            return None;
        };
        let short = |whole: &str| {
            let prefix = names.name.strip_suffix(name.value.as_str()).filter(|_| written.name.is_none()).unwrap_or("");
            whole.strip_prefix(prefix).unwrap_or(whole).to_owned()
        };
        let value = match (&written.tag, &written.name) {
            (Some(tag), _) => tag.value.clone(),
            (None, Some(whole)) => whole.value.clone(),
            (None, None) => name.value.clone(),
        };
        let mut also: Vec<String> = Vec::new();
        for alias in &names.aliases {
            for candidate in [short(alias), alias.clone()] {
                if candidate != value && !also.contains(&candidate) {
                    also.push(candidate);
                }
            }
        }
        Some(Tag { key: key.value.clone(), value, also })
    }
}
