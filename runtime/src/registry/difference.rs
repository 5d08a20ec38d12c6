//! What differs between an entry of the lock and the types, for people.

use std::fmt::{self, Write};

use similar::{ChangeTag, TextDiff};

use super::frame::Entry;

/// One entry that is not what it should be.
#[derive(Clone, Debug)]
pub(super) struct Difference(String);

impl Difference {
    /// `held` is what stands in the lock, `own` what the types are.
    pub(super) fn of(held: Option<&Entry>, own: Option<&Entry>) -> Self {
        let mut text = String::new();
        match (held, own) {
            (None, Some(own)) => {
                for (version, lines) in versions(own) {
                    let _ = writeln!(text, "\n`{}` {version} is not in the lock{}", name(own), written_by(&lines));
                }
            }
            (Some(held), None) => {
                let _ = writeln!(
                    text,
                    "\n`{}` is in the lock, and in no set of this registry: was it removed? \
                     (If another `registry!` of this package has it, give that one a name of its own, or list all sets in one)",
                    name(held)
                );
            }
            (Some(held), Some(own)) => compared(held, own, &mut text),
            (None, None) => {}
        }
        Self(text)
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn compared(held: &Entry, own: &Entry, text: &mut String) {
    let (before, after) = (held.parts(), own.parts());
    let start = text.len();
    for (part, lines) in &after {
        let of = if *part == "all" { "what holds for all its versions".to_owned() } else { (*part).to_owned() };
        match before.iter().find(|(other, _)| other == part) {
            None => {
                let _ = writeln!(text, "\n`{}` {of} is not in the lock{}", name(own), written_by(lines));
            }
            Some((_, old)) if shape(old) != shape(lines) => {
                let _ = writeln!(text, "\n`{}` {of} is another than in the lock", name(own));
                let (old, new) = (joined(&shape(old)), joined(&shape(lines)));
                let diff = TextDiff::from_lines(&old, &new);
                for change in diff.grouped_ops(2).iter().flatten().flat_map(|op| diff.iter_changes(op)) {
                    let sign = match change.tag() {
                        ChangeTag::Delete => '-',
                        ChangeTag::Insert => '+',
                        ChangeTag::Equal => ' ',
                    };
                    let _ = write!(text, "  {sign} {change}");
                }
            }
            Some(_) => {}
        }
    }
    for (part, _) in before.iter().filter(|(part, _)| !after.iter().any(|(other, _)| other == part)) {
        let _ = writeln!(text, "\n`{}` {part} is in the lock, and no type is that version any more", name(own));
    }
    if text.len() == start {
        let _ = writeln!(text, "\n`{}` was edited in the lock: its hash is another", name(own));
    }
}

fn name(entry: &Entry) -> &str {
    entry.key.split_once(' ').map_or(entry.key.as_str(), |(_, name)| name)
}

fn versions(entry: &Entry) -> impl Iterator<Item = (&str, Vec<&str>)> {
    entry.parts().into_iter().filter(|(part, _)| *part != "all")
}

/// The type of a version, in brackets.
fn written_by(lines: &[&str]) -> String {
    let ty = lines.iter().find_map(|line| line.strip_prefix("type: "));
    ty.map(|ty| format!(" (`{}`)", ty.trim_matches('"'))).unwrap_or_default()
}

fn shape<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    lines.iter().filter(|line| !line.starts_with("type: ") && !line.starts_with("registry: ")).copied().collect()
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
