//! Pages of the kinds that have no versions of fields: unions, enums, scalars, views, rejections, processes.

use std::collections::HashSet;

use super::diagram::Diagram;
use super::page::Page;
use super::relations::listed;
use crate::model::{
    Definition, EnumId, Named, ProcessId, RejectionId, ScalarId, Trigger, Type, UnionId, ViewId, ViewValue,
};
use crate::sample::Sampler;

impl<'s> Page<'_, 's> {
    pub(super) fn union(&mut self, id: UnionId, sampler: &mut Sampler<'s>) {
        let site = self.site;
        let union = &site.set[id];
        self.body.raw("<dl class=\"summary\">");
        self.version_facts(Definition::Union(id));
        self.fact("In JSON", |page| {
            page.body.raw("the key ").code(&union.tag).raw(" names the variant");
            if let Some(content) = &union.content {
                page.body.raw(", ").code(content).raw(" holds its fields");
            }
            page.body.raw(if union.open { "; a variant that is not known is kept as it is" } else { "" });
        });
        self.source_facts(&union.meta);
        self.body.raw("</dl>\n");
        let (first, current) = (union.versions.first(), union.versions.current());
        for (version, body) in union.versions.iter().rev() {
            let title = match (first == current, version == current) {
                (true, _) => "Variants".to_owned(),
                (false, true) => format!("Version {version}, current"),
                (false, false) => format!("Version {version}"),
            };
            self.section(&format!("v{version}"), &title);
            if let Some(note) = &body.note {
                self.body.raw("<div class=\"note\">");
                self.doc_line(Some(note));
                self.body.raw("</div>");
            }
            let mut ids = Ids::default();
            for (index, variant) in body.variants.iter().enumerate() {
                let place = ids.of(&format!("v{version}."), &variant.name, index);
                self.body.open("h3", &[("id", &place)]).open("a", &[("class", "self"), ("href", &format!("#{place}"))]);
                self.body.code(&variant.name).raw("</a></h3>");
                self.fields(&place, &variant.fields, &[]);
            }
            if body.variants.is_empty() {
                self.body.raw("<p class=\"none\">No variants.</p>");
            }
            self.reserved(&body.reserved);
            if let Some(before) = version.checked_sub(1).and_then(|before| union.versions.at(before)) {
                let step = site.compiled.plans.unions.get(&(id.index(), version));
                self.body.open("h3", &[("id", &format!("to-v{version}"))]).raw("How v").number(version - 1);
                self.body.raw(" is read as v").number(version).raw("</h3>");
                self.union_step(version, &before.variants, &body.variants, step);
            }
        }
        let _ = sampler;
        self.uses(union.versions.iter().map(|(version, _)| Named::Union(id, version)));
    }

    pub(super) fn enumeration(&mut self, id: EnumId) {
        let definition = &self.site.set[id];
        self.body.raw("<dl class=\"summary\">");
        self.fact("Values", |page| {
            page.body.number(definition.values.len() as u64);
            page.body.raw(if definition.open { "; any other text is kept as it is" } else { ", and no others" });
        });
        self.source_facts(&definition.meta);
        self.body.raw("</dl>\n");
        self.section("values", "Values");
        if definition.values.is_empty() {
            self.body.raw("<p class=\"none\">None is known.</p>");
        } else {
            self.body.raw("<div class=\"wide\"><table class=\"fields\"><thead><tr><th scope=\"col\">Value</th><th scope=\"col\">What it is</th></tr></thead><tbody>\n");
            let mut ids = Ids::default();
            for (index, value) in definition.values.iter().enumerate() {
                let place = ids.of("value.", &value.name, index);
                self.body.open("tr", &[("id", &place)]).raw("<th scope=\"row\">");
                self.body
                    .open("a", &[("class", "field"), ("href", &format!("#{place}"))])
                    .code(&value.wire)
                    .raw("</a>");
                if value.deprecated.is_some() {
                    self.body.raw("<span class=\"badge deprecated\">deprecated</span>");
                }
                self.body.raw("</th><td>");
                if value.doc.is_some() {
                    self.body.raw("<div class=\"about\">");
                    self.doc_line(value.doc.as_deref());
                    self.body.raw("</div>");
                }
                if value.deprecated.is_some() || !value.aliases.is_empty() || value.name != value.wire {
                    self.body.raw("<ul class=\"facts\">");
                    if let Some(reason) = &value.deprecated {
                        self.body.raw("<li>deprecated: ").text(reason).raw("</li>");
                    }
                    if value.name != value.wire {
                        self.body.raw("<li>in the schema ").code(&value.name).raw("</li>");
                    }
                    for alias in &value.aliases {
                        self.body.raw("<li>also read as ").code(alias).raw("</li>");
                    }
                    self.body.raw("</ul>");
                }
                self.body.raw("</td></tr>\n");
            }
            self.body.raw("</tbody></table></div>\n");
        }
        self.uses([Named::Enum(id)]);
    }

    pub(super) fn scalar(&mut self, id: ScalarId, sampler: &mut Sampler<'s>) {
        let scalar = &self.site.set[id];
        self.body.raw("<dl class=\"summary\">");
        self.fact("Type", |page| page.ty(&scalar.inner));
        if let Some(unit) = &scalar.unit {
            self.fact("Unit", |page| {
                page.body.text(unit);
            });
        }
        if !scalar.constraints.is_empty() {
            self.fact("Holds", |page| page.constraints(&scalar.constraints));
        }
        self.source_facts(&scalar.meta);
        self.body.raw("</dl>\n");
        if let Type::Builtin(_) | Type::Named(_) = &scalar.inner {
            self.value_of(sampler, &scalar.inner, &scalar.constraints);
        }
        self.uses([Named::Scalar(id)]);
    }

    pub(super) fn view(&mut self, id: ViewId, sampler: &mut Sampler<'s>) {
        let site = self.site;
        let view = &site.set[id];
        let queries = listed(&site.relations.asked_by, &id);
        self.body.raw("<dl class=\"summary\">");
        self.fact("One for each", |page| page.ty(&view.key));
        self.fact("Holds", |page| match &view.value {
            ViewValue::Type(ty) => page.ty(ty),
            ViewValue::Fields(fields) => {
                page.body.number(fields.len() as u64).raw(if fields.len() == 1 { " field" } else { " fields" });
            }
        });
        self.fact("Kept up to date by", |page| {
            page.link_definitions(view.from.iter().map(|id| Definition::Event(*id)));
        });
        if !queries.is_empty() {
            self.fact("Asked for by", |page| {
                page.link_definitions(queries.iter().map(|id| Definition::Query(*id)));
            });
        }
        self.source_facts(&view.meta);
        self.body.raw("</dl>\n");
        let mut diagram = Diagram::default();
        let here = self.node(&mut diagram, 1, Definition::View(id));
        for event in &view.from {
            let event = self.node(&mut diagram, 0, Definition::Event(*event));
            diagram.arrow(event, here, false);
        }
        for query in queries {
            let query = self.node(&mut diagram, 2, Definition::Query(*query));
            diagram.arrow(here, query, false);
        }
        self.draw(&diagram, "The events that keep the view up to date, and who asks for it.", "");
        self.section("value", "What it holds");
        match &view.value {
            ViewValue::Fields(fields) => self.fields("value", fields, &[]),
            ViewValue::Type(ty) => {
                self.body.raw("<p>");
                self.ty(ty);
                self.body.raw("</p>");
            }
        }
        self.held(sampler, &view.value);
    }

    pub(super) fn rejection(&mut self, id: RejectionId) {
        let site = self.site;
        let rejection = &site.set[id];
        let commands = listed(&site.relations.refused, &id);
        self.body.raw("<dl class=\"summary\">");
        self.fact("Message", |page| {
            page.body.element("q", "", &rejection.message);
        });
        self.fact("Refuses", |page| {
            page.link_definitions(commands.iter().map(|id| Definition::Command(*id)));
            if commands.is_empty() {
                page.body.raw("no command of these schemas");
            }
        });
        self.source_facts(&rejection.meta);
        self.body.raw("</dl>\n");
        self.section("fields", "Fields");
        self.fields("field", &rejection.fields, &[]);
    }

    pub(super) fn process(&mut self, id: ProcessId) {
        let site = self.site;
        let process = &site.set[id];
        self.body.raw("<dl class=\"summary\">");
        self.fact("One for each", |page| page.ty(&process.key));
        if let Some(owner) = &site.set[process.meta.module].owner {
            self.fact("Owner", |page| {
                let href = page.to("index.html#services");
                page.body.link(&href, owner);
            });
        }
        self.source_facts(&process.meta);
        self.body.raw("</dl>\n");
        self.process_flow(id);
        self.section("reactions", "Reactions");
        self.body.raw("<div class=\"wide\"><table class=\"fields reactions\"><thead><tr><th scope=\"col\">When</th><th scope=\"col\">It sends</th><th scope=\"col\">To undo it</th><th scope=\"col\">Without an answer</th></tr></thead><tbody>\n");
        for (index, reaction) in process.reacts.iter().enumerate() {
            self.body.open("tr", &[("id", &format!("reaction-{}", index + 1))]).raw("<th scope=\"row\">");
            match &reaction.trigger {
                Trigger::Event(event) => self.link_definition(Definition::Event(*event)),
                Trigger::Deadline(name) => {
                    self.body.raw("the deadline ").code(name);
                }
            }
            if let Some(by) = &reaction.by {
                self.body.raw("<div class=\"by\">found by ").code(by).raw("</div>");
            }
            for commands in [&reaction.sends, &reaction.undo] {
                self.body.raw(if std::ptr::eq(commands, &reaction.sends) { "</th><td>" } else { "</td><td>" });
                if commands.is_empty() {
                    self.body.raw("<span class=\"none\">nothing</span>");
                }
                self.link_definitions(commands.iter().map(|id| Definition::Command(*id)));
            }
            self.body.raw("</td><td>");
            match &reaction.deadline {
                Some(deadline) => {
                    self.body.raw("after ").code(&deadline.after).raw(" ").code(&deadline.then);
                }
                None => {
                    self.body.raw("<span class=\"none\">no deadline</span>");
                }
            }
            self.body.raw("</td></tr>\n");
        }
        self.body.raw("</tbody></table></div>\n");
        self.section("state", "What it remembers");
        self.fields("state", &process.state, &[]);
    }

    fn process_flow(&mut self, id: ProcessId) {
        let process = &self.site.set[id];
        let mut diagram = Diagram::default();
        let here = self.node(&mut diagram, 1, Definition::Process(id));
        for reaction in &process.reacts {
            if let Trigger::Event(event) = &reaction.trigger {
                let event = self.node(&mut diagram, 0, Definition::Event(*event));
                diagram.arrow(event, here, false);
            }
        }
        for command in process.reacts.iter().flat_map(|reaction| &reaction.sends) {
            let command = self.node(&mut diagram, 2, Definition::Command(*command));
            diagram.arrow(here, command, false);
        }
        for command in process.reacts.iter().flat_map(|reaction| &reaction.undo) {
            let command = self.node(&mut diagram, 2, Definition::Command(*command));
            diagram.arrow(here, command, true);
        }
        self.draw(&diagram, "What the process reacts to, and what it sends.", "Dashed: what it only sends to undo.");
    }
}

/// Ids for things whose names may be any text: the name where it is a word, otherwise a number.
#[derive(Debug, Default)]
struct Ids {
    taken: HashSet<String>,
}

impl Ids {
    fn of(&mut self, start: &str, name: &str, index: usize) -> String {
        let is_word = !name.is_empty()
            && name.len() <= 60
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let named = format!("{start}{name}");
        if is_word && self.taken.insert(named.clone()) {
            return named;
        }
        // Words have no `:`.
        let numbered = format!("{start}:{}", index + 1);
        self.taken.insert(numbered.clone());
        numbered
    }
}
