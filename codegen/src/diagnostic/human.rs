//! Findings for people, in the manner of rustc: rule, message, file, line and column, the lines with the place
//! underlined, second places, and help with the edit to make.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Patch, Renderer, Snippet};

use crate::numbers::counted;
use crate::source::{FileId, Place, Sources};

use super::lines::Lines;
use super::window::Window;
use super::{Diagnostic, Edit, Readings, Severity, sorted, visible};

/// Second places and edits beyond these are counted and not shown.
const MOST_SHOWN: usize = 8;
/// Places nearer than this many lines are shown in one piece.
const NEAR: usize = 100;
/// A place of more lines is underlined in its first line alone.
const MOST_LINES: usize = 20;
/// The longest value shown as what fails, in characters.
const LONGEST_VALUE: usize = 200;
/// Stands for the path of a place until its true line and column are put in: those of the shown text can differ, where
/// a line is cut or a character is shown by its code. [`visible`] lets it come from nowhere else.
const MARK: char = '\u{f8ff}';

/// All findings, in the order of the files, with a blank line behind each; empty if there are none.
///
/// ```
/// use retold_codegen::diagnostic::human;
/// use retold_codegen::source::{FileId, SourceFile, Sources};
///
/// let text = "context: &shop shop\n".to_owned();
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text }]);
/// let (_, findings) = retold_codegen::yaml::parse(FileId(0), &sources.file(FileId(0)).text);
/// assert!(human::render(&findings, &sources, false).contains(" --> a.yaml:1:10\n"));
/// ```
#[must_use]
pub fn render(findings: &[Diagnostic], sources: &Sources, color: bool) -> String {
    each(findings, sources, color).into_iter().flat_map(|(_, shown)| [shown, "\n\n".to_owned()]).collect()
}

/// Each finding by itself, in the same order and form.
#[must_use]
pub fn each<'f>(findings: &'f [Diagnostic], sources: &Sources, color: bool) -> Vec<(&'f Diagnostic, String)> {
    let lines = Lines::new(sources, findings.iter().flat_map(Diagnostic::places));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let shown = |finding| Report { lines: &lines, finding, marks: Vec::new() }.render(&renderer);
    sorted(findings).into_iter().map(|finding| (finding, shown(finding))).collect()
}

/// How many findings there are, as in `2 errors, 1 warning in 3 files`.
#[must_use]
pub fn summary(findings: &[Diagnostic], files: usize) -> String {
    let counted = |count: usize, word: &str| (count > 0).then(|| counted(count, word, &format!("{word}s")));
    let of = |severity: Severity| {
        counted(findings.iter().filter(|finding| finding.severity() == severity).count(), severity.word())
    };
    let found: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note].into_iter().filter_map(of).collect();
    let found = if found.is_empty() { "nothing wrong".to_owned() } else { found.join(", ") };
    format!("{found} in {}", counted(files, "file").unwrap_or_else(|| "no files".to_owned()))
}

/// One finding while it is rendered.
struct Report<'a> {
    lines: &'a Lines<'a>,
    finding: &'a Diagnostic,
    /// What each mark stands for.
    marks: Vec<String>,
}

/// A place and what is written under it.
struct Pointed<'a> {
    place: Place,
    range: Range<usize>,
    kind: AnnotationKind,
    label: &'a str,
}

/// Pieces of one file that are shown together.
struct Piece<T> {
    file: FileId,
    /// The indexes of its first and last line.
    lines: (usize, usize),
    items: Vec<T>,
}

impl<'a> Report<'a> {
    fn render(mut self, renderer: &Renderer) -> String {
        let finding = self.finding;
        let level = match finding.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let title = level.primary_title(visible::line(&finding.message)).id(finding.rule.id);
        let mut group = Group::with_title(title);
        let mut paths = BTreeMap::new();
        for piece in self.pointed_pieces() {
            let window = self.window(&piece, |pointed| pointed.range.clone());
            let path = self.mark(piece.items[0].place);
            paths.entry(piece.file).or_insert_with(|| path.clone());
            let annotations = piece.items.iter().map(|pointed| annotation(pointed, window.range(&pointed.range)));
            let annotations: Vec<_> = annotations.collect();
            let first_line = window.first_line;
            group =
                group.element(Snippet::source(window.text).path(path).line_start(first_line).annotations(annotations));
        }
        let hidden = finding.also.len().saturating_sub(MOST_SHOWN);
        if hidden > 0 {
            group = group.element(Level::NOTE.message(more(hidden, "place")));
        }
        if let Some(witness) = &finding.witness {
            let message = match &finding.readings {
                None => format!("it fails for `{}`", short_value(witness)),
                Some(Readings { before, after }) => format!(
                    "`{}` reads as `{}` before, and as `{}` now",
                    short_value(witness),
                    short_value(before),
                    short_value(after)
                ),
            };
            group = group.element(Level::NOTE.message(message));
        }
        let suggestion = self.suggestion(&paths);
        for help in finding.help.iter().skip(usize::from(suggestion.is_some())) {
            group = group.element(Level::HELP.message(visible::message(help)));
        }
        let groups: Vec<Group<'_>> = std::iter::once(group).chain(suggestion).collect();
        self.with_paths(&renderer.render(&groups))
    }

    /// The finding's own place and the second ones, those that lie together in one piece.
    fn pointed_pieces(&self) -> Vec<Piece<Pointed<'a>>> {
        let finding = self.finding;
        let primary = finding.place.map(|place| (place, AnnotationKind::Primary, finding.label.as_str()));
        let also = finding.also.iter().take(MOST_SHOWN);
        let also = also.map(|also| (also.place, AnnotationKind::Context, also.label.as_str()));
        let mut pieces: Vec<Piece<Pointed<'a>>> = Vec::new();
        for (place, kind, label) in primary.into_iter().chain(also) {
            let range = self.underlined(place);
            let file = self.lines.of(place.file);
            let lines = (file.line_of(range.start), file.line_of(range.end));
            add(&mut pieces, place.file, lines, Pointed { place, range, kind, label });
        }
        pieces
    }

    /// What is underlined of a place: not the newline at its end, and the first line alone if it has very many.
    fn underlined(&self, place: Place) -> Range<usize> {
        let file = self.lines.of(place.file);
        let range = file.range(place);
        let trimmed = range.start + file.text[range.clone()].trim_end_matches(['\n', '\r']).len();
        let first = file.line_of(range.start);
        if file.line_of(trimmed) - first >= MOST_LINES {
            return range.start..file.line(first).end.max(range.start);
        }
        range.start..trimmed
    }

    /// The edits as they would look, under the first of the helps; nothing if they cannot be shown.
    fn suggestion(&mut self, paths: &BTreeMap<FileId, String>) -> Option<Group<'a>> {
        let mut edits: Vec<&Edit> = self.finding.edits.iter().collect();
        edits.sort_by_key(|edit| edit.place);
        let overlap =
            |pair: &[&Edit]| pair[0].place.file == pair[1].place.file && pair[0].place.end > pair[1].place.start;
        if edits.is_empty() || edits.windows(2).any(overlap) {
            return None;
        }
        let mut pieces: Vec<Piece<&Edit>> = Vec::new();
        for edit in edits {
            let file = self.lines.of(edit.place.file);
            let range = file.range(edit.place);
            add(&mut pieces, edit.place.file, (file.line_of(range.start), file.line_of(range.end)), edit);
        }
        let title = self.finding.help.first().map_or("make this edit", String::as_str);
        let mut group = Group::with_title(Level::HELP.secondary_title(visible::line(title)));
        let hidden = pieces.len().saturating_sub(MOST_SHOWN);
        pieces.truncate(MOST_SHOWN);
        for piece in pieces {
            let lines = self.lines;
            let range = |edit: &&Edit| lines.of(edit.place.file).range(edit.place);
            let window = self.window(&piece, range);
            if window.is_cut || piece.lines.1 - piece.lines.0 > 2 * NEAR {
                return None;
            }
            let path = paths.get(&piece.file).cloned().unwrap_or_else(|| self.mark(piece.items[0].place));
            let patches: Vec<Patch<'_>> = piece
                .items
                .iter()
                .map(|edit| Patch::new(window.range(&range(edit)), visible::lines(&edit.text).into_owned()))
                .collect();
            let first_line = window.first_line;
            group = group.element(Snippet::source(window.text).path(path).line_start(first_line).patches(patches));
        }
        if hidden > 0 {
            group = group.element(Level::NOTE.message(more(hidden, "edit")));
        }
        Some(group)
    }

    fn window<T>(&self, piece: &Piece<T>, range: impl Fn(&T) -> Range<usize>) -> Window {
        let ranges: Vec<Range<usize>> = piece.items.iter().map(range).collect();
        Window::new(self.lines.of(piece.file), piece.lines.0..=piece.lines.1, &ranges)
    }

    /// A stand-in for the path of a place.
    fn mark(&mut self, place: Place) -> String {
        let (start, _) = self.lines.line_columns(place);
        let path = visible::line(self.lines.shown(place.file));
        self.marks.push(format!("{path}:{}:{}", start.line, start.column));
        format!("{MARK}{}{MARK}", self.marks.len() - 1)
    }

    /// Puts the paths, lines and columns where the marks stand, in place of the lines and columns behind them.
    fn with_paths(&self, rendered: &str) -> String {
        let mut shown = String::with_capacity(rendered.len());
        let mut parts = rendered.split(MARK);
        shown.push_str(parts.next().unwrap_or(""));
        while let (Some(index), Some(rest)) = (parts.next(), parts.next()) {
            let place = index.parse::<usize>().ok().and_then(|index| self.marks.get(index));
            shown.push_str(place.map_or("", String::as_str));
            shown.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
        }
        shown
    }
}

/// Adds an item to the piece that lies near it, or starts one.
fn add<T>(pieces: &mut Vec<Piece<T>>, file: FileId, lines: (usize, usize), item: T) {
    let near = |piece: &&mut Piece<T>| {
        piece.file == file && lines.0 <= piece.lines.1 + NEAR && piece.lines.0 <= lines.1 + NEAR
    };
    match pieces.iter_mut().find(near) {
        Some(piece) => {
            piece.lines = (piece.lines.0.min(lines.0), piece.lines.1.max(lines.1));
            piece.items.push(item);
        }
        None => pieces.push(Piece { file, lines, items: vec![item] }),
    }
}

fn annotation<'a>(pointed: &Pointed<'a>, range: Range<usize>) -> Annotation<'a> {
    let annotation = pointed.kind.span(range);
    if pointed.label.is_empty() { annotation } else { annotation.label(visible::line(pointed.label)) }
}

fn more(count: usize, word: &str) -> String {
    format!("and {count} more {word}{}", if count == 1 { "" } else { "s" })
}

fn short_value(value: &serde_json::Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", visible::line(&text[..end])),
        None => visible::line(&text).into_owned(),
    }
}
