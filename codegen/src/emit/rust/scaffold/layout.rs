//! Pieces of Rust as rustfmt lays them out with its own settings, so that formatting a scaffolded file changes nothing.

use std::collections::BTreeSet;

/// The longest line.
const LINE: usize = 100;
/// The longest list of fields on one line.
const FIELDS: usize = 18;
/// The longest chain of calls, and the longest list of arguments, on one line.
const CALLS: usize = 60;

/// `use path::{A, B};`
pub(super) fn import(path: &str, names: BTreeSet<&str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    if let [name] = names.as_slice() {
        return format!("use {path}::{name};\n");
    }
    let line = format!("use {path}::{{{}}};\n", names.join(", "));
    if line.len() <= LINE + 1 {
        return line;
    }
    let mut out = format!("use {path}::{{\n");
    let mut current = "   ".to_owned();
    for name in names {
        if current.len() + 2 + name.len() > LINE {
            out.push_str(&current);
            out.push('\n');
            "   ".clone_into(&mut current);
        }
        current.push(' ');
        current.push_str(name);
        current.push(',');
    }
    out.push_str(&current);
    out.push_str("\n};\n");
    out
}

/// `    fn name(arguments) -> result {`, or with what else stands before the name.
pub(super) fn function(head: &str, name: &str, arguments: &[String], result: Option<&str>) -> String {
    let result = result.map(|result| format!(" -> {result}")).unwrap_or_default();
    let line = format!("    {head} {name}({}){result} {{\n", arguments.join(", "));
    if line.len() <= LINE + 1 {
        return line;
    }
    let mut out = format!("    {head} {name}(\n");
    for argument in arguments {
        out.push_str(&format!("        {argument},\n"));
    }
    out.push_str(&format!("    ){result} {{\n"));
    out
}

/// `Name { field: value, … }`, the brackets at this depth.
pub(super) fn literal(name: &str, fields: &[String], depth: usize) -> String {
    let line = fields.join(", ");
    if fields.is_empty() {
        return format!("{name} {{}}");
    }
    if line.len() <= FIELDS {
        return format!("{name} {{ {line} }}");
    }
    let indent = " ".repeat(depth);
    let fields: String = fields.iter().map(|field| format!("{indent}    {field},\n")).collect();
    format!("{name} {{\n{fields}{indent}}}")
}

/// `        head.one.two;`
pub(super) fn chain(head: &str, calls: &[String]) -> String {
    let line = format!("{head}{}", calls.concat());
    if line.len() <= CALLS {
        return format!("        {line};\n");
    }
    let calls: String = calls.iter().map(|call| format!("            {call}\n")).collect();
    format!("        {head}\n{}", calls.trim_end_matches('\n').to_owned() + ";\n")
}

/// `        let name: Type = from_json(…);`
pub(super) fn from_json(name: &str, ty: &str, one_line: &str, pretty: &str) -> String {
    let literal = raw(one_line);
    let line = format!("        let {name}: {ty} = from_json({literal});\n");
    if literal.len() <= CALLS && line.len() <= LINE + 1 {
        return line;
    }
    format!("        let {name}: {ty} = from_json(\n            {},\n        );\n", raw(pretty))
}

/// A raw string literal of text in which nothing is invisible.
fn raw(text: &str) -> String {
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
