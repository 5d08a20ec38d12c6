//! A few lines of a file as they are shown: very long lines are cut around what is pointed at, characters that hide
//! are shown by their codes, and every byte that is pointed at is found again in the text that came out.

use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

use super::lines::FileLines;
use super::visible;

/// A line with more bytes is cut.
const LONGEST_LINE: usize = 1000;
/// What is kept of a cut line before the first and after the last place in it.
const KEPT_AROUND: usize = 150;

/// Lines to show.
pub(super) struct Window {
    /// The text, one line after another.
    pub(super) text: String,
    /// The number of its first line, from 1.
    pub(super) first_line: usize,
    /// Whether a line was cut.
    pub(super) is_cut: bool,
    /// Where each byte asked for has gone.
    moved: BTreeMap<usize, usize>,
}

impl Window {
    /// The lines with these indexes; `pointed_at` are the places that will be asked for.
    pub(super) fn new(file: &FileLines<'_>, lines: RangeInclusive<usize>, pointed_at: &[Range<usize>]) -> Self {
        let mut window =
            Self { text: String::new(), first_line: lines.start() + 1, is_cut: false, moved: BTreeMap::new() };
        let mut bytes: Vec<usize> = pointed_at.iter().flat_map(|range| [range.start, range.end]).collect();
        bytes.sort_unstable();
        for line in lines {
            let range = file.line(line);
            let first = bytes.partition_point(|&byte| byte < range.start);
            // What ends a line belongs to it.
            let end = if line + 1 < file.count() { file.line(line + 1).start } else { usize::MAX };
            let last = bytes.partition_point(|&byte| byte < end);
            window.add(file.text, range, &bytes[first..last]);
        }
        window
    }

    /// A place of the file as a range of `text`.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let moved = |byte: usize| self.moved.get(&byte).copied().unwrap_or(0);
        let start = moved(range.start);
        start..moved(range.end).max(start)
    }

    fn add(&mut self, text: &str, line: Range<usize>, bytes: &[usize]) {
        let kept = if line.len() > LONGEST_LINE { kept(text, &line, bytes) } else { line.clone() };
        self.is_cut |= kept != line;
        if kept.start > line.start {
            self.text.push('…');
        }
        let mut bytes = bytes.iter().copied().peekable();
        for (at, character) in text[kept.clone()].char_indices() {
            while let Some(byte) = bytes.next_if(|&byte| byte <= kept.start + at) {
                self.moved.insert(byte, self.text.len());
            }
            if visible::is_hidden(character) {
                self.text.push_str(&visible::code(character));
            } else {
                self.text.push(character);
            }
        }
        bytes.for_each(|byte| {
            self.moved.insert(byte, self.text.len());
        });
        if kept.end < line.end {
            self.text.push('…');
        }
        self.text.push('\n');
    }
}

/// The part of a long line around the places in it, as far as they lie near the first.
fn kept(text: &str, line: &Range<usize>, bytes: &[usize]) -> Range<usize> {
    let first = bytes.first().copied().unwrap_or(line.start).min(line.end);
    let near = bytes.iter().copied().filter(|&byte| byte <= first + LONGEST_LINE / 2);
    let last = near.max().unwrap_or(first).min(line.end);
    let start = first.saturating_sub(KEPT_AROUND).max(line.start);
    let end = (last + KEPT_AROUND).min(line.end);
    text.ceil_char_boundary(start)..text.floor_char_boundary(end)
}
