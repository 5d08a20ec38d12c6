//! Types with links to what they name, and fields as rows of a table: what they are called, what they hold, what else
//! is known about them.

use super::html::Html;
use super::json;
use super::page::Page;
use super::relations::Use;
use crate::model::{Bound, Constraints, Definition, Field, Named, Type};

impl Page<'_, '_> {
    /// A type as a schema spells it; the names in it are links.
    pub(super) fn ty(&mut self, ty: &Type) {
        self.body.raw("<code class=\"type\">");
        self.type_inside(ty);
        self.body.raw("</code>");
    }

    fn type_inside(&mut self, ty: &Type) {
        match ty {
            Type::Builtin(builtin) => {
                self.body.text(builtin.name());
            }
            Type::Named(named) => self.type_named(*named, ty),
            Type::List(item) => {
                self.body.raw("list&lt;");
                self.type_inside(item);
                self.body.raw("&gt;");
            }
            Type::Set(item) => {
                self.body.raw("set&lt;");
                self.type_inside(item);
                self.body.raw("&gt;");
            }
            Type::Map(key, value) => {
                self.body.raw("map&lt;");
                self.type_inside(key);
                self.body.raw(", ");
                self.type_inside(value);
                self.body.raw("&gt;");
            }
            Type::Optional(inner) => {
                self.type_inside(inner);
                self.body.raw("?");
            }
        }
    }

    fn type_named(&mut self, named: Named, ty: &Type) {
        let href = match named {
            Named::Scalar(id) => self.definition(Definition::Scalar(id)),
            Named::Enum(id) => self.definition(Definition::Enum(id)),
            Named::Record(id, version) => self.version(Definition::Record(id), version),
            Named::Union(id, version) => self.version(Definition::Union(id), version),
        };
        let text = self.site.set.spelled(ty);
        self.body.link(&href, &text);
    }

    /// A table of fields. `place` is what the ids of its rows start with.
    pub(super) fn fields(&mut self, place: &str, fields: &[Field], since: &[Option<String>]) {
        if fields.is_empty() {
            self.body.raw("<p class=\"none\">No fields.</p>");
            return;
        }
        self.body.raw("<div class=\"wide\"><table class=\"fields\"><thead><tr><th scope=\"col\">Field</th><th scope=\"col\">Type</th><th scope=\"col\">What it is</th></tr></thead><tbody>\n");
        for (index, field) in fields.iter().enumerate() {
            self.field(place, field, since.get(index).and_then(Option::as_deref));
        }
        self.body.raw("</tbody></table></div>\n");
    }

    fn field(&mut self, place: &str, field: &Field, since: Option<&str>) {
        let id = format!("{place}.{}", field.name);
        self.body.open("tr", &[("id", &id)]).raw("<th scope=\"row\">");
        self.body.open("a", &[("class", "field"), ("href", &format!("#{id}"))]).code(&field.name).close("a");
        if field.pii {
            self.body.raw("<span class=\"badge personal\">personal data</span>");
        }
        if field.deprecated.is_some() {
            self.body.raw("<span class=\"badge deprecated\">deprecated</span>");
        }
        self.body.raw("</th><td>");
        self.ty(&field.ty);
        if let Some(unit) = &field.unit {
            self.body.raw(" <span class=\"unit\">in ").text(unit).raw("</span>");
        }
        self.body.raw("</td><td>");
        if field.doc.is_some() {
            self.body.raw("<div class=\"about\">");
            self.doc_line(field.doc.as_deref());
            self.body.raw("</div>");
        }
        let mut facts = Facts::default();
        self.facts(field, since, &mut facts);
        if facts.count > 0 {
            self.body.raw("<ul class=\"facts\">").part(&facts.html).raw("</ul>");
        }
        self.body.raw("</td></tr>\n");
    }

    fn facts(&self, field: &Field, since: Option<&str>, facts: &mut Facts) {
        if let Some(reason) = &field.deprecated {
            facts.add(|html| html.raw("deprecated: ").text(reason));
        }
        if field.wire_name != field.name {
            facts.add(|html| html.raw("in JSON ").code(&field.wire_name));
        }
        for alias in &field.aliases {
            facts.add(|html| html.raw("also read as ").code(alias));
        }
        facts.constraints(&field.constraints);
        if let Some(default) = &field.default {
            facts.add(|html| {
                html.raw("default ");
                json::inline(html, default);
                html
            });
        }
        if let Some(example) = &field.example {
            facts.add(|html| {
                html.raw("example ");
                json::inline(html, example);
                html
            });
        }
        if !field.pii && self.site.personal.is_in(field) {
            facts.add(|html| html.raw("holds personal data"));
        }
        if let Some(since) = since {
            facts.add(|html| html.text(since));
        }
    }

    /// The constraints of a newtype as a list.
    pub(super) fn constraints(&mut self, constraints: &Constraints) {
        let mut facts = Facts::default();
        facts.constraints(constraints);
        if facts.count > 0 {
            self.body.raw("<ul class=\"facts\">").part(&facts.html).raw("</ul>");
        }
    }

    /// What holds this type.
    pub(super) fn used_by(&mut self, uses: &[Use]) {
        if uses.is_empty() {
            self.body.raw("<p class=\"none\">Nothing holds it.</p>");
            return;
        }
        self.body.raw("<ul class=\"uses\">");
        for used in uses.iter().take(MOST) {
            self.body.raw("<li>");
            self.link_definition(used.by);
            if let Some(version) = used.version {
                let href = self.version(used.by, version);
                self.body.raw(" ").link(&href, &format!("v{version}"));
            }
            if let Some(field) = &used.field {
                self.body.raw(" · ").code(field);
            }
            self.body.raw("</li>");
        }
        self.body.raw("</ul>");
        if uses.len() > MOST {
            let more = uses.len() - MOST;
            self.body.element("p", "none", &format!("And {more} places more."));
        }
    }
}

/// The most places that a page lists of those which hold a type.
const MOST: usize = 400;

/// Facts as items of a list.
#[derive(Debug, Default)]
struct Facts {
    html: Html,
    count: usize,
}

impl Facts {
    fn add(&mut self, write: impl FnOnce(&mut Html) -> &mut Html) {
        self.html.raw("<li>");
        write(&mut self.html).raw("</li>");
        self.count += 1;
    }

    fn constraints(&mut self, of: &Constraints) {
        let Constraints { min, max, min_length, max_length, pattern, min_items, max_items, unique } = of;
        let bound = |bound: Bound| match bound {
            Bound::Integer(number) => number.to_string(),
            Bound::Float(number) => number.to_string(),
            Bound::Decimal(number) => number.to_string(),
        };
        self.range(min.map(bound), max.map(bound), "", "");
        self.range(min_length.map(|n| n.to_string()), max_length.map(|n| n.to_string()), " character", " characters");
        self.range(min_items.map(|n| n.to_string()), max_items.map(|n| n.to_string()), " item", " items");
        if let Some(pattern) = pattern {
            self.add(|html| html.raw("matches ").code(&pattern.written));
        }
        if *unique {
            self.add(|html| html.raw("no two are equal"));
        }
    }

    fn range(&mut self, min: Option<String>, max: Option<String>, one: &str, many: &str) {
        let of = |number: &str| if number == "1" { one.to_owned() } else { many.to_owned() };
        let said = match (min, max) {
            (None, None) => return,
            (Some(min), None) => format!("at least {min}{}", of(&min)),
            (None, Some(max)) => format!("at most {max}{}", of(&max)),
            (Some(min), Some(max)) if min == max => format!("exactly {max}{}", of(&max)),
            (Some(min), Some(max)) => format!("{min} to {max}{}", of(&max)),
        };
        self.add(|html| html.text(&said));
    }
}
