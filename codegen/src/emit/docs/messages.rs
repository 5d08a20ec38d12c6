//! Pages of what is sent and recorded: events, commands, queries, and records, whose versions are shown alike. The
//! current version comes first, then each older one after the step that leads away from it.

use super::diagram::Diagram;
use super::facts::name;
use super::page::Page;
use super::relations::listed;
use super::since;
use crate::model::{
    Body, CommandId, Definition, EventId, Named, QueryId, RecordId, Returns, Trigger, Versions, ViewCount,
};
use crate::plan::Step;
use crate::sample::Sampler;

impl<'s> Page<'_, 's> {
    pub(super) fn event(&mut self, id: EventId, sampler: &mut Sampler<'s>) {
        let site = self.site;
        let event = &site.set[id];
        let relations = &site.relations;
        let (commands, came) = (listed(&relations.emitted_by, &id), listed(&relations.came_from, &id));
        let (views, processes) = (listed(&relations.shown_in, &id), listed(&relations.reacted_to, &id));
        self.body.raw("<dl class=\"summary\">");
        self.message_facts(Definition::Event(id), &event.wire, site.reads_as.event(id));
        self.fact("Written by", |page| {
            page.link_definitions(commands.iter().map(|id| Definition::Command(*id)));
            if !came.is_empty() {
                page.body.raw(if commands.is_empty() { "older " } else { "; and older " });
                page.link_definitions(came.iter().map(|id| Definition::Event(*id)));
                page.body.raw(" becomes it");
            }
            if commands.is_empty() && came.is_empty() {
                page.body.raw("no command of these schemas");
            }
        });
        self.fact("Read by", |page| {
            page.link_definitions(
                views.iter().map(|id| Definition::View(*id)).chain(processes.iter().map(|id| Definition::Process(*id))),
            );
            if views.is_empty() && processes.is_empty() {
                page.body.raw("no view and no process of these schemas");
            }
        });
        let own = site.application_index(event.meta.module);
        let readers = views.iter().map(|id| site.set[*id].meta.module);
        let readers = readers.chain(processes.iter().map(|id| site.set[*id].meta.module));
        let mut others: Vec<usize> =
            readers.map(|module| site.application_index(module)).filter(|index| *index != own).collect();
        others.sort_unstable();
        others.dedup();
        if !others.is_empty() {
            self.fact("In other services", |page| {
                for (index, other) in others.iter().enumerate() {
                    page.body.raw(if index > 0 { ", " } else { "" }).text(&site.applications[*other].name);
                }
            });
        }
        self.source_facts(&event.meta);
        self.body.raw("</dl>\n");
        self.becomes(id);
        self.event_flow(id);
        let plans = &site.compiled.plans.events;
        self.bodies(Definition::Event(id), &event.versions, |version| plans.get(&(id.index(), version)), sampler);
    }

    fn becomes(&mut self, id: EventId) {
        let Some(becomes) = &self.site.set[id].becomes else { return };
        self.body.raw("<div class=\"warning\"><strong>Stored data up to v").number(becomes.up_to).raw("</strong> ");
        if becomes.into.is_empty() {
            self.body.raw("is dropped when it is read.");
        } else {
            self.body.raw("is read as ");
            self.link_definitions(becomes.into.iter().map(|id| Definition::Event(*id)));
            if let Some(function) = &becomes.function {
                self.body.raw(", by function ").code(&function.path);
            }
            self.body.raw(".");
        }
        self.body.raw("</div>\n");
    }

    /// What leads to an event, and what it leads to.
    fn event_flow(&mut self, id: EventId) {
        let site = self.site;
        let mut diagram = Diagram::default();
        let here = Definition::Event(id);
        let event = self.node(&mut diagram, 2, here);
        for command in listed(&site.relations.emitted_by, &id) {
            let node = self.node(&mut diagram, 1, Definition::Command(*command));
            diagram.arrow(node, event, false);
            for process in listed(&site.relations.sent_by, command) {
                let process = self.node(&mut diagram, 0, Definition::Process(*process));
                diagram.arrow(process, node, false);
            }
        }
        for other in listed(&site.relations.came_from, &id) {
            let other = self.node(&mut diagram, 1, Definition::Event(*other));
            diagram.arrow(other, event, true);
        }
        for view in listed(&site.relations.shown_in, &id) {
            let node = self.node(&mut diagram, 3, Definition::View(*view));
            diagram.arrow(event, node, false);
            for query in listed(&site.relations.asked_by, view) {
                let query = self.node(&mut diagram, 4, Definition::Query(*query));
                diagram.arrow(node, query, false);
            }
        }
        for process in listed(&site.relations.reacted_to, &id) {
            let node = self.node(&mut diagram, 3, Definition::Process(*process));
            diagram.arrow(event, node, false);
            for reaction in &site.set[*process].reacts {
                if reaction.trigger != Trigger::Event(id) {
                    continue;
                }
                for command in &reaction.sends {
                    let command = self.node(&mut diagram, 4, Definition::Command(*command));
                    diagram.arrow(node, command, false);
                }
                for command in &reaction.undo {
                    let command = self.node(&mut diagram, 4, Definition::Command(*command));
                    diagram.arrow(node, command, true);
                }
            }
        }
        self.draw(
            &diagram,
            "What leads to the event, and what it leads to.",
            "Dashed: what undoes, or was read as something else.",
        );
    }

    /// A box of a definition.
    pub(super) fn node(&self, diagram: &mut Diagram, column: usize, definition: Definition) -> usize {
        diagram.add(column, super::facts::kind(definition), self.shown(definition), &self.definition(definition))
    }

    /// The drawing, if there is anything to draw and not too much; `dashed` says what dashed arrows are.
    pub(super) fn draw(&mut self, diagram: &Diagram, caption: &'static str, dashed: &'static str) {
        if diagram.has_arrows() && diagram.len() <= super::diagram::MOST {
            diagram.print(&mut self.body, caption, dashed);
        }
    }

    pub(super) fn command(&mut self, id: CommandId, sampler: &mut Sampler<'s>) {
        let site = self.site;
        let command = &site.set[id];
        let senders = listed(&site.relations.sent_by, &id);
        self.body.raw("<dl class=\"summary\">");
        self.message_facts(Definition::Command(id), &command.wire, site.reads_as.command(id));
        self.fact("Leads to", |page| {
            page.link_definitions(command.emits.iter().map(|id| Definition::Event(*id)));
            if command.emits.is_empty() {
                page.body.raw("no event of these schemas");
            }
        });
        if !command.rejects.is_empty() {
            self.fact("Or is refused", |page| {
                page.link_definitions(command.rejects.iter().map(|id| Definition::Rejection(*id)));
            });
        }
        if !senders.is_empty() {
            self.fact("Sent by", |page| {
                page.link_definitions(senders.iter().map(|id| Definition::Process(*id)));
            });
        }
        self.source_facts(&command.meta);
        self.body.raw("</dl>\n");
        let mut diagram = Diagram::default();
        let here = self.node(&mut diagram, 1, Definition::Command(id));
        for process in senders {
            let process = self.node(&mut diagram, 0, Definition::Process(*process));
            diagram.arrow(process, here, false);
        }
        for event in &command.emits {
            let node = self.node(&mut diagram, 2, Definition::Event(*event));
            diagram.arrow(here, node, false);
            let views = listed(&site.relations.shown_in, event).iter().map(|id| Definition::View(*id));
            let processes = listed(&site.relations.reacted_to, event).iter().map(|id| Definition::Process(*id));
            for reader in views.chain(processes) {
                let reader = self.node(&mut diagram, 3, reader);
                diagram.arrow(node, reader, false);
            }
        }
        for why in &command.rejects {
            let why = self.node(&mut diagram, 2, Definition::Rejection(*why));
            diagram.arrow(here, why, true);
        }
        self.draw(&diagram, "What the command leads to.", "Dashed: how it is refused.");
        let plans = &site.compiled.plans.commands;
        self.bodies(Definition::Command(id), &command.versions, |version| plans.get(&(id.index(), version)), sampler);
    }

    pub(super) fn query(&mut self, id: QueryId, sampler: &mut Sampler<'s>) {
        let site = self.site;
        let query = &site.set[id];
        self.body.raw("<dl class=\"summary\">");
        self.message_facts(Definition::Query(id), &query.wire, site.reads_as.query(id));
        self.fact("Answers", |page| page.returns(&query.returns));
        self.source_facts(&query.meta);
        self.body.raw("</dl>\n");
        self.section("answer", "Answer");
        self.body.raw("<p>");
        self.returns(&query.returns);
        self.body.raw("</p>");
        self.returned(sampler, &query.returns);
        let plans = &site.compiled.plans.queries;
        self.bodies(Definition::Query(id), &query.versions, |version| plans.get(&(id.index(), version)), sampler);
    }

    /// What a query answers, in one line.
    fn returns(&mut self, returns: &Returns) {
        match returns {
            Returns::Type(ty) => self.ty(ty),
            Returns::View { view, count } => {
                let definition = Definition::View(*view);
                match count {
                    ViewCount::One => self.link_definition(definition),
                    ViewCount::Optional => {
                        self.link_definition(definition);
                        self.body.raw(", or nothing");
                    }
                    ViewCount::List => {
                        self.body.raw("a list of ");
                        self.link_definition(definition);
                    }
                }
            }
        }
    }

    pub(super) fn record(&mut self, id: RecordId, sampler: &mut Sampler<'s>) {
        let site = self.site;
        let record = &site.set[id];
        self.body.raw("<dl class=\"summary\">");
        self.version_facts(Definition::Record(id));
        self.source_facts(&record.meta);
        self.body.raw("</dl>\n");
        let plans = &site.compiled.plans.records;
        self.bodies(Definition::Record(id), &record.versions, |version| plans.get(&(id.index(), version)), sampler);
        self.uses(record.versions.iter().map(|(version, _)| Named::Record(id, version)));
    }

    /// All versions, the current one first.
    fn bodies<'p>(
        &mut self,
        definition: Definition,
        versions: &'s Versions<Body>,
        step: impl Fn(u32) -> Option<&'p Step>,
        sampler: &mut Sampler<'s>,
    ) {
        let (first, current) = (versions.first(), versions.current());
        let since = since::told(versions, &step);
        for ((version, body), since) in versions.iter().zip(since).rev() {
            let title = if first == current {
                "Fields".to_owned()
            } else if version == current {
                format!("Version {version}, current")
            } else {
                format!("Version {version}")
            };
            self.section(&format!("v{version}"), &title);
            if let Some(note) = &body.note {
                self.body.raw("<div class=\"note\">");
                self.doc_line(Some(note));
                self.body.raw("</div>");
            }
            if let Some(tag) = &body.tag {
                self.body.raw("<p class=\"tag\">The key ").code(&tag.key).raw(" holds ").code(&tag.value).raw(".</p>");
            }
            self.fields(&format!("v{version}"), &body.fields, &since);
            self.reserved(&body.reserved);
            self.payloads(sampler, definition, body, (version, current));
            let before = version.checked_sub(1).and_then(|before| versions.at(before));
            if let Some(before) = before {
                let id = format!("to-v{version}");
                let of = name(self.site.set, definition);
                self.body.open("h3", &[("id", &id)]).raw("How v").number(version - 1).raw(" of ").text(of);
                self.body.raw(" is read as v").number(version).raw("</h3>");
                self.step(version, &before.fields, &body.fields, step(version));
            }
        }
    }

    /// Names that must not come back.
    pub(super) fn reserved(&mut self, names: &[String]) {
        if names.is_empty() {
            return;
        }
        self.body.raw("<p class=\"reserved\">Reserved, never to be used again: ");
        for (index, name) in names.iter().enumerate() {
            self.body.raw(if index > 0 { ", " } else { "" }).code(name);
        }
        self.body.raw(".</p>");
    }
}
