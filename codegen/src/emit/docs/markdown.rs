//! The Markdown of `doc`: paragraphs, headings, lists, quotes, fenced code, code spans, emphasis, and links to `http`,
//! `https` and `mailto`. Everything else is text, HTML above all. Nothing nests without end, and no search for an end
//! goes further than a paragraph of usual length, so that the work is linear in the text.

use super::html::Html;

/// How far the end of a span is looked for, in bytes.
const REACH: usize = 2_000;

/// A link that a code span may become: the address of the definition that it names.
pub(super) type Named<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The text as blocks.
pub(super) fn blocks(html: &mut Html, text: &str, named: Named<'_>) {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim();
        at += 1;
        if trimmed.is_empty() {
            continue;
        }
        if let Some(fence) = fence(trimmed) {
            let end = lines[at..].iter().position(|line| line.trim().starts_with(fence)).map(|end| at + end);
            let inside = &lines[at..end.unwrap_or(lines.len())];
            html.raw("<pre class=\"code\" tabindex=\"0\"><code>").text(&inside.join("\n")).raw("</code></pre>");
            at = end.map_or(lines.len(), |end| end + 1);
        } else if let Some(heading) = heading(trimmed) {
            html.raw("<p class=\"heading\">");
            spans(html, heading, named);
            html.raw("</p>");
        } else if let Some((kind, _)) = item(trimmed) {
            at = list(html, &lines, at - 1, kind, named);
        } else if trimmed.starts_with('>') {
            let is_quoted = |line: &&&str| line.trim().starts_with('>');
            let count = lines[at..].iter().take_while(is_quoted).count();
            let inside: Vec<&str> =
                lines[at - 1..at + count].iter().map(|line| line.trim().trim_start_matches('>').trim()).collect();
            html.raw("<blockquote>");
            paragraph(html, &inside.join("\n"), named);
            html.raw("</blockquote>");
            at += count;
        } else {
            let count = lines[at..].iter().take_while(|line| !ends_paragraph(line.trim())).count();
            let inside: Vec<&str> = lines[at - 1..at + count].iter().map(|line| line.trim()).collect();
            paragraph(html, &inside.join("\n"), named);
            at += count;
        }
    }
}

/// The text as one line without blocks.
pub(super) fn line(html: &mut Html, text: &str, named: Named<'_>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    spans(html, &words.join(" "), named);
}

/// The first sentence as plain text, for lists and tables.
pub(super) fn summary(text: &str) -> String {
    let first = text.trim().split("\n\n").next().unwrap_or_default();
    let words: Vec<&str> = first.split_whitespace().collect();
    let line = words.join(" ");
    let end = line.find(". ").map_or(line.len(), |end| end + 1);
    let sentence = &line[..end];
    match sentence.char_indices().nth(180) {
        Some((at, _)) => format!("{}…", sentence[..at].trim_end()),
        None => sentence.to_owned(),
    }
}

fn paragraph(html: &mut Html, text: &str, named: Named<'_>) {
    html.raw("<p>");
    spans(html, text, named);
    html.raw("</p>");
}

fn ends_paragraph(line: &str) -> bool {
    line.is_empty() || fence(line).is_some() || heading(line).is_some() || item(line).is_some() || line.starts_with('>')
}

fn fence(line: &str) -> Option<&'static str> {
    ["```", "~~~"].into_iter().find(|fence| line.starts_with(fence))
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    ((1..=6).contains(&(line.len() - rest.len()))).then(|| rest.strip_prefix(' ')).flatten().map(str::trim)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Bullets,
    Numbers,
}

/// The kind of list that a line is an item of, and what the item says.
fn item(line: &str) -> Option<(List, &str)> {
    if let Some(rest) = line.strip_prefix("- ").or(line.strip_prefix("* ")).or(line.strip_prefix("+ ")) {
        return Some((List::Bullets, rest));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(". ").or_else(|| line.get(digits..)?.strip_prefix(") "))?;
    (1..=9).contains(&digits).then_some((List::Numbers, rest))
}

/// Writes the list that starts at a line; gives the line after it.
fn list(html: &mut Html, lines: &[&str], start: usize, kind: List, named: Named<'_>) -> usize {
    let tag = match kind {
        List::Bullets => "ul",
        List::Numbers => "ol",
    };
    html.open(tag, &[]);
    let mut at = start;
    while let Some((found, said)) = lines.get(at).and_then(|line| item(line.trim())) {
        if found != kind {
            break;
        }
        at += 1;
        let goes_on = lines[at..].iter().take_while(|line| !ends_paragraph(line.trim())).count();
        let said: Vec<&str> =
            std::iter::once(said).chain(lines[at..at + goes_on].iter().map(|line| line.trim())).collect();
        html.raw("<li>");
        spans(html, &said.join("\n"), named);
        html.raw("</li>");
        at += goes_on;
    }
    html.close(tag);
    at
}

/// Spans: code, emphasis, links.
fn spans(html: &mut Html, text: &str, named: Named<'_>) {
    nested(html, text, named, 0);
}

fn nested(html: &mut Html, text: &str, named: Named<'_>, depth: u32) {
    let mut plain = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(span) = span(rest, text[..at].chars().next_back(), depth) else {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        html.text(&text[plain..at]);
        match span.kind {
            Kind::Escaped => {
                html.text(span.inside);
            }
            Kind::Code => match named(span.inside).filter(|_| depth != u32::MAX) {
                Some(href) => {
                    html.open("a", &[("href", &href)]).code(span.inside).close("a");
                }
                None => {
                    html.code(span.inside);
                }
            },
            Kind::Strong => {
                html.raw("<strong>");
                nested(html, span.inside, named, depth + 1);
                html.raw("</strong>");
            }
            Kind::Emphasis => {
                html.raw("<em>");
                nested(html, span.inside, named, depth + 1);
                html.raw("</em>");
            }
            Kind::Link(href) => {
                html.open("a", &[("href", href), ("rel", "noopener noreferrer external")]);
                nested(html, span.inside, named, u32::MAX);
                html.close("a");
            }
        }
        at += span.length;
        plain = at;
    }
    html.text(&text[plain..]);
}

#[derive(Debug)]
struct Span<'t> {
    kind: Kind<'t>,
    inside: &'t str,
    length: usize,
}

#[derive(Debug)]
enum Kind<'t> {
    Escaped,
    Code,
    Strong,
    Emphasis,
    Link(&'t str),
}

/// Emphasis in emphasis goes no deeper.
const DEEPEST: u32 = 3;

/// The span at the start of a text.
fn span(text: &str, before: Option<char>, depth: u32) -> Option<Span<'_>> {
    match text.as_bytes()[0] {
        b'\\' => {
            let next = text[1..].chars().next().filter(char::is_ascii_punctuation)?;
            Some(Span { kind: Kind::Escaped, inside: &text[1..=next.len_utf8()], length: 2 })
        }
        b'`' => {
            let ticks = text.bytes().take_while(|&byte| byte == b'`').count();
            let (inside, length) = until(text, &text[..ticks], ticks)?;
            let inside = inside.trim();
            (!inside.is_empty()).then_some(Span { kind: Kind::Code, inside, length })
        }
        b'*' | b'_' if depth < DEEPEST => emphasis(text, before),
        b'[' if depth <= DEEPEST => link(text),
        b'<' if depth <= DEEPEST => {
            let (inside, length) = until(text, ">", 1)?;
            is_safe(inside).then_some(Span { kind: Kind::Link(inside), inside, length })
        }
        _ => None,
    }
}

/// What stands between the first `skip` bytes and the next `end`, and the length with both.
fn until<'t>(text: &'t str, end: &str, skip: usize) -> Option<(&'t str, usize)> {
    let rest = &text[skip..];
    let mut reach = rest.len().min(REACH);
    while !rest.is_char_boundary(reach) {
        reach -= 1;
    }
    let found = rest[..reach].find(end)?;
    Some((&rest[..found], skip + found + end.len()))
}

fn emphasis(text: &str, before: Option<char>) -> Option<Span<'_>> {
    let mark = &text[..1];
    // A `_` within a word is part of the word.
    if mark == "_" && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let doubled = text[1..].starts_with(mark);
    let end = if doubled { &text[..2] } else { mark };
    let (inside, length) = until(text, end, end.len())?;
    let fits = !inside.is_empty() && !inside.starts_with(char::is_whitespace) && !inside.ends_with(char::is_whitespace);
    let word_goes_on = mark == "_" && text[length..].starts_with(char::is_alphanumeric);
    let kind = if doubled { Kind::Strong } else { Kind::Emphasis };
    (fits && !word_goes_on && !inside.contains('`')).then_some(Span { kind, inside, length })
}

/// `[text](https://…)`.
fn link(text: &str) -> Option<Span<'_>> {
    let (inside, length) = until(text, "](", 1)?;
    let (target, more) = until(&text[length..], ")", 0)?;
    let target = target.trim();
    (!inside.is_empty() && !inside.contains(['[', ']']) && is_safe(target)).then_some(Span {
        kind: Kind::Link(target),
        inside,
        length: length + more,
    })
}

/// Whether an address is one that a browser only follows when asked to, and that runs nothing.
fn is_safe(target: &str) -> bool {
    let known = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        target.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && target.len() > scheme.len()
    });
    known && target.chars().all(|char| char.is_ascii_graphic() && !matches!(char, '"' | '\'' | '<' | '>' | '`' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let mut html = Html::new();
        blocks(&mut html, text, &|name| (name == "Known").then(|| "known.html".to_owned()));
        html.into_text()
    }

    #[test]
    fn what_is_supported() {
        insta::assert_snapshot!(shown(
            "A **bold** and *soft* `code`, snake_case_name, `Known`, 2 * 3 * 4.\nNext line [site](https://example.org/a?b=1&c) <https://example.org>.\n\n# Heading\n- one\n  more\n- `two`\n\n1. first\n2. second\n\n> quoted\n> on\n\n```rust\nfn <main>() {}\n```\nafter \\*this\\*"
        ), @r#"<p>A <strong>bold</strong> and <em>soft</em> <code>code</code>, snake_case_name, <a href="known.html"><code>Known</code></a>, 2 * 3 * 4.
Next line <a href="https://example.org/a?b=1&amp;c" rel="noopener noreferrer external">site</a> <a href="https://example.org" rel="noopener noreferrer external">https://example.org</a>.</p><p class="heading">Heading</p><ul><li>one
more</li><li><code>two</code></li></ul><ol><li>first</li><li>second</li></ol><blockquote><p>quoted
on</p></blockquote><pre class="code" tabindex="0"><code>fn &lt;main&gt;() {}</code></pre><p>after *this*</p>"#);
    }

    #[test]
    fn nothing_else_is_more_than_text() {
        for text in [
            "[x](javascript:alert(1))",
            "[x](JAVASCRIPT:alert(1))",
            "[x](data:text/html,<script>)",
            "[x](//example.org)",
            "[x](https://e.org/\"onclick=1)",
            "![x](x.png)",
            "<script>alert(1)</script>",
            "<b onclick=x>",
        ] {
            let shown = shown(text);
            assert!(!shown.contains("<a") && !shown.contains("<script") && !shown.contains("<b "), "{shown}");
        }
    }

    #[test]
    fn work_is_linear() {
        for unit in ["**a ", "[", "`", "_a ", "<", "[a](", "```a`", "> ", "- ", "*a_b"] {
            let text = unit.repeat(200_000 / unit.len());
            let began = std::time::Instant::now();
            assert!(!shown(&text).is_empty());
            assert!(began.elapsed().as_secs() < 20, "{unit}");
        }
    }

    #[test]
    fn a_summary_is_the_first_sentence() {
        assert_eq!(summary("One `a`.\nTwo. Three\n\nFour"), "One `a`.");
        assert_eq!(summary(""), "");
        assert_eq!(summary(&"é".repeat(300)).chars().count(), 181);
    }
}
