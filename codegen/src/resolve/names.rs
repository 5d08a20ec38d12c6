//! The namespaces: one a context, over all kinds of definitions and the names that generated code derives from them.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::diagnostic::Diagnostic;
use crate::model::{
    Builtin, CommandId, Definition, EnumId, EventId, ProcessId, QueryId, RecordId, RejectionId, ScalarId, UnionId,
    ViewId,
};
use crate::naming::{
    AGGREGATE_SUFFIXES, PROCESS_SUFFIXES, QUERY_SUFFIXES, VIEW_SUFFIXES, derived_name, queries_of, type_name,
};
use crate::rules;
use crate::source::Place;
use crate::written::{Text, WrittenKind, shortened};

use super::{Listed, Resolver};

/// Every definition by name.
#[derive(Default)]
pub(super) struct Names {
    /// In the order of files and of each file.
    pub(super) listed: Vec<Listed>,
    /// By context (empty for none) and name as written.
    by_name: HashMap<String, BTreeMap<String, Definition>>,
    /// The first and the current version of records and unions.
    versions: HashMap<Definition, (u32, u32)>,
}

/// How many of the contexts that have a name are listed.
const MOST_LISTED: usize = 8;

/// What looking a name up gives.
pub(super) enum Found {
    One(Definition),
    None,
    /// The first of the contexts that define it, and how many more do.
    Several(Vec<String>, usize),
}

impl Names {
    fn lookup(&self, context: &str, name: &str) -> Found {
        if let Some((prefix, last)) = name.rsplit_once('.') {
            return match self.by_name.get(last).and_then(|contexts| contexts.get(prefix)) {
                Some(&definition) => Found::One(definition),
                None => Found::None,
            };
        }
        let Some(contexts) = self.by_name.get(name) else { return Found::None };
        if let Some(&definition) = contexts.get(context) {
            return Found::One(definition);
        }
        match contexts.len() {
            1 => contexts.values().next().map_or(Found::None, |&definition| Found::One(definition)),
            count => {
                let first: Vec<String> = contexts.keys().take(MOST_LISTED).cloned().collect();
                let more = count - first.len();
                Found::Several(first, more)
            }
        }
    }

    /// The first and current version of a record or union.
    pub(super) fn versions(&self, definition: Definition) -> Option<(u32, u32)> {
        self.versions.get(&definition).copied()
    }
}

impl Resolver<'_> {
    /// Gives every definition its id, and reports names that are taken or are none.
    pub(super) fn collect_names(&mut self) {
        let mut taken: HashMap<(String, String), (Place, String)> = HashMap::new();
        let mut counts = [0usize; 10];
        let files = self.files;
        for (file_index, file) in files.iter().enumerate() {
            let context = self.set.modules[file_index].context.clone().unwrap_or_default();
            for (index, written) in file.definitions.iter().enumerate() {
                let (slot, make): (usize, fn(usize) -> Definition) = match &written.kind {
                    WrittenKind::Scalar(_) => (0, |at| Definition::Scalar(ScalarId::from_index(at))),
                    WrittenKind::Enum(_) => (1, |at| Definition::Enum(EnumId::from_index(at))),
                    WrittenKind::Record(_) => (2, |at| Definition::Record(RecordId::from_index(at))),
                    WrittenKind::Union(_) => (3, |at| Definition::Union(UnionId::from_index(at))),
                    WrittenKind::Event(_) => (4, |at| Definition::Event(EventId::from_index(at))),
                    WrittenKind::Command(_) => (5, |at| Definition::Command(CommandId::from_index(at))),
                    WrittenKind::Query(_) => (6, |at| Definition::Query(QueryId::from_index(at))),
                    WrittenKind::Rejection(_) => (7, |at| Definition::Rejection(RejectionId::from_index(at))),
                    WrittenKind::View(_) => (8, |at| Definition::View(ViewId::from_index(at))),
                    WrittenKind::Process(_) => (9, |at| Definition::Process(ProcessId::from_index(at))),
                };
                let definition = make(counts[slot]);
                counts[slot] += 1;
                let name = &written.name;
                self.subject = self.subject_of(file_index, &name.value);
                self.definition_name(name, "the name of a definition");
                self.names.listed.push(Listed { file: file_index, index, definition });
                self.set.modules[file_index].definitions.push(definition);
                let rust_name = type_name(&name.value);
                self.take(&mut taken, &context, rust_name.clone(), name.place, format!("`{}`", name.value));
                if let WrittenKind::Record(body)
                | WrittenKind::Union(body)
                | WrittenKind::Event(body)
                | WrittenKind::Command(body)
                | WrittenKind::Query(body) = &written.kind
                {
                    let current = body.bodies.iter().map(|body| body.version).max().unwrap_or(1);
                    let first = body.retired.iter().map(|retired| retired.value).max().unwrap_or(0).saturating_add(1);
                    self.names.versions.insert(definition, (first, current));
                    for body in &body.bodies {
                        if body.version < current {
                            let derived = derived_name(&rust_name, &format!("V{}", body.version));
                            let what = format!(
                                "version {} of `{}`, which generated code calls `{derived}`,",
                                body.version, name.value
                            );
                            self.take(&mut taken, &context, derived, body.place, what);
                        }
                    }
                }
                let suffixes: &[&str] = match &written.kind {
                    WrittenKind::View(_) => &VIEW_SUFFIXES,
                    WrittenKind::Process(_) => &PROCESS_SUFFIXES,
                    _ => &[],
                };
                for suffix in suffixes {
                    let derived = derived_name(&rust_name, suffix);
                    let what = format!("`{derived}`, which generated code derives from `{}`,", name.value);
                    self.take(&mut taken, &context, derived, name.place, what);
                }
                if let WrittenKind::Process(process) = &written.kind {
                    let deadlines = process.reacts.iter().filter_map(|reaction| reaction.deadline.as_ref()?.1.as_ref());
                    let mut seen = HashSet::new();
                    for deadline in deadlines.filter(|deadline| seen.insert(deadline.value.as_str())) {
                        let derived = derived_name(&rust_name, &type_name(&deadline.value));
                        let what = format!(
                            "`{derived}`, which generated code derives from the deadline `{}` of `{}`,",
                            deadline.value, name.value
                        );
                        self.take(&mut taken, &context, derived, deadline.place, what);
                    }
                }
                self.names.by_name.entry(name.value.clone()).or_default().entry(context.clone()).or_insert(definition);
            }
            if let Some(aggregate) = &file.aggregate {
                self.subject = self.subject_of(file_index, &aggregate.value);
                for suffix in AGGREGATE_SUFFIXES {
                    let derived = derived_name(&type_name(&aggregate.value), suffix);
                    let what =
                        format!("`{derived}`, which generated code derives from the aggregate `{}`,", aggregate.value);
                    self.take(&mut taken, &context, derived, aggregate.place, what);
                }
            }
            let first_query = file.definitions.iter().find(|written| matches!(written.kind, WrittenKind::Query(_)));
            if let Some(query) = first_query {
                self.subject = self.subject_of(file_index, &query.name.value);
                let aggregate = file.aggregate.as_ref().map(|aggregate| aggregate.value.as_str());
                let (owner, stem) = queries_of(aggregate, &self.set.modules[file_index].path);
                for suffix in QUERY_SUFFIXES {
                    let derived = format!("{stem}{suffix}");
                    let what = format!("`{derived}`, which generated code derives from `{owner}` for its queries,");
                    // Files of one name in different folders are different modules.
                    let key = (context.clone(), derived.clone());
                    if taken.get(&key).is_none_or(|(_, other)| *other != what) {
                        self.take(&mut taken, &context, derived, query.name.place, what);
                    }
                }
            }
        }
        self.subject.clear();
    }

    fn take(
        &mut self,
        taken: &mut HashMap<(String, String), (Place, String)>,
        context: &str,
        rust_name: String,
        place: Place,
        what: String,
    ) {
        let key = (context.to_owned(), rust_name);
        if let Some((other, other_what)) = taken.get(&key) {
            let problem = Diagnostic::new(
                &rules::name_taken::RULE,
                place,
                if what == *other_what {
                    format!("{what} is defined twice in this context")
                } else {
                    format!("{} has the name of {}", what.trim_end_matches(','), other_what.trim_end_matches(','))
                },
            )
            .with_also(*other, "the name is taken here")
            .with_help("one name means one thing in a context, whatever its kind; rename one of the two");
            self.report(problem);
        } else {
            taken.insert(key, (place, what));
        }
    }

    /// Whether the text can name a definition; reports it if not.
    pub(super) fn definition_name(&mut self, text: &Text, what: &str) -> bool {
        let valid = text.value.len() <= 100
            && text.value.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.value.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !valid {
            self.invalid_name(text, what, "letters and digits, starting with a letter, at most 100 of them");
            return false;
        }
        let is_builtin =
            Builtin::by_name(&text.value).is_some() || matches!(text.value.as_str(), "list" | "set" | "map");
        if is_builtin {
            self.report(
                Diagnostic::new(
                    &rules::name_invalid::RULE,
                    text.place,
                    format!("`{}` is a type of the language itself", text.value),
                )
                .with_help(format!("call it `{}`", type_name(&text.value))),
            );
        }
        !is_builtin
    }

    /// The definition that a name means in a file, or a report of what is wrong; `kinds` says what is looked for.
    pub(super) fn find(&mut self, name: &str, place: Place, file: usize, kinds: Kinds) -> Option<Definition> {
        let context = self.set.modules[file].context.clone().unwrap_or_default();
        match self.names.lookup(&context, name) {
            Found::One(definition) if kinds.contain(definition) => Some(definition),
            _ if self.problems.is_full(place.file) => {
                self.broken.insert(self.subject.clone());
                None
            }
            Found::One(definition) => {
                let also = self.place_of(definition);
                self.report(
                    Diagnostic::new(
                        &rules::name_of_other_kind::RULE,
                        place,
                        format!(
                            "`{}` is {}, and {} is meant here",
                            shortened(name),
                            kind_word(definition),
                            kinds.word()
                        ),
                    )
                    .with_also(also, "defined here"),
                );
                None
            }
            Found::Several(contexts, more) => {
                let full: Vec<String> = contexts
                    .iter()
                    .map(|context| if context.is_empty() { name.to_owned() } else { format!("{context}.{name}") })
                    .collect();
                let more = match more {
                    0 => String::new(),
                    more => format!(", or one of {more} more"),
                };
                self.report(
                    Diagnostic::new(
                        &rules::name_ambiguous::RULE,
                        place,
                        format!("`{}` is defined in several contexts", shortened(name)),
                    )
                    .with_help(format!("write the one that is meant: {}{more}", crate::written::listed(&full))),
                );
                None
            }
            Found::None => {
                if !self.incomplete {
                    self.unknown_name(name, place, &context, kinds);
                } else {
                    self.broken.insert(self.subject.clone());
                }
                None
            }
        }
    }

    fn unknown_name(&mut self, name: &str, place: Place, context: &str, kinds: Kinds) {
        let mut candidates: Vec<String> = Vec::new();
        let listed = if self.suggestions.are_over() { &[][..] } else { &self.names.listed[..] };
        for listed in listed {
            if kinds.contain(listed.definition) {
                let written = &self.files[listed.file].definitions[listed.index].name.value;
                let module = &self.set.modules[listed.file];
                match &module.context {
                    Some(own) if own != context || name.contains('.') => candidates.push(format!("{own}.{written}")),
                    _ => {}
                }
                candidates.push(written.clone());
            }
        }
        if kinds == Kinds::Types {
            candidates.extend(Builtin::NAMED.iter().map(|builtin| builtin.name().to_owned()));
        }
        let near = nearest_by_meaning(name, kinds)
            .or_else(|| self.suggestions.nearest(name, candidates.iter().map(String::as_str)));
        let mut problem = Diagnostic::new(
            &rules::name_unknown::RULE,
            place,
            format!("{} called `{}` is not defined", kinds.word(), shortened(name)),
        );
        match near {
            Some(near) => problem = problem.with_help(format!("did you mean `{near}`?")).with_edit(place, near),
            None if kinds == Kinds::Types => {
                let names: Vec<&str> = Builtin::NAMED.iter().map(|builtin| builtin.name()).collect();
                problem = problem.with_help(format!(
                    "define it, or use a type of the language: {}, `list<T>`, `set<T>` and `map<K, V>`",
                    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
                ));
            }
            None => problem = problem.with_help("define it, or write its context before it, as in `shop.ItemAdded`"),
        }
        self.report(problem);
    }

    pub(super) fn place_of(&self, definition: Definition) -> Place {
        self.names
            .listed
            .iter()
            .find(|listed| listed.definition == definition)
            .map(|listed| self.files[listed.file].definitions[listed.index].name.place)
            .expect("every definition is listed")
    }
}

/// What other languages call a type of ours.
fn nearest_by_meaning(name: &str, kinds: Kinds) -> Option<&'static str> {
    if kinds != Kinds::Types {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "int" | "integer" | "long" | "int64" | "bigint" => "i64",
        "int32" => "i32",
        "int16" | "short" => "i16",
        "int8" => "i8",
        "uint" | "uint64" | "usize" => "u64",
        "uint32" => "u32",
        "uint16" => "u16",
        "uint8" | "byte" => "u8",
        "float" | "float32" => "f32",
        "double" | "float64" | "number" => "f64",
        "boolean" => "bool",
        "str" | "text" | "varchar" => "string",
        "datetime" | "instant" | "date_time" => "timestamp",
        "guid" => "uuid",
        "money" | "numeric" | "bigdecimal" => "decimal",
        "any" | "value" | "object" => "json",
        "binary" | "blob" => "bytes",
        _ => return None,
    })
}

/// Which kinds of definitions a reference can mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kinds {
    Types,
    TypesAndViews,
    Events,
    Commands,
    Rejections,
}

impl Kinds {
    fn contain(self, definition: Definition) -> bool {
        match definition {
            Definition::Scalar(_) | Definition::Enum(_) | Definition::Record(_) | Definition::Union(_) => {
                matches!(self, Kinds::Types | Kinds::TypesAndViews)
            }
            Definition::View(_) => self == Kinds::TypesAndViews,
            Definition::Event(_) => self == Kinds::Events,
            Definition::Command(_) => self == Kinds::Commands,
            Definition::Rejection(_) => self == Kinds::Rejections,
            Definition::Query(_) | Definition::Process(_) => false,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Kinds::Types => "a type",
            Kinds::TypesAndViews => "a type or view",
            Kinds::Events => "an event",
            Kinds::Commands => "a command",
            Kinds::Rejections => "a rejection",
        }
    }
}

fn kind_word(definition: Definition) -> &'static str {
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
