//! Texts of several lines behind `|` and `>`: their lines stay, and what indents them and how they end is spelled anew.

use std::borrow::Cow;

use crate::source::FileId;
use crate::yaml;

/// A block scalar as it is written anew.
pub(super) struct Block<'t> {
    /// `|` or `>`, and how it ends.
    pub(super) header: String,
    /// Its lines without indentation; one that is empty stays empty.
    pub(super) lines: Vec<Cow<'t, str>>,
}

/// The block scalar that is `written` from its `|` or `>` on and means `meant`, for lines that stand `indentation` further
/// in. `None` if it has to be spelled in quotes.
pub(super) fn block<'t>(written: &'t str, meant: &'t str, indentation: usize) -> Option<Block<'t>> {
    let content = meant.trim_end_matches('\n');
    if content.trim_matches([' ', '\t', '\n']).is_empty() {
        return None;
    }
    let ends = meant.len() - content.len();
    let is_folded = written.starts_with('>');
    let mut lines: Vec<Cow<'t, str>> = if is_folded {
        folded(written, content)?.into_iter().map(Cow::Borrowed).collect()
    } else {
        content.split('\n').map(Cow::Borrowed).collect()
    };
    let starts_with_space = lines.iter().find(|line| !line.is_empty()).is_some_and(|line| line.starts_with(' '));
    let header = format!(
        "{}{}{}",
        if is_folded { '>' } else { '|' },
        if starts_with_space { indentation.to_string() } else { String::new() },
        match ends {
            0 => "-",
            1 => "",
            _ => "+",
        }
    );
    lines.extend(std::iter::repeat_n(Cow::Borrowed(""), ends.saturating_sub(1)));
    let block = Block { header, lines };
    (!is_folded || block.means(meant, indentation)).then_some(block)
}

/// The lines of a folded text as they are written, up to the last that is not blank.
fn folded<'t>(written: &'t str, content: &str) -> Option<Vec<&'t str>> {
    let (_, body) = written.split_once('\n')?;
    let lines: Vec<&str> = body.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    let first_written = lines.iter().find(|line| !is_blank(line))?;
    let first_meant = content.split('\n').find(|line| !is_blank(line))?;
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let indentation = spaces(first_written).checked_sub(spaces(first_meant))?;
    Some(lines.into_iter().map(|line| line.get(indentation..).unwrap_or("")).collect())
}

fn is_blank(line: &str) -> bool {
    line.trim_matches([' ', '\t']).is_empty()
}

impl Block<'_> {
    /// Whether YAML reads it as this.
    fn means(&self, meant: &str, indentation: usize) -> bool {
        let mut text = format!("a: {}\n", self.header);
        for line in &self.lines {
            if !line.is_empty() {
                text.extend(std::iter::repeat_n(' ', indentation));
                text.push_str(line);
            }
            text.push('\n');
        }
        let (tree, problems) = yaml::parse(FileId(0), &text);
        let value = tree.as_ref().and_then(|tree| tree.entry("a")).and_then(|entry| entry.value.as_scalar());
        problems.is_empty() && value.is_some_and(|value| value.text == meant)
    }
}
