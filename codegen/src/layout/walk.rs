//! The walk over the tree that writes every key and value to its line, and every comment to the line that it stood at.

use super::block_scalar::block;
use super::comments::{Comment, is_apart, line_start};
use super::lines::Lines;
use super::one_line::{is_absent, key, one_line};
use super::scalar::{Written, in_lines, in_one_line};
use super::{INDENTATION, WIDTH};
use crate::yaml::{Entry, Node, NodeKind, ScalarNode, ScalarStyle};

/// What a file may have of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// How much further in a line stands than the one that it belongs to.
    pub(crate) indentation: usize,
}

impl Default for Style {
    fn default() -> Self {
        Style { indentation: INDENTATION }
    }
}

/// A file being laid out.
pub(crate) struct Layout<'t> {
    file: Written<'t>,
    comments: &'t [Comment],
    /// Comments before this one are written.
    next: usize,
    /// Comments behind that one which are written: those behind a closing bracket come before those within.
    taken: Vec<usize>,
    lines: Lines,
    style: Style,
    /// What the next line starts with, where it is a dash and not spaces.
    dashes: Option<LineStart>,
}

/// What a line starts with, dashes of lists among it, and how far in it starts.
struct LineStart {
    text: String,
    indentation: usize,
}

/// Where a mapping or list stands.
#[derive(Clone, Copy)]
enum Bounds {
    /// On lines of its own that start at this column; what it is a part of starts at the other one, if it is.
    Block { column: usize, outer: Option<usize> },
    /// In brackets, of which the last ends here.
    Brackets { end: usize },
}

impl Bounds {
    fn column(self) -> Option<usize> {
        match self {
            Bounds::Block { column, .. } => Some(column),
            Bounds::Brackets { .. } => None,
        }
    }
}

/// How a value is written.
enum Shape<'t> {
    /// In the line of its key.
    Inline(String),
    /// From the line of its key on, in lines that stand further in.
    Lines(Vec<String>),
    /// Below its key.
    Collection(&'t Node, Bounds),
}

impl<'t> Layout<'t> {
    pub(crate) fn new(file: Written<'t>, comments: &'t [Comment], style: Style) -> Self {
        Layout { file, comments, next: 0, taken: Vec::new(), lines: Lines::default(), style, dashes: None }
    }

    /// A whole file.
    pub(crate) fn document(&mut self, root: &'t Node) {
        self.marker(root);
        match &root.kind {
            NodeKind::Map(entries) if !entries.is_empty() => {
                let bounds = match self.is_in_brackets(root) {
                    true => Bounds::Brackets { end: root.place.end as usize },
                    false => Bounds::Block { column: 0, outer: None },
                };
                self.mapping(entries, 0, bounds);
            }
            NodeKind::Map(_) | NodeKind::List(_) | NodeKind::Scalar(_) => {
                self.leading(root.place.end as usize, 0, true);
                self.lines.push(one_line(self.file, root, usize::MAX).unwrap_or_default());
            }
        }
        self.leading(self.file.text.len() + 1, 0, false);
    }

    /// One entry of a mapping in a file, whose keys start at `column` there.
    pub(crate) fn one_entry(&mut self, entry: &'t Entry, indentation: usize, column: usize) {
        self.next = self.comments.partition_point(|comment| comment.start < entry.key_place.end as usize);
        self.entry(entry, indentation, Bounds::Block { column, outer: None });
    }

    /// Everything that was written.
    pub(crate) fn finish(self, line_end: &str) -> String {
        self.lines.finish(line_end)
    }

    /// The `---` that a document may start with.
    fn marker(&mut self, root: &Node) {
        let first = first_token(root);
        let mut start = 0;
        for line in self.file.text[..first].split_inclusive('\n') {
            let content = line.trim_start_matches('\u{feff}');
            if content
                .strip_prefix("---")
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
            {
                self.leading(start, 0, true);
                let end = start + (line.len() - content.len()) + 3;
                let comment = self
                    .comments
                    .get(self.next)
                    .filter(|comment| !comment.is_alone && comment.start >= end && comment.start < start + line.len());
                self.next += usize::from(comment.is_some());
                self.lines.push_with("---".to_owned(), comment.map(|comment| self.words(comment)));
                return;
            }
            start += line.len();
        }
    }

    /// The entries of a mapping, each from a line of its own on.
    fn mapping(&mut self, entries: &'t [Entry], indentation: usize, bounds: Bounds) {
        for (index, entry) in entries.iter().enumerate() {
            let start = entry.key_place.start as usize;
            // The first line of an item of a list starts with its dash, and what is above it is written.
            if self.dashes.is_none() {
                let has_comments = self.leading(start, indentation, index == 0);
                if (index > 0 || has_comments) && is_apart(self.file.text, start, &['?']) {
                    self.lines.blank();
                }
            }
            self.entry(entry, indentation, bounds);
        }
        self.behind(indentation, bounds, entries.last().map(|entry| entry.value.place.end as usize));
    }

    fn list(&mut self, items: &'t [Node], indentation: usize, bounds: Bounds) {
        for (index, item) in items.iter().enumerate() {
            let start = first_token(item);
            if self.dashes.is_none() {
                let has_comments = self.leading(start, indentation, index == 0);
                if (index > 0 || has_comments) && is_apart(self.file.text, item.place.start as usize, &['-']) {
                    self.lines.blank();
                }
            }
            let outer = self.line_start(indentation);
            let dashes = LineStart { text: format!("{}- ", outer.text), ..outer };
            match self.shape(item, indentation, 2, bounds) {
                Shape::Collection(node, inner) => {
                    self.behind_bracket(node, inner, dashes.indentation);
                    self.dashes = Some(dashes);
                    self.collection(node, indentation + 2, inner);
                }
                shape => self.inline(item, dashes, shape, indentation, start),
            }
        }
        self.behind(indentation, bounds, items.last().map(|item| item.place.end as usize));
    }

    fn entry(&mut self, entry: &'t Entry, indentation: usize, bounds: Bounds) {
        let value = &entry.value;
        let key_end = entry.key_place.end as usize;
        let key = key(self.file, entry);
        let columns = key.chars().count() + 2;
        let start = self.line_start(indentation);
        let start = LineStart { text: format!("{}{key}:", start.text), ..start };
        match self.shape(value, indentation, columns, bounds) {
            Shape::Collection(node, inner) => {
                let comment = self.of_header(node, inner, start.indentation);
                self.lines.push_with(start.text, comment);
                self.collection(node, indentation + self.style.indentation, inner);
            }
            Shape::Inline(_) if is_absent(value) => {
                self.inline(value, start, Shape::Inline(String::new()), indentation, key_end);
                self.below_nothing(key_end, indentation, bounds);
            }
            shape => {
                self.inline(value, LineStart { text: format!("{} ", start.text), ..start }, shape, indentation, key_end)
            }
        }
    }

    fn collection(&mut self, node: &'t Node, indentation: usize, bounds: Bounds) {
        match &node.kind {
            NodeKind::Map(entries) => self.mapping(entries, indentation, bounds),
            NodeKind::List(items) => self.list(items, indentation, bounds),
            NodeKind::Scalar(_) => {}
        }
    }

    /// A value that starts in the line of its key or dash, which ends at `after`.
    fn inline(&mut self, value: &Node, start: LineStart, shape: Shape<'_>, indentation: usize, after: usize) {
        let LineStart { text: start, indentation: outer } = start;
        let end = (value.place.end as usize).max(after);
        let within: Vec<usize> = (self.next..self.comments.len())
            .take_while(|&index| self.comments[index].start < end)
            .filter(|index| !self.taken.contains(index))
            .collect();
        let header = matches!(&value.kind, NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Block)
            .then(|| within.iter().copied().find(|&index| self.comments[index].start >= value.place.start as usize))
            .flatten();
        let following =
            self.next + (self.next..self.comments.len()).take_while(|&index| self.comments[index].start < end).count();
        let trailing = self.comments.get(following).filter(|comment| comment.trails(end)).map(|_| following);
        let trailing = trailing.filter(|index| !self.taken.contains(index));
        let behind_key = within.first().copied().filter(|&index| !self.comments[index].is_alone);
        let chosen = header.or(trailing).or(behind_key);
        for index in within.iter().copied().chain(trailing).filter(|&index| Some(index) != chosen) {
            self.own_line(&self.comments[index], outer);
        }
        self.next = following + usize::from(trailing.is_some());
        let comment = chosen.map(|index| self.words(&self.comments[index]));
        match shape {
            Shape::Inline(text) => self.lines.push_with(format!("{start}{text}"), comment),
            Shape::Lines(lines) => {
                let is_block = matches!(&value.kind, NodeKind::Scalar(scalar) if scalar.style == ScalarStyle::Block);
                let last = if is_block { 0 } else { lines.len() - 1 };
                let spaces = " ".repeat(indentation + self.style.indentation);
                for (index, line) in lines.into_iter().enumerate() {
                    let text = match (index, line.is_empty()) {
                        (0, _) => format!("{start}{line}"),
                        (_, true) => line,
                        (_, false) => format!("{spaces}{line}"),
                    };
                    self.lines.push_with(text, comment.filter(|_| index == last));
                }
            }
            Shape::Collection(..) => {}
        }
    }

    /// How a value is written behind a key or dash of so many columns.
    fn shape(&self, value: &'t Node, indentation: usize, columns: usize, outer: Bounds) -> Shape<'t> {
        let room = WIDTH.saturating_sub(indentation + columns);
        match &value.kind {
            NodeKind::Scalar(scalar) => self.scalar(scalar, value, room),
            NodeKind::Map(entries) if entries.is_empty() => Shape::Inline("{}".to_owned()),
            NodeKind::List(items) if items.is_empty() => Shape::Inline("[]".to_owned()),
            NodeKind::Map(_) | NodeKind::List(_) => {
                let end = value.place.end as usize;
                let is_flow = matches!(outer, Bounds::Brackets { .. }) || self.is_in_brackets(value);
                if !is_flow {
                    let start = value.place.start as usize;
                    let column = start - line_start(self.file.text, start);
                    return Shape::Collection(value, Bounds::Block { column, outer: outer.column() });
                }
                match one_line(self.file, value, room) {
                    Some(line) if !self.has_comments(value) => Shape::Inline(line),
                    _ => Shape::Collection(value, Bounds::Brackets { end }),
                }
            }
        }
    }

    fn scalar(&self, scalar: &'t ScalarNode, node: &Node, room: usize) -> Shape<'t> {
        let written = self.file.at(node.place);
        if scalar.style == ScalarStyle::Block {
            return match block(written, &scalar.text, self.style.indentation) {
                Some(block) => {
                    Shape::Lines(std::iter::once(block.header).chain(block.lines.into_iter().map(Into::into)).collect())
                }
                None => Shape::Inline(in_one_line(scalar, node.place, self.file)),
            };
        }
        let line = in_one_line(scalar, node.place, self.file);
        if written.contains('\n') && (scalar.text.contains('\n') || line.chars().count() > room) {
            return Shape::Lines(in_lines(scalar, written).into_iter().map(str::to_owned).collect());
        }
        Shape::Inline(line)
    }

    fn has_comments(&self, node: &Node) -> bool {
        let range = node.place.range();
        let comments = &self.comments[self.next.min(self.comments.len())..];
        comments
            .iter()
            .skip_while(|comment| comment.start < range.start)
            .take(1)
            .any(|comment| comment.start < range.end)
    }

    /// The comment that goes into the line of a key whose value stands below it; others of that line go above it.
    fn of_header(&mut self, node: &Node, bounds: Bounds, indentation: usize) -> Option<&'t str> {
        let first = first_token(node);
        let mut of_line = Vec::new();
        while let Some(comment) =
            self.comments.get(self.next).filter(|comment| comment.start < first && !comment.is_alone)
        {
            if !self.taken.contains(&self.next) {
                of_line.push(comment);
            }
            self.next += 1;
        }
        if of_line.is_empty()
            && let Bounds::Brackets { .. } = bounds
        {
            of_line.extend(self.take_behind(node));
        }
        let (chosen, above) = of_line.split_first()?;
        above.iter().for_each(|comment| self.own_line(comment, indentation));
        Some(self.words(chosen))
    }

    /// The comment behind the bracket that closes an item of a list: it goes above the item.
    fn behind_bracket(&mut self, node: &Node, bounds: Bounds, indentation: usize) {
        if let Bounds::Brackets { .. } = bounds
            && let Some(comment) = self.take_behind(node)
        {
            self.own_line(comment, indentation);
        }
    }

    /// The comment behind the bracket that closes a mapping or list, which is not written again.
    fn take_behind(&mut self, node: &Node) -> Option<&'t Comment> {
        let end = node.place.end as usize;
        let index = self.comments.partition_point(|comment| comment.start < end);
        let comment = self.comments.get(index).filter(|comment| comment.trails(end))?;
        if self.taken.contains(&index) {
            return None;
        }
        self.taken.retain(|&taken| taken >= self.next);
        self.taken.push(index);
        Some(comment)
    }

    /// Writes the comments before a place, and says whether there were any.
    fn leading(&mut self, before: usize, indentation: usize, is_first: bool) -> bool {
        let mut any = false;
        while let Some(comment) = self.comments.get(self.next).filter(|comment| comment.start < before) {
            if !self.taken.contains(&self.next) {
                if comment.is_apart && comment.is_alone && (any || !is_first) {
                    self.lines.blank();
                }
                self.own_line(comment, indentation);
                any = true;
            }
            self.next += 1;
        }
        any
    }

    /// Writes the comments that end a mapping or list.
    fn behind(&mut self, indentation: usize, bounds: Bounds, last: Option<usize>) {
        match bounds {
            Bounds::Brackets { end } => {
                self.leading(end, indentation, false);
            }
            Bounds::Block { outer: None, .. } => {}
            Bounds::Block { column, outer: Some(outer) } => {
                let belongs = |comment: &Comment| {
                    let is_within = comment.column >= column && comment.column > outer;
                    last.is_some_and(|last| comment.follows <= last) && (is_within || !comment.is_alone)
                };
                self.while_they_belong(belongs, indentation);
            }
        }
    }

    /// Writes the comments below a key that has no value and that stand further in than it.
    fn below_nothing(&mut self, key_end: usize, indentation: usize, bounds: Bounds) {
        if let Bounds::Block { column, .. } = bounds {
            let belongs = |comment: &Comment| comment.follows <= key_end && comment.is_alone && comment.column > column;
            self.while_they_belong(belongs, indentation + self.style.indentation);
        }
    }

    fn while_they_belong(&mut self, belongs: impl Fn(&Comment) -> bool, indentation: usize) {
        while let Some(comment) = self.comments.get(self.next) {
            if !self.taken.contains(&self.next) {
                if !belongs(comment) {
                    return;
                }
                if comment.is_apart && comment.is_alone {
                    self.lines.blank();
                }
                self.own_line(comment, indentation);
            }
            self.next += 1;
        }
    }

    fn own_line(&mut self, comment: &Comment, indentation: usize) {
        let words = self.words(comment);
        self.lines.push(format!("{}{words}", " ".repeat(indentation)));
    }

    fn words(&self, comment: &Comment) -> &'t str {
        self.file.text.get(comment.start..comment.end).unwrap_or("")
    }

    fn line_start(&mut self, indentation: usize) -> LineStart {
        self.dashes.take().unwrap_or_else(|| LineStart { text: " ".repeat(indentation), indentation })
    }

    fn is_in_brackets(&self, node: &Node) -> bool {
        self.file.at(node.place).starts_with(['{', '['])
    }
}

/// Where the first key or scalar of a node starts.
fn first_token(node: &Node) -> usize {
    match &node.kind {
        NodeKind::Map(entries) => entries.first().map_or(node.place.start, |entry| entry.key_place.start) as usize,
        NodeKind::List(items) => items.first().map_or(node.place.start as usize, first_token),
        NodeKind::Scalar(_) => node.place.start as usize,
    }
}
