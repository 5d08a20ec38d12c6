//! One definition as it was and as it is.

use super::facts::{Facts, differences};
use super::matching::wire;
use super::spelled::{self, code, plain};
use super::{Change, Detail, Entry, lines, steps};
use crate::compile::Compiled;
use crate::model::{Body, Definition, Field, NoneForm, SchemaSet, UnionBody, Versions};
use crate::plan::{Step, UnionStep, UnionStepKind};

/// A definition that is in one set alone.
pub(super) fn whole(set: &SchemaSet, definition: Definition, change: Change) -> Entry {
    let mut details = Vec::new();
    if change == Change::Added {
        details = lines(facts(set, definition).into_iter().map(fact).collect());
        match versions(set, definition) {
            Some(Bodies::Plain(versions)) => {
                for (version, body) in versions.iter() {
                    let below = steps::listed(set, &body.fields);
                    details.push(Detail { line: format!("v{version}"), below });
                }
            }
            Some(Bodies::Union(versions)) => {
                for (version, body) in versions.iter() {
                    let below = variants(set, body).into_iter().map(fact).collect();
                    details.push(Detail { line: format!("v{version}"), below });
                }
            }
            None => {}
        }
    }
    Entry {
        kind: spelled::kind(definition),
        subject: set.meta(definition).subject.clone(),
        change,
        details,
        reaches: Vec::new(),
    }
}

fn fact((key, fact): (String, String)) -> String {
    if fact.is_empty() { key } else { format!("{key}: {fact}") }
}

/// A definition that is in both sets; nothing where it did not change.
pub(super) fn compared(old: (&Compiled, Definition), new: (&Compiled, Definition)) -> Option<Entry> {
    let (before, after) = (old.0.set.meta(old.1), new.0.set.meta(new.1));
    let mut details = lines(differences(&facts(&old.0.set, old.1), &facts(&new.0.set, new.1)));
    match (versions(&old.0.set, old.1), versions(&new.0.set, new.1)) {
        (Some(Bodies::Plain(was)), Some(Bodies::Plain(is))) => {
            details.extend(of_versions(
                was,
                is,
                |body| body_facts(&old.0.set, body),
                |body| body_facts(&new.0.set, body),
                |version, previous, body| {
                    steps::described(&new.0.set, previous, body, plain_step(new.0, new.1, version))
                },
                |body| steps::listed(&new.0.set, &body.fields),
            ));
        }
        (Some(Bodies::Union(was)), Some(Bodies::Union(is))) => {
            details.extend(of_versions(
                was,
                is,
                |body| variants(&old.0.set, body),
                |body| variants(&new.0.set, body),
                |version, previous, body| union_step(new.0, new.1, version, previous, body),
                |body| variants(&new.0.set, body).into_iter().map(fact).collect(),
            ));
        }
        _ => {}
    }
    let renamed = before.subject != after.subject;
    if details.is_empty() && !renamed {
        return None;
    }
    let change = if renamed { Change::Renamed { from: before.subject.clone() } } else { Change::Changed };
    Some(Entry { kind: spelled::kind(new.1), subject: after.subject.clone(), change, details, reaches: Vec::new() })
}

/// The versions that are new, that are gone, and that are not what they were.
fn of_versions<B>(
    was: &Versions<B>,
    is: &Versions<B>,
    old_facts: impl Fn(&B) -> Facts,
    new_facts: impl Fn(&B) -> Facts,
    step: impl Fn(u32, &B, &B) -> Vec<String>,
    listed: impl Fn(&B) -> Vec<String>,
) -> Vec<Detail> {
    let mut details = Vec::new();
    for (version, body) in is.iter().rev() {
        match was.at(version) {
            Some(before) => {
                let below = differences(&old_facts(before), &new_facts(body));
                if !below.is_empty() {
                    details.push(Detail { line: format!("v{version} changed in place"), below });
                }
            }
            None => {
                let previous = version.checked_sub(1).and_then(|previous| is.at(previous));
                let below = previous.map_or_else(|| listed(body), |previous| step(version, previous, body));
                details.push(Detail { line: format!("v{version} is new"), below });
            }
        }
    }
    for (version, _) in was.iter() {
        if is.at(version).is_none() {
            let how = if version < is.first() { "retired" } else { "gone" };
            details.push(Detail::line(format!("v{version} is {how}")));
        }
    }
    details
}

enum Bodies<'s> {
    Plain(&'s Versions<Body>),
    Union(&'s Versions<UnionBody>),
}

fn versions(set: &SchemaSet, definition: Definition) -> Option<Bodies<'_>> {
    match definition {
        Definition::Record(id) => Some(Bodies::Plain(&set[id].versions)),
        Definition::Event(id) => Some(Bodies::Plain(&set[id].versions)),
        Definition::Command(id) => Some(Bodies::Plain(&set[id].versions)),
        Definition::Query(id) => Some(Bodies::Plain(&set[id].versions)),
        Definition::Union(id) => Some(Bodies::Union(&set[id].versions)),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => None,
    }
}

fn plain_step(compiled: &Compiled, definition: Definition, version: u32) -> Option<&Step> {
    let plans = &compiled.plans;
    match definition {
        Definition::Record(id) => plans.records.get(&(id.index(), version)),
        Definition::Event(id) => plans.events.get(&(id.index(), version)),
        Definition::Command(id) => plans.commands.get(&(id.index(), version)),
        Definition::Query(id) => plans.queries.get(&(id.index(), version)),
        Definition::Union(_)
        | Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => None,
    }
}

fn union_step(
    compiled: &Compiled,
    definition: Definition,
    version: u32,
    old: &UnionBody,
    new: &UnionBody,
) -> Vec<String> {
    let set = &compiled.set;
    let step: Option<&UnionStep> = match definition {
        Definition::Union(id) => compiled.plans.unions.get(&(id.index(), version)),
        _ => None,
    };
    match step.map(|step| &step.kind) {
        Some(UnionStepKind::Variants(moves)) => {
            let mut out = Vec::new();
            for moved in moves {
                let (Some(before), Some(after)) = (old.variants.get(moved.old), new.variants.get(moved.new)) else {
                    continue;
                };
                if before.name != after.name {
                    out.push(format!("{} was {}", code(&after.name), code(&before.name)));
                }
                for line in differences(&field_facts(set, &before.fields), &field_facts(set, &after.fields)) {
                    out.push(format!("{}: {line}", code(&after.name)));
                }
            }
            let is_old = |index: usize| moves.iter().any(|moved| moved.new == index);
            for (_, variant) in new.variants.iter().enumerate().filter(|(index, _)| !is_old(*index)) {
                out.push(format!("{} is new", code(&variant.name)));
            }
            out
        }
        Some(UnionStepKind::Function(function)) => vec![format!("the step is the function {}", code(&function.path))],
        None => variants(set, new).into_iter().map(fact).collect(),
    }
}

/// What a definition is beside its bodies.
fn facts(set: &SchemaSet, definition: Definition) -> Facts {
    let mut facts = Facts::new();
    let mut add = |key: &str, fact: String| facts.push((key.to_owned(), fact));
    let in_order = |names: Vec<&String>| names.into_iter().map(|name| code(name)).collect::<Vec<_>>().join(", ");
    // Another order is no change.
    let names = |mut names: Vec<&String>| {
        names.sort();
        in_order(names)
    };
    if let Some(wire) = wire(set, definition) {
        let subject = &set.meta(definition).subject;
        if wire.name != *subject {
            add("called on the wire", code(&wire.name));
        }
        if !wire.aliases.is_empty() {
            add("also read as", names(wire.aliases.iter().collect()));
        }
    }
    match definition {
        Definition::Scalar(id) => {
            let scalar = &set[id];
            let mut text = code(&spelled::ty(set, &scalar.inner));
            spelled::constraints(&mut text, &scalar.constraints);
            add("it is", text);
            if let Some(unit) = &scalar.unit {
                add("the unit", code(unit));
            }
            if scalar.pii {
                add("personal data", String::new());
            }
        }
        Definition::Enum(id) => {
            let of = &set[id];
            if of.open {
                add("it is open: values that are not known are kept", String::new());
            }
            for value in &of.values {
                let aliases = names(value.aliases.iter().collect());
                let also = if aliases.is_empty() { String::new() } else { format!("also read as {aliases}") };
                add(&format!("the value {}", code(&value.wire)), also);
            }
        }
        Definition::Union(id) => {
            let union = &set[id];
            add("the tag", code(&union.tag));
            if let Some(content) = &union.content {
                add("the content", code(content));
            }
            if union.open {
                add("it is open: variants that are not known are kept", String::new());
            }
        }
        Definition::Event(id) => {
            if let Some(becomes) = &set[id].becomes {
                let into = in_order(becomes.into.iter().map(|id| &set[*id].meta.subject).collect());
                let into = if into.is_empty() { "nothing".to_owned() } else { into };
                add(&format!("data up to v{} becomes", becomes.up_to), into);
            }
        }
        Definition::Command(id) => {
            add("it emits", names(set[id].emits.iter().map(|id| &set[*id].meta.subject).collect()));
            if !set[id].rejects.is_empty() {
                add("it is refused with", names(set[id].rejects.iter().map(|id| &set[*id].meta.subject).collect()));
            }
        }
        Definition::Rejection(id) => {
            add("the message", code(&set[id].message));
            facts.extend(field_facts(set, &set[id].fields));
        }
        Definition::View(id) => {
            let view = &set[id];
            add("the key", code(&spelled::ty(set, &view.key)));
            add("it holds", spelled::view_value(set, &view.value));
            add("it is made from", names(view.from.iter().map(|id| &set[*id].meta.subject).collect()));
        }
        Definition::Query(id) => add("it answers", spelled::returns(set, &set[id].returns)),
        Definition::Process(id) => {
            let process = &set[id];
            add("the key", code(&spelled::ty(set, &process.key)));
            for reaction in &process.reacts {
                let (key, does) = reacts(set, reaction);
                add(&key, does);
            }
            facts.extend(field_facts(set, &process.state));
        }
        Definition::Record(_) => {}
    }
    let of = set.meta(definition);
    if let Some(reason) = &of.deprecated {
        facts.push(("it is deprecated".to_owned(), plain(reason)));
    }
    if of.frozen {
        facts.push(("its published versions are frozen".to_owned(), String::new()));
    }
    facts
}

fn reacts(set: &SchemaSet, reaction: &crate::model::Reaction) -> (String, String) {
    use crate::model::Trigger;
    let trigger = match &reaction.trigger {
        Trigger::Event(id) => code(&set[*id].meta.subject),
        Trigger::Deadline(name) => code(name),
    };
    let commands = |ids: &[crate::model::CommandId]| {
        ids.iter().map(|id| code(&set[*id].meta.subject)).collect::<Vec<_>>().join(", ")
    };
    let mut does = Vec::new();
    if !reaction.sends.is_empty() {
        does.push(format!("sends {}", commands(&reaction.sends)));
    }
    if !reaction.undo.is_empty() {
        does.push(format!("undone by {}", commands(&reaction.undo)));
    }
    if let Some(deadline) = &reaction.deadline {
        does.push(format!("after {} without an answer {}", code(&deadline.after), code(&deadline.then)));
    }
    if let Some(by) = &reaction.by {
        does.push(format!("by {}", code(by)));
    }
    (format!("on {trigger}"), does.join(", "))
}

fn field_facts(set: &SchemaSet, fields: &[Field]) -> Facts {
    fields.iter().map(|field| (code(&field.wire_name), spelled::field(set, field))).collect()
}

fn body_facts(set: &SchemaSet, body: &Body) -> Facts {
    let mut facts = field_facts(set, &body.fields);
    if body.none == NoneForm::Null {
        facts.push(("none is written as `null`".to_owned(), String::new()));
    }
    if let Some(tag) = &body.tag {
        facts.push((format!("the key {} holds", code(&tag.key)), code(&tag.value)));
    }
    for reserved in &body.reserved {
        facts.push((format!("{} is reserved", code(reserved)), String::new()));
    }
    facts
}

fn variants(set: &SchemaSet, body: &UnionBody) -> Facts {
    let fields = |fields: &[Field]| {
        let mut fields = field_facts(set, fields);
        fields.sort();
        fields.into_iter().map(fact).collect::<Vec<_>>().join("; ")
    };
    body.variants.iter().map(|variant| (code(&variant.name), fields(&variant.fields))).collect()
}
