//! Schemas whose every text tries to be more than text: HTML, script, Markdown, links, references, paths, directions
//! and line ends. Where an output shows one, it must be that text and nothing else.

use std::fmt::Write as _;

/// The texts.
pub const TEXTS: [&str; 28] = [
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "<!-- --><svg/onload=alert(1)>",
    "--><b>",
    "]]><x>",
    "[click](javascript:alert(1))",
    "[click](JaVa\tScript:alert(1) \"title\")",
    "![image](https://example.org/x.png)",
    "<https://example.org/\"onclick=alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    "`code </code><script>alert(1)</script>` **bold <i>** _em_ [x](data:text/html,<script>alert(1)</script>)",
    "```html\n<script>alert(1)</script>\n```",
    "# Heading <b>\n\n- a <i>\n- b\n\n1. c\n\n> quote <u>\n\n| a | b |\n|---|---|\n| <b> | d |",
    "&lt;b&gt; &#60;script&#62; &amp;quot; &nbsp",
    "\u{202e}turned\u{202c} \u{2066}isolated\u{2069} \u{200f}",
    "line\u{2028}separator\u{2029}paragraph\u{85}next",
    "\u{0}null \u{1b}[31mred\u{7}",
    "\u{feff}mark \u{200b}zero\u{e0041}",
    "\r\rlone\rreturns\r\n",
    "../../../etc/passwd",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} #{x} <%= x %>",
    "\\\\\\\" \\n \\u003cscript\\u003e",
    "$ref",
    "__proto__",
    "constructor",
    " ",
    "a\u{1f600}é漢字\u{301}",
];

/// A schema file for each text.
#[must_use]
pub fn files() -> Vec<(String, String)> {
    TEXTS.iter().enumerate().map(|(index, text)| (format!("t{index}.yaml"), file(index, text))).collect()
}

/// The text in every place of a schema file that takes any text.
fn file(index: usize, text: &str) -> String {
    let quoted = quoted(text);
    let message = quoted.replace('{', "{{").replace('}', "}}");
    // Names of fields and values must be there; two of one definition must differ.
    let name = |end: &str| self::quoted(&format!("{text}{end}"));
    let mut out = String::new();
    let _ = write!(
        out,
        r#"context: t{index}
aggregate: Thing
id: Key
owner: owner-{index}
doc: {quoted}
wire: {{ event_tag: {tag} }}
scalars:
  Key: {{ type: string, doc: {quoted} }}
  Amount: {{ type: u32, unit: {quoted}, doc: {quoted}, deprecated: {quoted}, pii: true }}
enums:
  Kind:
    doc: {quoted}
    deprecated: {quoted}
    values:
      One: {{ wire: {one}, aliases: [{alias}], doc: {quoted}, deprecated: {quoted} }}
      Two: {{ doc: {quoted} }}
records:
  Held:
    doc: {quoted}
    notes: {{ v1: {quoted}, v2: {quoted} }}
    reserved: {{ v1: [{reserved}] }}
    v1:
      a: {{ type: string, wire: {one}, aliases: [{alias}], doc: {quoted}, default: {quoted}, example: {quoted}, deprecated: {quoted}, pii: true }}
    v2:
      a: {{ type: string, wire: {one}, aliases: [{alias}], doc: {quoted}, default: {quoted}, example: {quoted} }}
      b: {{ type: json, fill: {{ {one}: [{quoted}] }}, example: {{ {one}: {{ {quoted}: {quoted} }} }}, doc: {quoted} }}
      c: {{ type: Kind, fill: {one}, map: {{ {one}: Two }}, doc: {quoted} }}
unions:
  Choice:
    tag: {tag}
    content: {content}
    doc: {quoted}
    notes: {{ v1: {quoted} }}
    v1: {{ first: {{ x: {{ type: string, wire: {one}, doc: {quoted}, example: {quoted} }} }}, second: {{}} }}
events:
  Happened:
    doc: {quoted}
    deprecated: {quoted}
    notes: {{ v1: {quoted}, v2: {quoted} }}
    v1:
      text: {{ type: string, wire: {one}, doc: {quoted}, example: {quoted} }}
      held: Held@1
    v2:
      text: {{ type: string, wire: {one}, doc: {quoted}, example: {quoted}, deprecated: {quoted} }}
      held: Held@2
      more: {{ type: "map<string, string>", default: {{ {quoted}: {quoted} }}, example: {{ {one}: {quoted} }}, doc: {quoted} }}
      amount: {{ type: u32, default: 1, unit: {quoted}, doc: {quoted} }}
      choice: Choice?
  Gone:
    doc: {quoted}
    becomes: []
    v1: {{ text: {{ type: string, doc: {quoted} }} }}
commands:
  Do:
    doc: {quoted}
    deprecated: {quoted}
    v1: {{ text: {{ type: string, wire: {one}, doc: {quoted}, example: {quoted} }} }}
    emits: [Happened]
    rejects: [Refused]
rejections:
  Refused:
    doc: {quoted}
    message: {message}
    fields: {{ text: {{ type: string, wire: {one}, doc: {quoted} }} }}
views:
  Shown:
    doc: {quoted}
    key: Key
    fields: {{ text: {{ type: string, wire: {one}, doc: {quoted}, example: {quoted} }} }}
    from: [Happened, Gone]
queries:
  Ask:
    doc: {quoted}
    v1: {{ text: {{ type: string, wire: {one}, doc: {quoted}, example: {quoted} }} }}
    returns: Shown?
processes:
  Flow:
    doc: {quoted}
    key: Key
    state: {{ text: {{ type: string, wire: {one}, doc: {quoted} }} }}
    reacts:
      Happened: {{ by: text, sends: [Do] }}
"#,
        tag = name("tag"),
        content = name("content"),
        one = name(""),
        alias = name("2"),
        reserved = name("3"),
    );
    out
}

/// A text as YAML spells any text.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => out.extend(['\\', char]),
            ' '..='~' => out.push(char),
            char => {
                let _ = write!(out, "\\U{:08x}", u32::from(char));
            }
        }
    }
    out.push('"');
    out
}
