//! Schema files as trees, so that one place of them can be changed, and the text that they are.

use std::fmt::Write as _;

use retold_codegen::sample::Numbers;
use retold_codegen::source::{SourceFile, Sources};
use serde_json::{Map, Value};

/// A mapping of a schema file.
pub type Mapping = Map<String, Value>;

/// The files of a schema set.
#[derive(Clone, Debug, PartialEq)]
pub struct Documents {
    /// Paths and trees.
    pub files: Vec<(String, Value)>,
}

/// The sections whose definitions have bodies of fields.
pub const WITH_BODIES: [&str; 4] = ["events", "commands", "queries", "records"];

/// Where something is: the file, and the keys to it.
pub type At = (usize, Vec<String>);

impl Documents {
    /// The trees of files that have no mistake.
    pub fn of(sources: &Sources) -> Self {
        let tree = |text: &str| serde_yaml::from_str(text).expect("what compiles is YAML");
        Self { files: sources.iter().map(|(_, file)| (file.path.clone(), tree(&file.text))).collect() }
    }

    /// The files as text: JSON, which is YAML.
    pub fn sources(&self) -> Sources {
        let file = |(path, tree): &(String, Value)| SourceFile {
            path: path.clone(),
            shown: path.clone(),
            text: format!("{}\n", text(tree)),
        };
        Sources::new(self.files.iter().map(file).collect())
    }

    /// One line for each value, for messages.
    pub fn shown(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (path, tree) in &self.files {
            flatten(path, tree, &mut lines);
        }
        lines
    }

    pub fn at(&self, (file, keys): &At) -> Option<&Value> {
        keys.iter().try_fold(&self.files[*file].1, |value, key| value.get(key))
    }

    pub fn map(&mut self, (file, keys): &At) -> Option<&mut Mapping> {
        keys.iter().try_fold(&mut self.files[*file].1, |value, key| value.get_mut(key))?.as_object_mut()
    }

    /// The definitions of these sections.
    pub fn definitions(&self, sections: &[&str]) -> Vec<At> {
        let mut found = Vec::new();
        for (index, (_, tree)) in self.files.iter().enumerate() {
            for section in sections {
                let names = tree.get(section).and_then(Value::as_object).into_iter().flatten();
                found.extend(names.map(|(name, _)| (index, vec![(*section).to_owned(), name.clone()])));
            }
        }
        found
    }

    /// The bodies of these sections: what stands under `v1`, `v2`, ….
    pub fn bodies(&self, sections: &[&str]) -> Vec<At> {
        let mut found = Vec::new();
        for at in self.definitions(sections) {
            found.extend(self.versions(&at).map(|version| below(&at, &format!("v{version}"))));
        }
        found
    }

    /// The versions of a definition, ascending.
    pub fn versions(&self, definition: &At) -> impl DoubleEndedIterator<Item = u32> + use<> {
        let keys = self.at(definition).and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key);
        let mut versions: Vec<u32> = keys.filter_map(|key| key.strip_prefix('v')?.parse().ok()).collect();
        versions.sort_unstable();
        versions.into_iter()
    }

    /// All mappings of fields: bodies, variants, rejections.
    pub fn fields_of(&self) -> Vec<At> {
        let mut found = self.bodies(&WITH_BODIES);
        for body in self.bodies(&["unions"]) {
            let variants = self.at(&body).and_then(Value::as_object).into_iter().flatten();
            found.extend(variants.map(|(variant, _)| below(&body, variant)));
        }
        for rejection in self.definitions(&["rejections"]) {
            let fields = below(&rejection, "fields");
            found.extend(self.at(&fields).is_some().then_some(fields));
        }
        found
    }

    /// One field of any of them, and where its siblings are.
    pub fn any_field(&self, numbers: &mut Numbers) -> Option<(At, String)> {
        let bodies: Vec<At> = self.fields_of();
        let filled: Vec<&At> = bodies
            .iter()
            .filter(|at| self.at(at).and_then(Value::as_object).is_some_and(|map| !map.is_empty()))
            .collect();
        let body = (*numbers.pick(&filled)?).clone();
        let names: Vec<&String> = self.at(&body)?.as_object()?.keys().collect();
        let name = (*numbers.pick(&names)?).clone();
        Some((body, name))
    }

    /// A field as a mapping, whatever it was written as.
    pub fn field(&mut self, body: &At, name: &str) -> Option<&mut Mapping> {
        let field = self.map(body)?.get_mut(name)?;
        if let Value::String(ty) = field {
            *field = serde_json::json!({ "type": std::mem::take(ty) });
        }
        field.as_object_mut()
    }
}

pub fn below((file, keys): &At, key: &str) -> At {
    (*file, keys.iter().cloned().chain([key.to_owned()]).collect())
}

fn flatten(path: &str, value: &Value, lines: &mut Vec<String>) {
    match value.as_object().filter(|members| !members.is_empty()) {
        Some(members) => members.iter().for_each(|(key, member)| flatten(&format!("{path} {key}"), member, lines)),
        None => lines.push(format!("{path}: {value}")),
    }
}

/// JSON with what lies outside ASCII escaped as YAML does.
fn text(value: &Value) -> String {
    let mut text = String::new();
    for character in value.to_string().chars() {
        match character {
            ' '..='~' => text.push(character),
            other => {
                let _ = write!(text, "\\U{:08x}", u32::from(other));
            }
        }
    }
    text
}
