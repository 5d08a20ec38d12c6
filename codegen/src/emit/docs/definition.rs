//! The page of a definition: what all kinds have in common, and then what each has of its own.

use super::facts::{is_personal, kind, versions};
use super::markdown;
use super::page::{Page, heading};
use super::relations::listed;
use super::site::Site;
use crate::emit::OutputFile;
use crate::model::{Definition, Meta, Module, Named, WireNames};
use crate::sample::Sampler;

/// The page.
pub(super) fn page<'s>(site: &Site<'s>, definition: Definition, sampler: &mut Sampler<'s>) -> OutputFile {
    let meta = site.set.meta(definition);
    let mut page = Page::new(site, site.path(definition), meta.name.clone());
    page.module = Some(meta.module);
    page.definition = Some(definition);
    page.head(definition);
    match definition {
        Definition::Event(id) => page.event(id, sampler),
        Definition::Command(id) => page.command(id, sampler),
        Definition::Query(id) => page.query(id, sampler),
        Definition::Record(id) => page.record(id, sampler),
        Definition::Union(id) => page.union(id, sampler),
        Definition::Enum(id) => page.enumeration(id),
        Definition::Scalar(id) => page.scalar(id, sampler),
        Definition::View(id) => page.view(id, sampler),
        Definition::Rejection(id) => page.rejection(id),
        Definition::Process(id) => page.process(id),
    }
    page.finish()
}

impl<'s> Page<'_, 's> {
    /// Where the page is, its name, what it is for.
    fn head(&mut self, definition: Definition) {
        let meta = self.site.set.meta(definition);
        let (id, module) = self.site.module(definition);
        self.trail(module, id.index());
        self.body.open("p", &[("class", &format!("kind {}", kind(definition)))]).raw(kind(definition)).raw("</p>");
        self.body.raw("<h1>").text(&meta.name).raw("</h1>");
        let is_frozen = meta.frozen;
        let personal = is_personal(self.site, definition);
        if meta.deprecated.is_some() || is_frozen || personal {
            self.body.raw("<p class=\"badges\">");
            if meta.deprecated.is_some() {
                self.body.raw("<span class=\"badge deprecated\">deprecated</span>");
            }
            if personal {
                let href = self.to("personal-data.html");
                self.body.open("a", &[("class", "badge personal"), ("href", &href)]).raw("personal data</a>");
            }
            if is_frozen {
                self.body.raw("<span class=\"badge\">frozen</span>");
            }
            self.body.raw("</p>");
        }
        if let Some(reason) = &meta.deprecated {
            self.body.raw("<div class=\"warning\"><strong>Deprecated.</strong> ");
            self.doc_line(Some(reason));
            self.body.raw("</div>");
        }
        self.doc(meta.doc.as_deref());
    }

    /// The way from the overview to here.
    pub(super) fn trail(&mut self, module: &Module, index: usize) {
        let id = self.module.unwrap_or_else(|| crate::model::ModuleId::from_index(index));
        let context = self.site.context(id);
        let (path, title) = (self.to(&context.path()), context.title().to_owned());
        let first = self.to("index.html");
        self.body.raw("<nav class=\"trail\" aria-label=\"Where this is\"><ol><li>").link(&first, "Catalogue");
        self.body.raw("</li><li>").link(&path, &title).raw("</li>");
        if let (Some(aggregate), Some(path)) = (&module.aggregate, self.site.aggregate_path(id)) {
            let path = self.to(path);
            self.body.raw("<li>").link(&path, &aggregate.name).raw("</li>");
        }
        if let Some(definition) = self.definition {
            self.body.raw("<li>").text(heading(definition)).raw("</li>");
        }
        self.body.raw("</ol></nav>\n");
    }

    /// A fact: a term, and what `write` says about it.
    pub(super) fn fact(&mut self, term: &'static str, write: impl FnOnce(&mut Self)) {
        self.body.raw("<div><dt>").raw(term).raw("</dt><dd>");
        write(self);
        self.body.raw("</dd></div>\n");
    }

    /// The facts of something that is sent or recorded: names, versions, who has it, where it stands.
    pub(super) fn message_facts(&mut self, definition: Definition, wire: &WireNames, reads_as: u32) {
        let site = self.site;
        let (id, module) = site.module(definition);
        self.fact("Name on the wire", |page| {
            page.body.code(&wire.name);
        });
        if !wire.aliases.is_empty() {
            self.fact("Also read as", |page| {
                for (index, alias) in wire.aliases.iter().enumerate() {
                    page.body.raw(if index > 0 { ", " } else { "" }).code(alias);
                }
            });
        }
        self.version_facts(definition);
        if let Some((_, current)) = versions(site.set, definition)
            && reads_as < current
        {
            self.fact("Readers that know only", |page| {
                page.body
                    .text(&format!("v{reads_as}"))
                    .raw(" read v")
                    .number(current)
                    .raw(" as well, to the same meaning");
            });
        }
        if let Some(owner) = &module.owner {
            self.fact("Owner", |page| {
                let href = page.to("index.html#services");
                page.body.link(&href, owner);
            });
        }
        if let (Some(aggregate), Some(path)) = (&module.aggregate, site.aggregate_path(id)) {
            self.fact("Aggregate", |page| {
                let path = page.to(path);
                page.body.open("a", &[("class", "name aggregate"), ("href", &path)]).text(&aggregate.name).raw("</a>");
                page.body.raw(", stream ").code(&format!("{}/…", aggregate.stream));
            });
        }
    }

    /// Which versions there are, as links.
    pub(super) fn version_facts(&mut self, definition: Definition) {
        let Some((first, current)) = versions(self.site.set, definition) else { return };
        self.fact("Versions", |page| {
            for version in (first..=current).rev() {
                page.body.raw(if version < current { ", " } else { "" });
                page.body.link(&format!("#v{version}"), &format!("v{version}"));
                page.body.raw(if version == current { " (current)" } else { "" });
            }
            if first > 1 {
                let retired = if first == 2 { "v1".to_owned() } else { format!("v1 to v{}", first - 1) };
                page.body.raw("; ").text(&retired).raw(" retired: no data of it is left");
            }
        });
    }

    /// The file, and how it is written in Rust.
    pub(super) fn source_facts(&mut self, meta: &Meta) {
        let site = self.site;
        let line = site.line(meta.place);
        let path = &site.sources.file(meta.place.file).path;
        let rust = site.set[meta.module].path.join("::");
        self.fact("Schema", |page| {
            page.body
                .code(path)
                .raw(", line ")
                .number(line)
                .raw("; Rust ")
                .code(&format!("{rust}::{}", meta.rust_name));
        });
    }

    /// What holds a type, in all its versions.
    pub(super) fn uses(&mut self, named: impl IntoIterator<Item = Named>) {
        let site = self.site;
        let uses: Vec<_> =
            named.into_iter().flat_map(|named| listed(&site.relations.used_by, &named)).cloned().collect();
        self.section("used-by", "Used by");
        self.used_by(&uses);
    }

    /// A row of a list of definitions: the name and the first sentence.
    pub(super) fn entry(&mut self, definition: Definition) {
        let meta = self.site.set.meta(definition);
        self.body.raw("<li>");
        self.link_definition(definition);
        if let Some((_, current)) = versions(self.site.set, definition)
            && current > 1
        {
            self.body.raw(" <span class=\"version\">v").number(current).raw("</span>");
        }
        if meta.deprecated.is_some() {
            self.body.raw("<span class=\"badge deprecated\">deprecated</span>");
        }
        if let Some(doc) = &meta.doc {
            self.body.raw(" <span class=\"says\">");
            let sentence = markdown::summary(doc);
            self.doc_line(Some(&sentence));
            self.body.raw("</span>");
        }
        self.body.raw("</li>\n");
    }
}
