//! HTML as it is written down. Markup is text of this program alone, `&'static str`; whatever comes from a schema goes
//! through [`Html::text`] or the value of an attribute, where it is escaped: it can be nothing but text.

use std::fmt::Write as _;

use crate::emit::rust::text::is_invisible;

/// A page, or a part of one, in the making.
#[derive(Clone, Debug, Default)]
pub(super) struct Html {
    out: String,
}

impl Html {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// What was written.
    pub(super) fn into_text(self) -> String {
        self.out
    }

    /// Markup of this program's own.
    pub(super) fn raw(&mut self, markup: &'static str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// A part that was made by itself.
    pub(super) fn part(&mut self, part: &Html) -> &mut Self {
        self.out.push_str(&part.out);
        self
    }

    /// Any text. What cannot be seen, or turns the direction of what can, is spelled out and marked as such; line ends
    /// and tabs are spaces to HTML and stay.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        let mut start = 0;
        for (at, char) in text.char_indices() {
            let escape = match char {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' | '\t' => continue,
                char if is_invisible(char) => "",
                _ => continue,
            };
            self.out.push_str(&text[start..at]);
            start = at + char.len_utf8();
            if escape.is_empty() {
                let _ = write!(self.out, "<span class=\"u\">U+{:04X}</span>", u32::from(char));
            } else {
                self.out.push_str(escape);
            }
        }
        self.out.push_str(&text[start..]);
        self
    }

    /// A number.
    pub(super) fn number(&mut self, number: impl Into<u64>) -> &mut Self {
        let _ = write!(self.out, "{}", number.into());
        self
    }

    /// A length or a place in a drawing.
    pub(super) fn length(&mut self, length: i32) -> &mut Self {
        let _ = write!(self.out, "{length}");
        self
    }

    /// The start of an element with attributes; those without a value are left out.
    pub(super) fn open(&mut self, tag: &'static str, attributes: &[(&'static str, &str)]) -> &mut Self {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            if !value.is_empty() {
                self.out.push(' ');
                self.out.push_str(name);
                self.out.push_str("=\"");
                self.attribute(value);
                self.out.push('"');
            }
        }
        self.out.push('>');
        self
    }

    fn attribute(&mut self, value: &str) {
        for char in value.chars() {
            match char {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                char if is_invisible(char) => {
                    let _ = write!(self.out, "U+{:04X}", u32::from(char));
                }
                char => self.out.push(char),
            }
        }
    }

    /// The end of an element.
    pub(super) fn close(&mut self, tag: &'static str) -> &mut Self {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self
    }

    /// An element that holds text alone.
    pub(super) fn element(&mut self, tag: &'static str, class: &str, text: &str) -> &mut Self {
        self.open(tag, &[("class", class)]).text(text).close(tag)
    }

    /// A piece of code.
    pub(super) fn code(&mut self, text: &str) -> &mut Self {
        self.element("code", "", text)
    }

    /// A name that may be broken after its dots.
    pub(super) fn dotted(&mut self, name: &str) -> &mut Self {
        for (index, part) in name.split('.').enumerate() {
            self.raw(if index > 0 { ".<wbr>" } else { "" }).text(part);
        }
        self
    }

    /// A link to a place of this site.
    pub(super) fn link(&mut self, href: &str, text: &str) -> &mut Self {
        self.open("a", &[("href", href)]).text(text).close("a")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_nothing_but_text() {
        let mut html = Html::new();
        html.open("a", &[("title", "\"><b>\n\u{202e}'")]).text("<b>&\"'\n\u{2028}é").close("a");
        assert_eq!(
            html.into_text(),
            "<a title=\"&quot;&gt;&lt;b&gt;U+000AU+202E&#39;\">&lt;b&gt;&amp;&quot;&#39;\n<span class=\"u\">U+2028</span>é</a>"
        );
    }
}
