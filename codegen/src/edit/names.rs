//! Finding definitions by the names that people and schemas use for them.

use std::collections::HashMap;

use super::Refusal;
use crate::model::{Builtin, Definition, ModuleId, SchemaSet};
use crate::suggest::nearest;
use crate::written::{listed, shortened};

/// Every definition by name.
pub(super) struct Names<'s> {
    set: &'s SchemaSet,
    by_name: HashMap<&'s str, Vec<Definition>>,
}

impl<'s> Names<'s> {
    pub(super) fn new(set: &'s SchemaSet) -> Self {
        let mut by_name: HashMap<&str, Vec<Definition>> = HashMap::new();
        for definition in all(set) {
            by_name.entry(&set.meta(definition).name).or_default().push(definition);
        }
        Names { set, by_name }
    }

    /// What a name in a file means, by the rules of the language.
    pub(super) fn meant(&self, name: &str, module: ModuleId) -> Option<Definition> {
        if Builtin::by_name(name).is_some() {
            return None;
        }
        let (context, bare) = match name.rsplit_once('.') {
            Some((context, bare)) => (Some(context), bare),
            None => (self.set[module].context.as_deref(), name),
        };
        let found = self.by_name.get(bare)?;
        let own = found.iter().find(|&&definition| self.context(definition) == context).copied();
        match (own, found.as_slice()) {
            (Some(own), _) => Some(own),
            (None, [only]) if !name.contains('.') => Some(*only),
            (None, _) => None,
        }
    }

    /// What a person means by a name: with its context, or without where that is enough.
    pub(super) fn asked(&self, name: &str) -> Result<Definition, Refusal> {
        let subjects = || all(self.set).map(|definition| self.set.meta(definition).subject.as_str());
        let bare: Vec<Definition> = self.by_name.get(name).cloned().unwrap_or_default();
        let whole = all(self.set).find(|&definition| self.set.meta(definition).subject == name);
        match (whole, bare.as_slice()) {
            (None, []) => {
                let message = format!("nothing is called `{}`", shortened(name));
                let names = subjects().chain(self.by_name.keys().copied());
                let mut names: Vec<&str> = names.collect();
                names.sort_unstable();
                Err(match nearest(name, names) {
                    Some(near) => Refusal::asked(message).with_help(format!("did you mean `{near}`?")),
                    None => {
                        Refusal::asked(message).with_help("name a definition of the schemas, such as `shop.ItemAdded`")
                    }
                })
            }
            (None, [only]) => Ok(*only),
            // Without a context there is no other way to say it.
            (Some(whole), _) => Ok(whole),
            (None, several) => {
                let subjects: Vec<&str> =
                    several.iter().map(|&definition| self.set.meta(definition).subject.as_str()).collect();
                Err(Refusal::asked(format!("`{}` is defined in several contexts", shortened(name)))
                    .with_help(format!("write the one that is meant: {}", listed(&subjects))))
            }
        }
    }

    fn context(&self, definition: Definition) -> Option<&str> {
        self.set[self.set.meta(definition).module].context.as_deref()
    }
}

/// All definitions in the order of the files.
pub(super) fn all(set: &SchemaSet) -> impl Iterator<Item = Definition> {
    set.modules.iter().flat_map(|module| module.definitions.iter().copied())
}

/// What a definition is, with its article.
pub(super) fn kind(definition: Definition) -> &'static str {
    match definition {
        Definition::Scalar(_) => "a scalar",
        Definition::Enum(_) => "an enum",
        Definition::Record(_) => "a record",
        Definition::Union(_) => "a union",
        Definition::Event(_) => "an event",
        Definition::Command(_) => "a command",
        Definition::Rejection(_) => "a rejection",
        Definition::View(_) => "a view",
        Definition::Query(_) => "a query",
        Definition::Process(_) => "a process",
    }
}
