//! The lines of a lock: its head, its slots, its definitions and the hash of each part. Whatever does not look as
//! `retold lock` wrote it is found here, before any of it is read as a schema.

use std::collections::HashMap;
use std::ops::Range;

use crate::by_hand::Kind;
use crate::diagnostic::{Diagnostic, Findings};
use crate::rules::{self, Rule};
use crate::source::{FileId, Place};
use crate::written::shortened;

use super::{
    AGGREGATE, ALL, BY_HAND, FORMAT, FORMAT_BY_HAND, FORMAT_KEY, KINDS, LARGEST, LAST, SLOTS, end_line, hash, slot_line,
};

/// What to do about a lock that is not whole.
const WAYS_OUT: &str =
    "take the last good one from version control, or write it anew from the schemas with `retold lock`";

/// What to do about what a registry wrote.
const WAYS_OUT_BY_HAND: &str = "take the last good lock from version control, or let the registry write it anew with \
                                `RETOLD_UPDATE=1 cargo test`";

/// What to do about a lock that is not whole and has types written by hand in it, or had.
const WAYS_OUT_OF_BOTH: &str = "take the last good one from version control; `retold lock`, and `RETOLD_UPDATE=1 cargo test` \
                                for types written by hand, then write what is new";

/// What is said of a lock that was cut off.
const ENDS_EARLY: &str = "the lock ends too early: part of it is missing";

/// A definition as it stands in the file.
#[derive(Debug)]
pub(super) struct Block<'t> {
    /// `event`, `record`, …, or `aggregate`.
    pub(super) kind: &'t str,
    /// The name with its context.
    pub(super) name: &'t str,
    /// Where the name starts.
    pub(super) name_at: usize,
    /// The lines between the first and the last, in bytes.
    pub(super) content: Range<usize>,
}

impl Block<'_> {
    /// What it is, if it is a type written by hand.
    pub(super) fn by_hand(&self) -> Option<Kind> {
        BY_HAND.iter().find(|(kind, _)| *kind == self.kind).map(|(_, kind)| *kind)
    }
}

/// A line without its end, and where it starts.
struct Line<'t> {
    at: usize,
    text: &'t str,
}

impl Line<'_> {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        Line { at: start, text: line.strip_suffix('\r').unwrap_or(line) }
    })
}

/// What git leaves at the start of a line where it cannot merge.
fn is_conflict(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// The version of the format that a lock says it has, and where it says so; `None` if the text is no lock.
pub(super) fn format(text: &str) -> Option<(Range<usize>, &str)> {
    let first = lines(text).find(|line| !line.text.starts_with('#') && !is_conflict(line.text))?;
    let version = first.text.strip_prefix(FORMAT_KEY)?.strip_prefix(": ")?.trim();
    Some((first.range(), version))
}

/// Finds what is wrong with the lines of one lock.
struct Frame<'t> {
    file: FileId,
    text: &'t str,
    /// What to do about what is not whole.
    ways_out: &'static str,
    found: Findings,
}

/// The definitions, in the order of the file, or everything that is wrong.
pub(super) fn blocks(file: FileId, text: &str) -> Result<Vec<Block<'_>>, Vec<Diagnostic>> {
    let mut frame = Frame { file, text, ways_out: WAYS_OUT, found: Findings::default() };
    let blocks = frame.blocks();
    if frame.found.is_empty() { Ok(blocks) } else { Err(frame.found.into_list()) }
}

impl<'t> Frame<'t> {
    fn report(&mut self, rule: &'static Rule, range: Range<usize>, message: impl Into<String>, help: &str) {
        self.found.push(Diagnostic::new(rule, Place::new(self.file, range), message).with_help(help));
    }

    fn unreadable(&mut self, range: Range<usize>, message: impl Into<String>) {
        self.report(&rules::lock_unreadable::RULE, range, message, self.ways_out);
    }

    /// A line that does not belong where it stands; the last one may have been cut off.
    fn unexpected(&mut self, line: &Line<'_>, message: String) {
        let is_cut = line.range().end == self.text.len();
        self.unreadable(line.range(), if is_cut { ENDS_EARLY.to_owned() } else { message });
    }

    fn blocks(&mut self) -> Vec<Block<'t>> {
        if self.text.len() as u64 > LARGEST {
            self.unreadable(0..0, format!("this is larger than {} MiB, and no lock is", LARGEST >> 20));
            return Vec::new();
        }
        let Some((head, version)) = format(self.text) else {
            let help = "a lock is what `retold lock` writes; a folder of schemas, or a git revision, is a base as well";
            self.report(&rules::lock_unreadable::RULE, 0..0, "this file is no lock", help);
            return Vec::new();
        };
        if !version.parse().is_ok_and(|version| (FORMAT..=FORMAT_BY_HAND).contains(&version)) {
            let message = format!(
                "this lock has the format {}, and this version of Retold reads the formats {FORMAT} and {FORMAT_BY_HAND}",
                shortened(version)
            );
            self.report(
                &rules::lock_unreadable::RULE,
                head,
                message,
                "use the version of Retold that wrote it, or a newer one",
            );
            return Vec::new();
        }
        if version.parse() == Ok(FORMAT_BY_HAND) {
            self.ways_out = WAYS_OUT_OF_BOTH;
        }
        for line in lines(self.text) {
            if is_conflict(line.text) && line.text.starts_with('<') {
                let help = match self.ways_out {
                    WAYS_OUT => {
                        "mend the schemas, then write the lock anew with `retold lock`: nothing in it is to be mended by hand"
                    }
                    _ => {
                        "take one side of it, such as with `git checkout --ours`, then write what is new with `retold lock`, and \
                         with `RETOLD_UPDATE=1 cargo test` for types written by hand"
                    }
                };
                self.report(&rules::lock_conflict::RULE, line.range(), "git left a conflict here", help);
            }
        }
        if !self.found.is_empty() {
            return Vec::new();
        }
        let blocks = self.between_slots(head.end);
        if self.found.is_empty() {
            self.each_once(&blocks);
            blocks.iter().for_each(|block| self.parts(block));
        }
        blocks
    }

    /// Follows the slots from the head to the last line. What comes after a line that does not belong is not looked at.
    fn between_slots(&mut self, head: usize) -> Vec<Block<'t>> {
        let text = self.text;
        let mut blocks: Vec<Block<'t>> = Vec::new();
        let mut open: Option<Block<'t>> = None;
        let mut slot = 0;
        for line in lines(text).skip_while(|line| line.at <= head) {
            let Line { at, text: line_text } = line;
            match open.take() {
                Some(mut block) if line_text.starts_with("  ") => {
                    block.content.end = at;
                    open = Some(block);
                }
                Some(mut block) if line_text == end_line(&format!("{} {}", block.kind, block.name)) => {
                    block.content.end = at;
                    blocks.push(block);
                }
                Some(block) => {
                    let end = end_line(&format!("{} {}", block.kind, shortened(block.name)));
                    let name = shortened(block.name);
                    self.unexpected(&line, format!("`{name}` has no end: the line `{end}` is missing"));
                    return blocks;
                }
                None if slot < SLOTS && line_text == slot_line(slot) => slot += 1,
                None if slot == SLOTS && line_text == LAST => slot += 1,
                None => match opening(&line).filter(|_| (1..=SLOTS).contains(&slot)) {
                    Some(mut block) => {
                        let start = text[at..].find('\n').map_or(text.len(), |newline| at + newline + 1);
                        block.content = start..start;
                        open = Some(block);
                    }
                    None => {
                        let message = match slot {
                            ..SLOTS => format!("neither a definition nor the line `{}` stands here", slot_line(slot)),
                            SLOTS => format!("neither a definition nor the line `{LAST}` stands here"),
                            _ => "the lock ends above this line".to_owned(),
                        };
                        self.unexpected(&line, message);
                        return blocks;
                    }
                },
            }
        }
        if slot <= SLOTS {
            let last = lines(text).last().map_or(0..0, |line| line.range());
            self.unreadable(last, ENDS_EARLY);
        }
        blocks
    }

    /// Every definition stands in a lock once.
    fn each_once(&mut self, blocks: &[Block<'t>]) {
        let mut first: HashMap<(&str, &str), usize> = HashMap::new();
        for block in blocks {
            // Definitions have one namespace, whatever their kind.
            let among = if block.kind == AGGREGATE || block.by_hand().is_some() { block.kind } else { "" };
            let range = block.name_at..block.name_at + block.name.len();
            match first.get(&(among, block.name)) {
                None => {
                    first.insert((among, block.name), block.name_at);
                }
                Some(&other) => {
                    let place = Place::new(self.file, range);
                    let other = Place::new(self.file, other..other + block.name.len());
                    let message = format!("`{}` stands twice in this lock", shortened(block.name));
                    self.found.push(
                        Diagnostic::new(&rules::lock_unreadable::RULE, place, message)
                            .with_also(other, "the first time")
                            .with_help(match among {
                                "" => "give one of the two another name in the schemas, then write the lock anew with `retold lock`",
                                _ => self.ways_out,
                            }),
                    );
                }
            }
        }
    }

    /// Holds every part of a definition against its hash.
    fn parts(&mut self, block: &Block<'t>) {
        let text = self.text;
        let key = format!("{} {}", block.kind, block.name);
        let content = text.get(block.content.clone()).unwrap_or("");
        let start = block.content.start;
        let mut seen: Vec<&str> = Vec::new();
        let mut open: Option<(&str, &str, Line<'_>, usize)> = None;
        let check = |frame: &mut Self, open: Option<(&str, &str, Line<'_>, usize)>, end: usize| {
            let Some((part, said, line, from)) = open else { return };
            if hash(&key, part, &content[from..end]) != said {
                let range = start + line.at + 2..start + line.at + line.text.len();
                let of = if part == ALL { String::new() } else { format!("{part} of ") };
                let (writer, help) = match block.by_hand() {
                    None => ("`retold lock`", frame.ways_out),
                    Some(_) => ("its registry", WAYS_OUT_BY_HAND),
                };
                let message =
                    format!("{of}`{}` is not what {writer} wrote: its hash is another", shortened(block.name));
                let place = Place::new(frame.file, range);
                let finding = Diagnostic::new(&rules::lock_edited::RULE, place, message).with_help(help);
                let version = part.strip_prefix('v').and_then(|version| version.parse().ok());
                frame.found.push(finding.with_subject(block.name, version, ""));
            }
        };
        for line in lines(content) {
            let (at, range) = (line.at, start + line.at..start + line.at + line.text.len());
            if line.text.starts_with("    ") && open.is_some() {
                continue;
            }
            check(self, open.take(), at);
            let Some((part, said)) = part(line.text) else {
                self.unreadable(range, "`all` or a version with its hash is expected here");
                return;
            };
            if seen.contains(&part) {
                self.unreadable(range, format!("`{part}` of `{}` stands twice", shortened(block.name)));
                return;
            }
            seen.push(part);
            let from = content[at..].find('\n').map_or(content.len(), |newline| at + newline + 1);
            open = Some((part, said, line, from));
        }
        check(self, open.take(), content.len());
    }
}

/// The definition that a line starts.
fn opening<'t>(line: &Line<'t>) -> Option<Block<'t>> {
    let (kind, name) = line.text.strip_suffix(':')?.split_once(' ')?;
    let is_by_hand = BY_HAND.iter().any(|(known, _)| *known == kind);
    let is_kind = kind == AGGREGATE || is_by_hand || KINDS.iter().any(|(known, _)| *known == kind);
    // The name of a type written by hand is the whole name on the wire.
    let is_letter =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.') || (is_by_hand && byte == b'-');
    let is_name = !name.is_empty() && name.bytes().all(is_letter);
    (is_kind && is_name).then(|| Block { kind, name, name_at: line.at + kind.len() + 1, content: 0..0 })
}

/// The part that a line starts, and the hash that it gives.
fn part(line: &str) -> Option<(&str, &str)> {
    let (part, hash) = line.strip_prefix("  ")?.strip_suffix(':')?.split_once(' ')?;
    let is_part = part == ALL || crate::written::version_number(part).is_some();
    let is_hash = hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_part && is_hash).then_some((part, hash))
}
