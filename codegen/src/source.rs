//! The schema files of one set as text, and places in them. A place is a byte range in one file; lines and
//! columns are computed only when a diagnostic is shown.

use std::ops::Range;

/// One schema file: its path relative to the schema folder, with `/` between segments, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path below the schema folder, such as `shop/cart.yaml`; the module of the generated code follows it.
    pub path: String,
    /// How messages name the file, usually the folder as the user gave it and `path`.
    pub shown: String,
    /// The whole text.
    pub text: String,
}

/// The index of a file in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A byte range of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Place {
    /// A place in `file` that covers `range`, in bytes.
    #[must_use]
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file, start: clamp(range.start), end: clamp(range.end) }
    }

    /// The same bytes of the file whose id is higher by `files`: see [`Sources::attach_base`].
    #[must_use]
    pub fn moved(self, files: u32) -> Self {
        Self { file: FileId(self.file.0.saturating_add(files)), ..self }
    }

    /// The bytes covered.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// From the start of this place to the end of `other`, in the same file.
    #[must_use]
    pub fn to(self, other: Place) -> Place {
        Place { file: self.file, start: self.start, end: other.end.max(self.end) }
    }
}

/// A line and a column, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// The largest schema file that is read, in bytes: what keeps any single file answered in little time and memory.
pub const LARGEST_FILE: u64 = 4 << 20;

/// All files of one schema set, sorted by path, and further files that only diagnostics point into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// How many of `files`, from the first, are schema files.
    schemas: usize,
    incomplete: bool,
    base: Option<Base>,
}

/// Where the files of the set that is compared with stand among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Base {
    files: Range<u32>,
    /// What messages call the revision; `None` where the paths say where they are.
    revision: Option<String>,
}

impl Sources {
    /// Takes the files and sorts them by path, so that every result is the same whatever order a folder lists them in.
    #[must_use]
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|left, right| left.path.cmp(&right.path));
        Self { schemas: files.len(), files, incomplete: false, base: None }
    }

    /// Adds a file that is no part of the schema set but that a diagnostic points into, such as `retold.toml`.
    pub fn attach(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(file);
        id
    }

    /// Adds all files of the set that this one is compared with, and returns what to add to the ids of their places.
    /// Where they come from a revision, `shown` starts with it and a colon.
    pub fn attach_base(&mut self, base: &Sources, revision: Option<&str>) -> u32 {
        let start = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.files.extend(base.files.iter().cloned());
        let end = u32::try_from(self.files.len()).unwrap_or(u32::MAX);
        self.base = Some(Base { files: start..end, revision: revision.map(str::to_owned) });
        start
    }

    /// The revision that a file is read from; `None` for a file as it is now.
    #[must_use]
    pub fn revision(&self, id: FileId) -> Option<&str> {
        let base = self.base.as_ref().filter(|base| base.files.contains(&id.0))?;
        base.revision.as_deref()
    }

    /// Adds a schema file that could not be read, with as much of its text as can be shown. The set is then
    /// incomplete: what the file would have defined is unknown.
    pub fn attach_unread(&mut self, file: SourceFile) -> FileId {
        self.incomplete = true;
        self.attach(file)
    }

    /// Whether a schema file is missing from the set because it could not be read; a name that nothing defines may
    /// then stand in that file, and is no finding.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.incomplete
    }

    /// The schema files with their ids, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let schemas = self.files.iter().take(self.schemas);
        schemas.enumerate().map(|(index, file)| (FileId(u32::try_from(index).unwrap_or(u32::MAX)), file))
    }

    /// How many schema files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.schemas
    }

    /// Whether there is no schema file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.schemas == 0
    }

    /// The file with this id.
    ///
    /// # Panics
    /// If the id was made by another set of sources.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The text that a place covers.
    #[must_use]
    pub fn slice(&self, place: Place) -> &str {
        self.file(place.file).text.get(place.range()).unwrap_or("")
    }

    /// Line and column of the first character of a place, and of the one after its last.
    #[must_use]
    pub fn line_columns(&self, place: Place) -> (LineColumn, LineColumn) {
        let text = &self.file(place.file).text;
        (line_column(text, place.start as usize), line_column(text, place.end as usize))
    }
}

fn line_column(text: &str, at: usize) -> LineColumn {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    LineColumn { line: count(line), column: count(column) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_start_at_one() {
        let sources = Sources::new(vec![SourceFile {
            path: "a.yaml".into(),
            shown: "a.yaml".into(),
            text: "ä: 1\nbö: 2\n".into(),
        }]);
        let (start, end) = sources.line_columns(Place::new(FileId(0), 6..9));
        assert_eq!((start, end), (LineColumn { line: 2, column: 1 }, LineColumn { line: 2, column: 3 }));
    }

    #[test]
    fn attached_files_can_be_shown_and_are_not_part_of_the_set() {
        let file = |path: &str| SourceFile { path: path.into(), shown: path.into(), text: "x".into() };
        let mut sources = Sources::new(vec![file("b.yaml"), file("a.yaml")]);
        let config = sources.attach(file("retold.toml"));
        assert!(!sources.is_incomplete());
        let unread = sources.attach_unread(file("c.yaml"));
        assert!(sources.is_incomplete());
        assert_eq!((sources.file(config).path.as_str(), sources.file(unread).path.as_str()), ("retold.toml", "c.yaml"));
        assert_eq!(sources.iter().map(|(_, file)| file.path.as_str()).collect::<Vec<_>>(), ["a.yaml", "b.yaml"]);
    }
}
