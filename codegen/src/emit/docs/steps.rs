//! How a version became the next: both side by side, field by field, in words of the plan that readers follow.

use std::collections::HashSet;

use super::json;
use super::page::Page;
use crate::model::{Field, FunctionPath, Variant};
use crate::plan::{FieldStep, Step, StepKind, UnionStep, UnionStepKind, WhenNone};

/// What became of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Change {
    Same,
    Changed,
    Added,
    Removed,
}

impl Change {
    fn class(self) -> &'static str {
        match self {
            Change::Same => "same",
            Change::Changed => "changed",
            Change::Added => "added",
            Change::Removed => "removed",
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Change::Same => "",
            Change::Changed => "~",
            Change::Added => "+",
            Change::Removed => "−",
        }
    }
}

/// What is said, word by word.
#[derive(Debug)]
enum Word {
    Plain(&'static str),
    Code(String),
}

impl Page<'_, '_> {
    /// The step between two bodies, as a table that has the older fields on the left.
    pub(super) fn step(&mut self, version: u32, old: &[Field], new: &[Field], step: Option<&Step>) {
        match step.map(|step| &step.kind) {
            Some(StepKind::Function(function)) => {
                self.whole_step(function);
                self.beside(version, old, new, None);
            }
            Some(StepKind::Fields(steps)) => self.beside(version, old, new, Some(steps)),
            None => {
                self.body.raw("<p class=\"none\">No step leads here: the older data became other events.</p>");
            }
        }
    }

    fn whole_step(&mut self, function: &FunctionPath) {
        self.body.raw("<p>The whole step is the function ").code(&function.path);
        self.body.raw(if function.fallible { ", which may refuse.</p>" } else { ".</p>" });
    }

    fn beside(&mut self, version: u32, old: &[Field], new: &[Field], steps: Option<&[FieldStep]>) {
        self.body.raw("<div class=\"wide\"><table class=\"step\"><thead><tr><th class=\"sign\"><span class=\"hidden\">Change</span></th><th scope=\"col\">");
        self.body.text(&format!("v{}", version - 1)).raw("</th><th scope=\"col\">").text(&format!("v{version}"));
        self.body.raw("</th><th scope=\"col\">How it is read</th></tr></thead><tbody>\n");
        let mut used = HashSet::new();
        for (index, field) in new.iter().enumerate() {
            let step = steps.and_then(|steps| steps.get(index));
            if let Some(step) = step {
                sources(step, &mut used);
            }
            self.newer(old, field, step);
        }
        for (index, field) in old.iter().enumerate() {
            let is_gone = match steps {
                Some(_) => !used.contains(&index),
                None => !new.iter().any(|other| other.name == field.name),
            };
            if is_gone {
                self.row(Change::Removed, Some(field), None);
                self.body.raw("not carried over</td></tr>\n");
            }
        }
        self.body.raw("</tbody></table></div>\n");
    }

    /// The row of a field of the newer version.
    fn newer(&mut self, old: &[Field], field: &Field, step: Option<&FieldStep>) {
        match step {
            None => {
                let before = old.iter().find(|other| other.name == field.name);
                self.row(if before.is_some() { Change::Changed } else { Change::Added }, before, Some(field));
                self.body.raw("by the function");
            }
            Some(FieldStep::Function(function)) => {
                let before = old.iter().find(|other| other.name == field.name);
                self.row(if before.is_some() { Change::Changed } else { Change::Added }, before, Some(field));
                self.body.raw("by function ").code(&function.path);
                self.body.raw(if function.fallible { ", which may refuse" } else { "" });
            }
            Some(FieldStep::Value(value)) => {
                self.row(Change::Added, None, Some(field));
                self.body.raw("filled with ");
                json::inline(&mut self.body, value);
            }
            Some(FieldStep::None) => {
                self.row(Change::Added, None, Some(field));
                self.body.raw("older data has none");
            }
            Some(FieldStep::Gather { fields, .. }) => {
                let mut used = HashSet::new();
                fields.iter().for_each(|step| sources(step, &mut used));
                let mut indices: Vec<usize> = used.into_iter().collect();
                indices.sort_unstable();
                self.row(Change::Added, None, Some(field));
                self.body.raw("gathered from ");
                self.names(indices.iter().filter_map(|index| old.get(*index)));
            }
            Some(FieldStep::Move { path, when_none, .. }) => self.moved(old, field, path, when_none),
        }
        self.body.raw("</td></tr>\n");
    }

    fn moved(&mut self, old: &[Field], field: &Field, path: &[usize], when_none: &WhenNone) {
        let before = path.first().and_then(|index| old.get(*index));
        let Some(source) = before else { return };
        let set = self.site.set;
        let mut said: Vec<Vec<Word>> = Vec::new();
        let is_whole = path.len() == 1;
        if !is_whole {
            said.push(vec![Word::Plain("taken out of "), Word::Code(source.name.clone())]);
        } else if source.name != field.name {
            said.push(vec![Word::Plain("renamed from "), Word::Code(source.name.clone())]);
        }
        let (was, is) = (set.spelled(&source.ty), set.spelled(&field.ty));
        if is_whole && was != is {
            said.push(vec![Word::Code(was), Word::Plain(" becomes "), Word::Code(is)]);
        }
        if is_whole && source.wire_name != field.wire_name && source.name == field.name {
            let (was, is) = (source.wire_name.clone(), field.wire_name.clone());
            said.push(vec![Word::Plain("in JSON "), Word::Code(was), Word::Plain(" became "), Word::Code(is)]);
        }
        if is_whole && source.constraints != field.constraints {
            said.push(vec![Word::Plain("other constraints")]);
        }
        if is_whole && source.default != field.default {
            said.push(vec![Word::Plain("another default")]);
        }
        for (from, to) in &field.map {
            said.push(vec![Word::Code(from.clone()), Word::Plain(" becomes "), Word::Code(to.clone())]);
        }
        let filled = match when_none {
            WhenNone::Keep => None,
            WhenNone::Value(value) => Some(value),
        };
        let is_same = said.is_empty() && filled.is_none();
        self.row(if is_same { Change::Same } else { Change::Changed }, before, Some(field));
        if is_same {
            self.body.raw("as it is");
        }
        for (index, words) in said.iter().enumerate() {
            self.body.raw(if index > 0 { ", " } else { "" });
            for word in words {
                match word {
                    Word::Plain(text) => self.body.raw(text),
                    Word::Code(text) => self.body.code(text),
                };
            }
        }
        if let Some(value) = filled {
            self.body.raw(if said.is_empty() { "" } else { ", " }).raw("where there was none ");
            json::inline(&mut self.body, value);
        }
    }

    /// The start of a row, up to the words.
    fn row(&mut self, change: Change, old: Option<&Field>, new: Option<&Field>) {
        self.body.open("tr", &[("class", change.class())]).raw("<td class=\"sign\">").raw(change.sign());
        if change != Change::Same {
            self.body.raw("<span class=\"hidden\">").raw(change.class()).raw("</span>");
        }
        self.body.raw("</td>");
        for field in [old, new] {
            self.body.raw("<td>");
            if let Some(field) = field {
                self.body.code(&field.name).raw(" ");
                self.ty(&field.ty);
            }
            self.body.raw("</td>");
        }
        self.body.raw("<td>");
    }

    fn names<'f>(&mut self, fields: impl Iterator<Item = &'f Field>) {
        for (index, field) in fields.enumerate() {
            self.body.raw(if index > 0 { ", " } else { "" }).code(&field.name);
        }
    }

    /// The step between two bodies of a union, variant by variant.
    pub(super) fn union_step(&mut self, version: u32, old: &[Variant], new: &[Variant], step: Option<&UnionStep>) {
        match step.map(|step| &step.kind) {
            Some(UnionStepKind::Function(function)) => self.whole_step(function),
            Some(UnionStepKind::Variants(steps)) => {
                self.body.raw("<ul class=\"uses\">");
                for step in steps {
                    let (Some(from), Some(to)) = (old.get(step.old), new.get(step.new)) else { continue };
                    self.body.raw("<li>").code(&from.name);
                    if from.name == to.name {
                        self.body.raw(" stays");
                    } else {
                        self.body.raw(" is read as ").code(&to.name);
                    }
                    self.body.raw("</li>");
                }
                for (index, variant) in new.iter().enumerate() {
                    if !steps.iter().any(|step| step.new == index) {
                        self.body.raw("<li>").code(&variant.name).raw(" is new</li>");
                    }
                }
                self.body.raw("</ul>");
                for step in steps {
                    let (Some(from), Some(to)) = (old.get(step.old), new.get(step.new)) else { continue };
                    if from.fields.is_empty() && to.fields.is_empty() {
                        continue;
                    }
                    self.body.raw("<h4>").code(&to.name).raw("</h4>");
                    self.beside(version, &from.fields, &to.fields, Some(&step.fields));
                }
            }
            None => {}
        }
    }
}

/// The fields of the older version that a step reads.
fn sources(step: &FieldStep, used: &mut HashSet<usize>) {
    match step {
        FieldStep::Move { path, .. } => used.extend(path.first()),
        FieldStep::Gather { fields, .. } => fields.iter().for_each(|step| sources(step, used)),
        FieldStep::Function(_) | FieldStep::Value(_) | FieldStep::None => {}
    }
}
