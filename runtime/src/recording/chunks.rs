//! A file in pieces of whole lines, so that several threads can work on one file and none needs more than its piece.

use std::io::{self, Read};

use crate::lines::LONGEST_LINE;

/// How many bytes a piece has, unless a line is longer.
const PIECE: usize = 512 << 10;

/// A piece: whole lines.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) bytes: Vec<u8>,
    /// How many lines came before.
    pub(super) lines_before: u64,
    /// How many lines it has.
    pub(super) lines: u64,
    /// How many bytes were read with it.
    pub(super) read_to: u64,
}

/// The pieces of something that can be read.
pub(super) struct Chunks<R> {
    reader: R,
    lines: u64,
    read_to: u64,
    /// The beginning of a line whose end has not been read.
    rest: Vec<u8>,
    ended: bool,
    /// Whether the line that was read last is too long and has not ended.
    in_long_line: bool,
}

impl<R: Read> Chunks<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, lines: 0, read_to: 0, rest: Vec::new(), ended: false, in_long_line: false }
    }

    /// The next piece: whole lines, or the last one without its end. Of a line that is longer than is read, only as
    /// much as shows that.
    pub(super) fn next(&mut self) -> io::Result<Option<Chunk>> {
        let Some(bytes) = self.next_bytes()? else { return Ok(None) };
        let ends = bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        let lines = ends + u64::from(bytes.last() != Some(&b'\n'));
        let chunk = Chunk { bytes, lines_before: self.lines, lines, read_to: self.read_to };
        self.lines += lines;
        Ok(Some(chunk))
    }

    fn next_bytes(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut piece = std::mem::take(&mut self.rest);
        // What stands here is known to have no end of a line.
        let mut searched = piece.len();
        while !self.ended {
            let before = piece.len();
            piece.reserve(PIECE);
            let read = self.reader.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
            self.read_to += read as u64;
            self.ended = read < PIECE;
            if self.in_long_line {
                match find(&piece[before..]) {
                    None => {
                        piece.truncate(before);
                        continue;
                    }
                    Some(end) => {
                        piece.drain(..=before + end);
                        self.in_long_line = false;
                        searched = 0;
                    }
                }
            }
            if let Some(end) = piece[searched..].iter().rposition(|byte| *byte == b'\n') {
                if self.ended {
                    return Ok(Some(piece));
                }
                self.rest = piece.split_off(searched + end + 1);
                return Ok(Some(piece));
            }
            searched = piece.len();
            if piece.len() > LONGEST_LINE + 2 {
                piece.truncate(LONGEST_LINE + 2);
                piece.push(b'\n');
                self.in_long_line = true;
                return Ok(Some(piece));
            }
        }
        Ok((!piece.is_empty()).then_some(piece))
    }
}

fn find(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte == b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text that comes in small portions.
    fn pieces(bytes: &[u8]) -> Vec<Vec<u8>> {
        let mut chunks = Chunks::new(bytes);
        let mut pieces = Vec::new();
        let mut lines = 0;
        while let Some(piece) = chunks.next().expect("memory can be read") {
            assert_eq!(piece.lines_before, lines);
            lines += piece.lines;
            pieces.push(piece.bytes);
        }
        pieces
    }

    #[test]
    fn pieces_are_whole_lines_and_nothing_is_lost() {
        assert_eq!(pieces(b""), Vec::<Vec<u8>>::new());
        assert_eq!(pieces(b"a\nb"), [b"a\nb".to_vec()]);
        let text: Vec<u8> = (0..200_000).flat_map(|line| format!("line {line}\n").into_bytes()).collect();
        let pieces = pieces(&text);
        assert!(pieces.len() > 3 && pieces.iter().all(|piece| piece.ends_with(b"\n")));
        assert_eq!(pieces.concat(), text);
    }

    #[test]
    fn a_line_that_is_too_long_is_one_line() {
        for end in [&b""[..], b"\n", b"\nafter\n"] {
            let mut text = b"before\n".to_vec();
            text.resize(text.len() + LONGEST_LINE * 2, b'x');
            text.extend_from_slice(end);
            let read = pieces(&text).concat();
            assert!(read.len() < LONGEST_LINE + 100);
            let lines = read.split(|byte| *byte == b'\n').count();
            assert_eq!(lines, if end.len() > 1 { 4 } else { 3 });
            assert_eq!(read.ends_with(b"after\n"), end.len() > 1);
        }
    }
}
