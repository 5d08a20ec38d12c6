//! Two pages across all contexts: where personal data is, and what is deprecated.

use super::page::Page;
use super::site::Site;
use crate::emit::OutputFile;
use crate::model::{Definition, Field, ViewValue};

/// A field, or a whole definition, of which something is to be said.
struct Row<'s> {
    definition: Definition,
    /// The version, its anchor and the field.
    field: Option<(String, String, &'s Field)>,
    why: Option<&'s str>,
    value: Option<&'s str>,
}

/// Rows on one page.
const ROWS: usize = 500;

/// Where personal data is.
pub(super) fn personal(site: &Site<'_>) -> Vec<OutputFile> {
    let mut rows = Vec::new();
    for definition in site.definitions() {
        if let Definition::Scalar(id) = definition
            && site.set[id].pii
        {
            rows.push(Row { definition, field: None, why: None, value: None });
        }
        each_field(site, definition, |version, anchor, field| {
            if site.personal.is_in(field) {
                let of = Some((version, anchor, field));
                rows.push(Row { definition, field: of, why: (!field.pii).then_some("in what it holds"), value: None });
            }
        });
    }
    pages(
        site,
        "personal-data",
        "Personal data",
        "Every place that holds personal data: the fields that are marked, and those whose types hold one. Outputs mark them; `Debug` leaves them out.",
        "Nothing is marked as personal data.",
        &rows,
    )
}

/// What is deprecated.
pub(super) fn deprecated(site: &Site<'_>) -> Vec<OutputFile> {
    let mut rows = Vec::new();
    for definition in site.definitions() {
        if let Some(reason) = &site.set.meta(definition).deprecated {
            rows.push(Row { definition, field: None, why: Some(reason), value: None });
        }
        if let Definition::Enum(id) = definition {
            for value in &site.set[id].values {
                if let Some(reason) = &value.deprecated {
                    rows.push(Row { definition, field: None, why: Some(reason), value: Some(&value.wire) });
                }
            }
        }
        each_field(site, definition, |version, anchor, field| {
            if let Some(reason) = &field.deprecated {
                rows.push(Row { definition, field: Some((version, anchor, field)), why: Some(reason), value: None });
            }
        });
    }
    pages(
        site,
        "deprecated",
        "Deprecated",
        "What should not be used any more. It stays readable: events are kept for ever.",
        "Nothing is deprecated.",
        &rows,
    )
}

/// All fields with the version that they are in and their anchors.
fn each_field<'s>(site: &Site<'s>, definition: Definition, mut found: impl FnMut(String, String, &'s Field)) {
    let set = site.set;
    let mut fields = |version: &str, place: &str, fields: &'s [Field]| {
        for field in fields {
            found(version.to_owned(), format!("{place}.{}", field.name), field);
        }
    };
    let mut bodies = |versions: &'s crate::model::Versions<crate::model::Body>| {
        for (version, body) in versions.iter() {
            fields(&format!("v{version}"), &format!("v{version}"), &body.fields);
        }
    };
    match definition {
        Definition::Event(id) => bodies(&set[id].versions),
        Definition::Command(id) => bodies(&set[id].versions),
        Definition::Query(id) => bodies(&set[id].versions),
        Definition::Record(id) => bodies(&set[id].versions),
        Definition::Union(id) => {
            for (version, body) in set[id].versions.iter() {
                for variant in &body.variants {
                    for field in &variant.fields {
                        found(format!("v{version} {}", variant.name), format!("v{version}"), field);
                    }
                }
            }
        }
        Definition::View(id) => {
            if let ViewValue::Fields(all) = &set[id].value {
                fields("", "value", all);
            }
        }
        Definition::Rejection(id) => fields("", "field", &set[id].fields),
        Definition::Process(id) => fields("", "state", &set[id].state),
        Definition::Scalar(_) | Definition::Enum(_) => {}
    }
}

fn pages(
    site: &Site<'_>,
    file: &str,
    title: &'static str,
    lead: &str,
    none: &'static str,
    rows: &[Row<'_>],
) -> Vec<OutputFile> {
    let chunks: Vec<&[Row<'_>]> = if rows.is_empty() { vec![&[]] } else { rows.chunks(ROWS).collect() };
    let count = chunks.len();
    let path = |number: usize| match number {
        0 => format!("{file}.html"),
        _ => format!("{file}-{}.html", number + 1),
    };
    let made = chunks.into_iter().enumerate().map(|(number, rows)| {
        let mut page = Page::new(site, path(number), title);
        page.body.raw("<h1>").raw(title).raw("</h1><p class=\"lead\">");
        super::markdown::line(&mut page.body, lead, &|_| None);
        page.body.raw("</p>\n");
        if rows.is_empty() {
            page.body.raw("<p class=\"none\">").raw(none).raw("</p>");
        } else {
            table(&mut page, rows);
        }
        if count > 1 {
            page.pager(number, count, &path);
        }
        page.finish()
    });
    made.collect()
}

fn table(page: &mut Page<'_, '_>, rows: &[Row<'_>]) {
    page.body.raw("<div class=\"wide\"><table class=\"fields\"><thead><tr><th scope=\"col\">Where</th><th scope=\"col\">Field</th><th scope=\"col\">What is said</th></tr></thead><tbody>\n");
    for row in rows {
        page.body.raw("<tr><th scope=\"row\">");
        page.link_definition(row.definition);
        if let Some((version, _, _)) = &row.field {
            page.body.raw(" <span class=\"version\">").text(version).raw("</span>");
        }
        page.body.raw("</th><td>");
        if let Some((_, anchor, field)) = &row.field {
            let href = format!("{}#{anchor}", page.definition(row.definition));
            page.body.open("a", &[("href", &href)]).code(&field.name).raw("</a> ");
            page.ty(&field.ty);
        } else if let Some(value) = row.value {
            page.body.raw("the value ").code(value);
        } else {
            page.body.raw("all of it");
        }
        page.body.raw("</td><td>");
        if let Some(why) = row.why {
            page.body.text(why);
        } else if let Some(doc) = row.field.as_ref().and_then(|(_, _, field)| field.doc.as_ref()) {
            page.doc_line(Some(doc));
        }
        page.body.raw("</td></tr>\n");
    }
    page.body.raw("</tbody></table></div>\n");
}
