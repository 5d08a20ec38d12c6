//! Lines and columns of many places: the starts of all lines of a file are found once, when its first place is asked
//! for.

use std::cell::OnceCell;
use std::ops::Range;

use crate::source::{FileId, LineColumn, Place, Sources};

/// The lines of all files of a set.
pub(super) struct Lines<'a> {
    sources: &'a Sources,
    indexes: Vec<OnceCell<FileLines<'a>>>,
}

/// The lines of one file.
pub(super) struct FileLines<'a> {
    pub(super) text: &'a str,
    /// The first byte of every line.
    starts: Vec<usize>,
    /// How many characters start before each multiple of [`STRIDE`] bytes: a line may be as long as the file, and have
    /// many places in it.
    characters: Vec<usize>,
}

const STRIDE: usize = 4096;

impl<'a> Lines<'a> {
    /// The lines of the files that `places` point into.
    pub(super) fn new(sources: &'a Sources, places: impl IntoIterator<Item = Place>) -> Self {
        let files = places.into_iter().map(|place| place.file.0 as usize + 1).max().unwrap_or(0);
        Self { sources, indexes: (0..files).map(|_| OnceCell::new()).collect() }
    }

    /// The lines of a file that one of the places pointed into.
    pub(super) fn of(&self, file: FileId) -> &FileLines<'a> {
        let sources = self.sources;
        self.indexes[file.0 as usize].get_or_init(|| FileLines::new(&sources.file(file).text))
    }

    /// How messages name a file.
    pub(super) fn shown(&self, file: FileId) -> &'a str {
        &self.sources.file(file).shown
    }

    /// The path of a file, without the revision that it is read from.
    pub(super) fn path(&self, file: FileId) -> &'a str {
        let shown = self.shown(file);
        let without = self.revision(file).and_then(|revision| shown.strip_prefix(revision)?.strip_prefix(':'));
        without.unwrap_or(shown)
    }

    /// The revision that a file is read from; `None` for a file as it is now.
    pub(super) fn revision(&self, file: FileId) -> Option<&'a str> {
        self.sources.revision(file)
    }

    /// Line and column of the first character of a place, and of the one after its last.
    pub(super) fn line_columns(&self, place: Place) -> (LineColumn, LineColumn) {
        let lines = self.of(place.file);
        let Range { start, end } = lines.range(place);
        (lines.line_column(start), lines.line_column(end))
    }
}

impl<'a> FileLines<'a> {
    fn new(text: &'a str) -> Self {
        let newlines = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect();
        let mut characters = vec![0];
        for chunk in text.as_bytes().chunks(STRIDE) {
            characters.push(characters[characters.len() - 1] + count_characters(chunk));
        }
        Self { text, starts, characters }
    }

    /// The bytes of a place, within the text and at the boundaries of characters.
    pub(super) fn range(&self, place: Place) -> Range<usize> {
        let boundary = |at: usize| self.text.floor_char_boundary(at);
        let start = boundary(place.start as usize);
        start..boundary(place.end as usize).max(start)
    }

    /// The index of the line that a byte stands in, from 0.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start <= at) - 1
    }

    /// How many lines there are, the empty one after the last newline included.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line without what ends it.
    pub(super) fn line(&self, line: usize) -> Range<usize> {
        let start = self.starts[line];
        let end = self.starts.get(line + 1).map_or(self.text.len(), |next| next - 1);
        let line = &self.text[start..end];
        start..start + line.strip_suffix('\r').unwrap_or(line).len()
    }

    fn line_column(&self, at: usize) -> LineColumn {
        let line = self.line_of(at);
        let column = self.characters_before(at) - self.characters_before(self.starts[line]) + 1;
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        LineColumn { line: count(line + 1), column: count(column) }
    }

    fn characters_before(&self, at: usize) -> usize {
        let chunk = at / STRIDE;
        self.characters[chunk] + count_characters(&self.text.as_bytes()[chunk * STRIDE..at])
    }
}

/// How many characters start in these bytes of a text.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}
