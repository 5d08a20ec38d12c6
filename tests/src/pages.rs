//! Pages of a site as a tokenizer of HTML sees them that knows nothing of how they were made.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{Token, Tokenizer};

/// What a page has in it.
#[derive(Debug, Default)]
pub struct Page {
    /// All ids.
    pub ids: BTreeSet<String>,
    /// All addresses: `href` and `src`.
    pub links: Vec<String>,
    /// The text of each `code` element.
    pub codes: Vec<String>,
    /// All text, elements one after the other.
    pub text: String,
}

/// Elements that pages are made of, and the attributes that each may have besides those that all may have.
fn elements() -> BTreeMap<&'static str, &'static [&'static str]> {
    let plain = [
        "html",
        "head",
        "title",
        "body",
        "header",
        "main",
        "nav",
        "footer",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "span",
        "strong",
        "em",
        "code",
        "pre",
        "q",
        "blockquote",
        "figure",
        "figcaption",
        "kbd",
        "wbr",
    ];
    let mut known: BTreeMap<_, _> = plain.into_iter().map(|name| (name, [].as_slice())).collect();
    known.insert("html", &["lang"]);
    known.insert("body", &["data-root"]);
    known.insert("meta", &["charset", "http-equiv", "content", "name"]);
    known.insert("link", &["rel", "href"]);
    known.insert("script", &["src", "defer"]);
    known.insert("a", &["href", "rel"]);
    known.insert("th", &["scope"]);
    known.insert("label", &["for"]);
    known.insert("input", &["type", "autocomplete", "autocapitalize", "spellcheck", "placeholder", "disabled"]);
    known.insert("svg", &["xmlns", "width", "height", "viewbox"]);
    known.insert("rect", &["x", "y", "width", "height", "rx"]);
    known.insert("text", &["x", "y", "text-anchor"]);
    known.insert("path", &["d"]);
    known
}

/// Attributes that any element may have.
const ANYWHERE: [&str; 5] = ["id", "class", "role", "tabindex", "hidden"];

/// Elements without an end.
const EMPTY: [&str; 4] = ["meta", "link", "input", "wbr"];

/// Reads a page.
///
/// # Panics
/// If it is not HTML as it should be: unknown elements or attributes, ends that do not fit, an id that is there twice.
#[must_use]
pub fn read(path: &str, html: &str) -> Page {
    let known = elements();
    let mut page = Page::default();
    let mut open: Vec<(String, usize)> = Vec::new();
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match token {
            Token::Error(error) => panic!("{path}: {:?}", error.value),
            Token::Doctype(_) => assert!(open.is_empty(), "{path}: a document type inside"),
            Token::Comment(comment) => {
                assert!(open.is_empty(), "{path}: a comment inside: {:?}", comment.value);
            }
            Token::String(text) => page.text.push_str(&utf8(&text.value)),
            Token::StartTag(tag) => {
                let name = utf8(&tag.name);
                let own = known.get(name.as_str()).unwrap_or_else(|| panic!("{path}: an element `{name}`"));
                for (attribute, value) in &tag.attributes {
                    let (attribute, value) = (utf8(attribute), utf8(&value.value));
                    let is_known = ANYWHERE.contains(&attribute.as_str())
                        || attribute.starts_with("aria-")
                        || own.contains(&attribute.as_str());
                    assert!(is_known, "{path}: `{attribute}` on `{name}`");
                    match attribute.as_str() {
                        "id" => assert!(page.ids.insert(value.clone()), "{path}: the id `{value}` twice"),
                        "href" | "src" => page.links.push(value),
                        _ => {}
                    }
                }
                if !tag.self_closing && !EMPTY.contains(&name.as_str()) {
                    open.push((name, page.text.len()));
                }
            }
            Token::EndTag(tag) => {
                let name = utf8(&tag.name);
                let (opened, start) = open.pop().unwrap_or_else(|| panic!("{path}: the end of `{name}` alone"));
                assert_eq!(opened, name, "{path}: ends do not fit");
                if name == "code" {
                    page.codes.push(page.text[start..].to_owned());
                }
            }
        }
    }
    assert!(open.is_empty(), "{path}: never ended: {open:?}");
    page
}

fn utf8(text: &[u8]) -> String {
    String::from_utf8(text.to_vec()).expect("pages are UTF-8")
}
