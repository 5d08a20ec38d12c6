//! Pages of what definitions belong to: aggregates, contexts, and the whole catalogue.

use std::collections::BTreeMap;

use super::diagram::{Diagram, MOST};
use super::facts::is_personal;
use super::page::{Page, heading};
use super::relations::listed;
use super::site::Site;
use crate::emit::OutputFile;
use crate::model::{Definition, ModuleId, Trigger};

/// The page of an aggregate.
pub(super) fn aggregate(site: &Site<'_>, id: ModuleId) -> Option<OutputFile> {
    let module = &site.set[id];
    let (aggregate, path) = (module.aggregate.as_ref()?, site.aggregate_path(id)?);
    let mut page = Page::new(site, path, aggregate.name.clone());
    page.module = Some(id);
    page.trail(module, id.index());
    page.body.raw("<p class=\"kind aggregate\">aggregate</p><h1>").text(&aggregate.name).raw("</h1>");
    page.doc(module.doc.as_deref());
    page.body.raw("<dl class=\"summary\">");
    page.fact("Stream", |page| {
        page.body.code(&format!("{}/…", aggregate.stream)).raw(", one for each ");
        page.ty(&aggregate.key);
    });
    if let Some(owner) = &module.owner {
        page.fact("Owner", |page| {
            let href = page.to("index.html#services");
            page.body.link(&href, owner).raw(", which alone writes here");
        });
    }
    page.fact("Schema", |page| {
        page.body.code(&site.sources.file(module.file).path);
    });
    page.body.raw("</dl>\n");
    page.flow(&module.definitions);
    page.groups(site.by_kind(id));
    Some(page.finish())
}

/// The pages of a context: its definitions, file by file, some hundreds a page.
pub(super) fn context(site: &Site<'_>, index: usize) -> Vec<OutputFile> {
    let context = &site.contexts[index];
    let all: Vec<(ModuleId, Definition)> = context
        .modules
        .iter()
        .flat_map(|module| site.by_kind(*module).iter().map(|definition| (*module, *definition)))
        .collect();
    let pages: Vec<&[(ModuleId, Definition)]> = if all.is_empty() { vec![&[]] } else { all.chunks(ROWS).collect() };
    let count = pages.len();
    let path = |number: usize| match number {
        0 => context.path(),
        _ => format!("{}/page-{}.html", context.folder, number + 1),
    };
    let made = pages.into_iter().enumerate().map(|(number, rows)| {
        let mut page = Page::new(site, path(number), context.title());
        page.module = context.modules.first().copied();
        let first = page.to("index.html");
        page.body
            .raw("<nav class=\"trail\" aria-label=\"Where this is\"><ol><li>")
            .link(&first, "Catalogue")
            .raw("</li></ol></nav>\n");
        page.body.raw("<p class=\"kind context\">context</p><h1>").text(context.title()).raw("</h1>");
        if number == 0 && context.modules.len() == 1 {
            page.doc(site.set[context.modules[0]].doc.as_deref());
        }
        let mut at = 0;
        while let Some((module, _)) = rows.get(at) {
            let end = at + rows[at..].iter().take_while(|(other, _)| other == module).count();
            page.file(*module, context.modules.len() > 1);
            let definitions: Vec<Definition> = rows[at..end].iter().map(|(_, definition)| *definition).collect();
            page.groups_of(&definitions, module.index());
            at = end;
        }
        if count > 1 {
            page.pager(number, count, &path);
        }
        page.finish()
    });
    made.collect()
}

/// Definitions on one page of a list.
const ROWS: usize = 400;

impl Page<'_, '_> {
    /// The heading of a file's definitions.
    fn file(&mut self, id: ModuleId, with_doc: bool) {
        let site = self.site;
        let module = &site.set[id];
        let anchor = format!("file-{}", id.index() + 1);
        match (&module.aggregate, site.aggregate_path(id)) {
            (Some(aggregate), Some(path)) => {
                let path = self.to(path);
                self.contents.push((anchor.clone(), aggregate.name.clone()));
                self.body.open("h2", &[("id", &anchor)]).open("a", &[("href", &path)]).text(&aggregate.name);
                self.body.raw("</a></h2>");
            }
            _ => {
                let path = &site.sources.file(module.file).path;
                self.section(&anchor, path);
            }
        }
        if with_doc {
            self.doc(module.doc.as_deref());
        }
        if let Some(owner) = &module.owner {
            self.body.raw("<p class=\"owner\">Owned by ").text(owner).raw("</p>");
        }
    }

    /// Lists of definitions, kind by kind, each under a heading.
    fn groups(&mut self, definitions: &[Definition]) {
        for group in definitions.chunk_by(|left, right| heading(*left) == heading(*right)) {
            let title = heading(group[0]);
            self.section(&title.to_lowercase(), title);
            self.body.raw("<ul class=\"list\">");
            group.iter().for_each(|definition| self.entry(*definition));
            self.body.raw("</ul>\n");
        }
    }

    /// The same below a heading, without anchors.
    fn groups_of(&mut self, definitions: &[Definition], _module: usize) {
        for group in definitions.chunk_by(|left, right| heading(*left) == heading(*right)) {
            self.body.raw("<h3>").raw(heading(group[0])).raw("</h3><ul class=\"list\">");
            group.iter().for_each(|definition| self.entry(*definition));
            self.body.raw("</ul>\n");
        }
    }

    /// The way between the pages of a long list.
    pub(super) fn pager(&mut self, number: usize, count: usize, path: &dyn Fn(usize) -> String) {
        self.body.raw("<nav class=\"pager\" aria-label=\"Pages\"><ul>");
        if number > 0 {
            let href = self.to(&path(number - 1));
            self.body.raw("<li>").open("a", &[("rel", "prev"), ("href", &href)]).raw("Previous</a></li>");
        }
        self.body.raw("<li>").text(&format!("Page {} of {count}", number + 1)).raw("</li>");
        if number + 1 < count {
            let href = self.to(&path(number + 1));
            self.body.raw("<li>").open("a", &[("rel", "next"), ("href", &href)]).raw("Next</a></li>");
        }
        self.body.raw("</ul></nav>\n");
    }

    /// From commands to events, views and processes, and on to what those send.
    fn flow(&mut self, definitions: &[Definition]) {
        let site = self.site;
        let mut diagram = Diagram::default();
        for definition in definitions {
            if let Definition::Command(id) = definition {
                let command = self.node(&mut diagram, 0, *definition);
                for event in &site.set[*id].emits {
                    let event = self.node(&mut diagram, 1, Definition::Event(*event));
                    diagram.arrow(command, event, false);
                }
            }
            if diagram.len() > MOST {
                return;
            }
        }
        for definition in definitions {
            let Definition::Event(id) = definition else { continue };
            let event = self.node(&mut diagram, 1, *definition);
            for view in listed(&site.relations.shown_in, id) {
                let view = self.node(&mut diagram, 2, Definition::View(*view));
                diagram.arrow(event, view, false);
            }
            for process in listed(&site.relations.reacted_to, id) {
                let node = self.node(&mut diagram, 2, Definition::Process(*process));
                diagram.arrow(event, node, false);
                for reaction in &site.set[*process].reacts {
                    if reaction.trigger == Trigger::Event(*id) {
                        for command in &reaction.sends {
                            let command = self.node(&mut diagram, 3, Definition::Command(*command));
                            diagram.arrow(node, command, false);
                        }
                    }
                }
            }
            if diagram.len() > MOST {
                return;
            }
        }
        self.draw(&diagram, "From commands to events, and to what reads them.", "");
    }
}

/// Messages between two services.
type Traffic = BTreeMap<(usize, usize), Vec<Definition>>;

/// The first page.
pub(super) fn overview(site: &Site<'_>) -> OutputFile {
    let mut page = Page::new(site, "index.html", "Overview");
    page.body.raw("<h1>Catalogue</h1><p class=\"lead\">Every event, command and query of these schemas, in every version: what it means, who writes it, who reads it, and what it looks like.</p>");
    counts(&mut page);
    services(&mut page);
    page.section("contexts", "Contexts");
    page.body.raw("<ul class=\"list\">");
    for context in &site.contexts {
        let path = page.to(&context.path());
        page.body
            .raw("<li>")
            .open("a", &[("class", "name context"), ("href", &path)])
            .text(context.title())
            .raw("</a> <span class=\"says\">");
        let mut kinds: BTreeMap<u8, (&'static str, usize)> = BTreeMap::new();
        for definition in context.modules.iter().flat_map(|module| site.by_kind(*module)) {
            kinds.entry(super::facts::order(*definition)).or_insert((heading(*definition), 0)).1 += 1;
        }
        let said: Vec<String> = kinds.values().map(|(heading, count)| counted(heading, *count)).collect();
        page.body.text(&said.join(", ")).raw("</span></li>\n");
    }
    page.body.raw("</ul>\n");
    page.finish()
}

/// A number with the word for it, as in `1 event`.
fn counted(heading: &str, count: usize) -> String {
    let word = heading.to_lowercase();
    let one = match word.as_str() {
        "queries" => "query",
        "processes" => "process",
        other => other.trim_end_matches('s'),
    };
    if count == 1 { format!("1 {one}") } else { format!("{count} {word}") }
}

fn counts(page: &mut Page<'_, '_>) {
    let site = page.site;
    let set = site.set;
    let aggregates = set.modules.iter().filter(|module| module.aggregate.is_some()).count();
    let versions: usize = set.events.iter().map(|event| event.versions.iter().len()).sum();
    let types = set.records.len() + set.unions.len() + set.enums.len() + set.scalars.len();
    page.body.raw("<ul class=\"counts\">");
    for (count, text, class) in [
        (set.events.len(), "events", "event"),
        (versions, "versions of them", "event"),
        (set.commands.len(), "commands", "command"),
        (set.queries.len(), "queries", "query"),
        (set.views.len(), "views", "view"),
        (set.processes.len(), "processes", "process"),
        (aggregates, "aggregates", "aggregate"),
        (types, "types", "record"),
    ] {
        page.body
            .open("li", &[("class", class)])
            .raw("<strong>")
            .number(count as u64)
            .raw("</strong> ")
            .raw(text)
            .raw("</li>");
    }
    page.body.raw("</ul>\n");
    let personal = site.definitions().filter(|definition| is_personal(site, *definition)).count();
    let (href, deprecated) = (page.to("personal-data.html"), page.to("deprecated.html"));
    page.body.raw("<p class=\"pointers\">").link(&href, "Where personal data is").raw(": ").number(personal as u64);
    page.body.raw(if personal == 1 { " definition holds some." } else { " definitions hold some." }).raw(" ");
    page.body.link(&deprecated, "What is deprecated").raw(".</p>\n");
}

/// Who sends what to whom.
fn services(page: &mut Page<'_, '_>) {
    let site = page.site;
    let traffic = traffic(site);
    page.section("services", "Services");
    let active: Vec<usize> = (0..site.applications.len())
        .filter(|index| site.applications[*index].definitions(site.set).next().is_some())
        .collect();
    let columns = columns(site.applications.len(), &traffic);
    let mut diagram = Diagram::default();
    let mut nodes = BTreeMap::new();
    let connected: Vec<usize> =
        active.iter().copied().filter(|index| traffic.keys().any(|(from, to)| from == index || to == index)).collect();
    if connected.len() <= MOST {
        for index in &connected {
            let href = format!("#service-{}", index + 1);
            nodes.insert(*index, diagram.add(columns[*index], "service", &site.applications[*index].name, &href));
        }
        for (from, to) in traffic.keys() {
            if let (Some(from), Some(to)) = (nodes.get(from), nodes.get(to)) {
                diagram.arrow(*from, *to, false);
            }
        }
        page.draw(&diagram, "Who sends events and commands to whom.", "");
    }
    page.body.raw("<div class=\"wide\"><table class=\"fields services\"><thead><tr><th scope=\"col\">Service</th><th scope=\"col\">Has</th><th scope=\"col\">Sends to others</th></tr></thead><tbody>\n");
    let mut by_sender: BTreeMap<usize, Vec<(usize, &Vec<Definition>)>> = BTreeMap::new();
    for ((from, to), messages) in &traffic {
        by_sender.entry(*from).or_default().push((*to, messages));
    }
    for index in active.iter().take(ROWS) {
        let application = &site.applications[*index];
        page.body
            .open("tr", &[("id", &format!("service-{}", index + 1))])
            .raw("<th scope=\"row\">")
            .text(&application.name);
        page.body
            .raw(if application.is_owner { "" } else { "<div class=\"by\">no owner is named</div>" })
            .raw("</th><td>");
        let mut seen = Vec::new();
        for module in &application.modules {
            let (path, text) = match (&site.set[*module].aggregate, site.aggregate_path(*module)) {
                (Some(aggregate), Some(path)) => (path.to_owned(), aggregate.name.clone()),
                _ => (site.context(*module).path(), site.context(*module).title().to_owned()),
            };
            if !seen.contains(&path) && seen.len() < 20 {
                let href = page.to(&path);
                page.body.raw(if seen.is_empty() { "" } else { ", " }).link(&href, &text);
                seen.push(path);
            }
        }
        page.body.raw("</td><td>");
        match by_sender.get(index) {
            None => {
                page.body.raw("<span class=\"none\">nothing</span>");
            }
            Some(receivers) => {
                page.body.raw("<ul class=\"uses\">");
                for (to, messages) in receivers {
                    page.body
                        .raw("<li>to ")
                        .link(&format!("#service-{}", to + 1), &site.applications[*to].name)
                        .raw(": ");
                    page.link_definitions(messages.iter().take(40).copied());
                    if messages.len() > 40 {
                        page.body.raw(" and ").number((messages.len() - 40) as u64).raw(" more");
                    }
                    page.body.raw("</li>");
                }
                page.body.raw("</ul>");
            }
        }
        page.body.raw("</td></tr>\n");
    }
    page.body.raw("</tbody></table></div>\n");
    if active.len() > ROWS {
        page.body
            .raw("<p class=\"none\">And ")
            .number((active.len() - ROWS) as u64)
            .raw(" services more: see their contexts.</p>");
    }
}

/// Events go to those that read them, commands to those that decide them.
fn traffic(site: &Site<'_>) -> Traffic {
    let mut traffic = Traffic::new();
    let mut add = |from: ModuleId, to: ModuleId, message: Definition| {
        let (from, to) = (site.application_index(from), site.application_index(to));
        if from != to {
            let known = traffic.entry((from, to)).or_default();
            if !known.contains(&message) || known.len() > 400 {
                known.push(message);
            }
        }
    };
    for definition in site.definitions() {
        let here = site.set.meta(definition).module;
        match definition {
            Definition::View(id) => {
                for event in &site.set[id].from {
                    add(site.set[*event].meta.module, here, Definition::Event(*event));
                }
            }
            Definition::Process(id) => {
                for reaction in &site.set[id].reacts {
                    if let Trigger::Event(event) = &reaction.trigger {
                        add(site.set[*event].meta.module, here, Definition::Event(*event));
                    }
                    for command in reaction.sends.iter().chain(&reaction.undo) {
                        add(here, site.set[*command].meta.module, Definition::Command(*command));
                    }
                }
            }
            Definition::Scalar(_)
            | Definition::Enum(_)
            | Definition::Record(_)
            | Definition::Union(_)
            | Definition::Event(_)
            | Definition::Command(_)
            | Definition::Rejection(_)
            | Definition::Query(_) => {}
        }
    }
    traffic
}

/// A column for each service: one to the right of whoever sends to it, as far as there is no way back.
fn columns(count: usize, traffic: &Traffic) -> Vec<usize> {
    let mut columns = vec![0; count];
    // As often as there can be columns; a way back stops at the last one.
    for _ in 0..4 {
        let mut is_changed = false;
        for (from, to) in traffic.keys() {
            let has_way_back = traffic.contains_key(&(*to, *from)) && from > to;
            if !has_way_back && columns[*to] <= columns[*from] && columns[*from] < 3 {
                columns[*to] = columns[*from] + 1;
                is_changed = true;
            }
        }
        if !is_changed {
            break;
        }
    }
    columns
}
