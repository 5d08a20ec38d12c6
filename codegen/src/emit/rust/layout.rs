//! Lines of Rust laid out the way prettyplease prints them, written directly and not through a parser. A line is a
//! tree of texts, groups and places where it may break; a group that fits with what follows it stays on one line.
//! The algorithm is Oppen's ("Prettyprinting", ACM TOPLAS 1980), on a tree instead of a stream: a group is broken
//! exactly if its width, and that of what follows up to the next break beside it, exceeds the rest of the line.

use std::borrow::Cow;

/// The width that lines aim at, which is prettyplease's.
const MARGIN: isize = 89;
/// However deep a line is indented, it may be this wide.
const MIN_WIDTH: isize = 60;
/// Wider than any line.
const INFINITE: isize = 0xffff;
/// One level of indentation.
pub(super) const INDENT: isize = 4;

/// A part of a line.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// Text without a newline.
    Text(Cow<'static, str>),
    /// A place to break.
    Break(Break),
    /// Parts that break together or not at all, or each where it must.
    Group(Group),
    /// Takes no space, and makes every group around it break.
    Infinite,
}

/// A place where a line may break.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Break {
    /// The spaces that stand here if it does not.
    pub(super) blank: usize,
    /// By how much the next line is indented more than the group asks for.
    pub(super) offset: isize,
    /// What is written before the newline.
    pub(super) before: &'static str,
    /// What is written at the start of the next line.
    pub(super) after: &'static str,
    /// What is written if it does not break.
    pub(super) flat: &'static str,
    /// It never breaks: it only ends the text that counts for the groups before it.
    pub(super) never: bool,
}

/// Parts that belong together.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// All breaks together, or each by itself.
    consistent: bool,
    /// By how much the lines within are indented.
    indent: isize,
    parts: Vec<Doc>,
    width: isize,
}

impl Doc {
    /// Text without a newline.
    pub(super) fn text(text: impl Into<Cow<'static, str>>) -> Self {
        Doc::Text(text.into())
    }

    /// A break that leaves nothing when it does not break.
    pub(super) fn zero() -> Self {
        Doc::Break(Break::default())
    }

    /// A break that leaves a space when it does not break.
    pub(super) fn space() -> Self {
        Doc::Break(Break { blank: 1, ..Break::default() })
    }

    /// Never breaks; see [`Break::never`].
    pub(super) fn never() -> Self {
        Doc::Break(Break { never: true, ..Break::default() })
    }

    /// A group whose breaks all break if one does.
    pub(super) fn consistent(indent: isize, parts: Vec<Doc>) -> Self {
        Self::group(true, indent, parts)
    }

    /// A group whose breaks break one by one.
    pub(super) fn inconsistent(indent: isize, parts: Vec<Doc>) -> Self {
        Self::group(false, indent, parts)
    }

    /// A consistent group that breaks if it is wider than `max` by itself.
    pub(super) fn narrow(indent: isize, max: isize, parts: Vec<Doc>) -> Self {
        match Self::group(true, indent, parts) {
            Doc::Group(group) if group.width > max => Doc::Group(Group { width: INFINITE, ..group }),
            other => other,
        }
    }

    fn group(consistent: bool, indent: isize, parts: Vec<Doc>) -> Self {
        let width = parts.iter().map(Doc::width).sum::<isize>().min(INFINITE);
        Doc::Group(Group { consistent, indent, parts, width })
    }

    fn width(&self) -> isize {
        match self {
            Doc::Text(text) => text.len().try_into().unwrap_or(INFINITE),
            Doc::Break(place) => place.blank.try_into().unwrap_or(INFINITE),
            Doc::Group(group) => group.width,
            Doc::Infinite => INFINITE,
        }
    }
}

/// `open`, the items with commas between them, `close`: on one line, or each item on a line of its own with a comma
/// after the last.
pub(super) fn list(open: &'static str, items: impl IntoIterator<Item = Doc>, close: &'static str) -> Vec<Doc> {
    vec![Doc::text(open), comma_separated(items, Break { before: ",", ..Break::default() }), Doc::text(close)]
}

/// The items with commas between them in an indented group that ends with `last`.
pub(super) fn comma_separated(items: impl IntoIterator<Item = Doc>, last: Break) -> Doc {
    let mut parts = vec![Doc::zero()];
    let mut items = items.into_iter().peekable();
    if items.peek().is_none() {
        return Doc::text("");
    }
    while let Some(item) = items.next() {
        parts.push(item);
        if items.peek().is_some() {
            parts.push(Doc::text(","));
            parts.push(Doc::space());
        }
    }
    parts.push(Doc::Break(Break { offset: last.offset - INDENT, ..last }));
    Doc::consistent(INDENT, parts)
}

/// How the group around a part was printed.
#[derive(Clone, Copy, PartialEq)]
enum Frame {
    Fits,
    Consistent,
    Inconsistent,
}

/// A text that is written line by line.
#[derive(Debug, Default)]
pub(super) struct Writer {
    out: String,
    depth: usize,
}

impl Writer {
    /// The text.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Lines from here on are one level deeper.
    pub(super) fn indent(&mut self) {
        self.depth += 1;
    }

    /// Lines from here on are one level less deep.
    pub(super) fn dedent(&mut self) {
        self.depth -= 1;
    }

    /// The bytes written so far.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// An empty line, unless a block starts here.
    pub(super) fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("{\n") {
            self.out.push('\n');
        }
    }

    /// A line as it is.
    pub(super) fn line(&mut self, text: &str) {
        self.line_of(&[text]);
    }

    /// A line made of pieces.
    pub(super) fn line_of(&mut self, pieces: &[&str]) {
        if pieces.iter().any(|piece| !piece.is_empty()) {
            self.spaces(self.depth * 4);
        }
        for piece in pieces {
            self.out.push_str(piece);
        }
        self.out.push('\n');
    }

    /// A line that breaks where it must.
    pub(super) fn doc(&mut self, parts: &[Doc]) {
        self.doc_and(parts, "");
    }

    /// The same with a text after it that does not count, as the comma after the last field of a variant does not.
    pub(super) fn doc_and(&mut self, parts: &[Doc], last: &str) {
        self.spaces(self.depth * 4);
        let width = parts.iter().map(Doc::width).sum::<isize>();
        let indent = isize::try_from(self.depth * 4).unwrap_or(INFINITE);
        let space = (MARGIN - indent).max(MIN_WIDTH);
        let mut printer = Printer { out: &mut self.out, space, indent, pending: 0 };
        if width <= space {
            parts.iter().for_each(|part| printer.flat(part));
        } else {
            printer.parts(parts, Frame::Consistent, 0);
        }
        self.out.push_str(last);
        self.out.push('\n');
    }

    fn spaces(&mut self, count: usize) {
        self.out.extend(std::iter::repeat_n(' ', count));
    }
}

struct Printer<'w> {
    out: &'w mut String,
    space: isize,
    indent: isize,
    pending: usize,
}

impl Printer<'_> {
    /// Prints the parts of a group; `after` is the width of what follows the group up to the next break beside it.
    fn parts(&mut self, parts: &[Doc], frame: Frame, after: isize) {
        let mut following = vec![after; parts.len()];
        for index in (1..parts.len()).rev() {
            following[index - 1] = match &parts[index] {
                Doc::Break(_) => 0,
                part => part.width() + following[index],
            };
        }
        for (part, after) in parts.iter().zip(following) {
            match part {
                Doc::Text(text) => self.write(text),
                Doc::Break(place) => self.place(place, frame, after),
                Doc::Group(group) => self.group(group, after),
                Doc::Infinite => {}
            }
        }
    }

    fn group(&mut self, group: &Group, after: isize) {
        if group.width + after > self.space {
            let outer = self.indent;
            self.indent += group.indent;
            let frame = if group.consistent { Frame::Consistent } else { Frame::Inconsistent };
            self.parts(&group.parts, frame, after);
            self.indent = outer;
        } else {
            self.parts(&group.parts, Frame::Fits, after);
        }
    }

    fn place(&mut self, place: &Break, frame: Frame, after: isize) {
        let blank = isize::try_from(place.blank).unwrap_or(INFINITE);
        let fits = place.never
            || match frame {
                Frame::Fits => true,
                Frame::Consistent => false,
                Frame::Inconsistent => blank + after <= self.space,
            };
        if fits {
            self.pending += place.blank;
            self.space -= blank;
            self.write(place.flat);
        } else {
            self.write(place.before);
            self.out.push('\n');
            let indent = (self.indent + place.offset).max(0);
            self.pending = indent.unsigned_abs();
            self.space = (MARGIN - indent).max(MIN_WIDTH);
            self.write(place.after);
        }
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.out.extend(std::iter::repeat_n(' ', self.pending));
        self.pending = 0;
        self.out.push_str(text);
        self.space -= isize::try_from(text.len()).unwrap_or(INFINITE);
    }

    fn flat(&mut self, part: &Doc) {
        match part {
            Doc::Text(text) => self.write(text),
            Doc::Break(place) => {
                self.pending += place.blank;
                self.write(place.flat);
            }
            Doc::Group(group) => group.parts.iter().for_each(|part| self.flat(part)),
            Doc::Infinite => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid_out(parts: &[Doc]) -> String {
        let mut writer = Writer::default();
        writer.doc(parts);
        writer.finish()
    }

    #[test]
    fn a_list_that_fits_stays_on_one_line_and_one_that_does_not_breaks_everywhere() {
        let items = |width: usize| (0..3).map(move |_| Doc::text("x".repeat(width)));
        assert_eq!(laid_out(&list("f(", items(3), ")")), "f(xxx, xxx, xxx)\n");
        let long = "x".repeat(30);
        assert_eq!(laid_out(&list("f(", items(30), ")")), format!("f(\n    {long},\n    {long},\n    {long},\n)\n"));
    }

    #[test]
    fn text_after_a_group_counts() {
        let mut parts = list("f(", [Doc::text("x".repeat(80))], ")");
        assert_eq!(laid_out(&parts).lines().count(), 1);
        parts.push(Doc::text("; // more"));
        assert_eq!(laid_out(&parts).lines().count(), 3);
    }
}
