//! The lines that are written: comments behind lines that follow each other are aligned, and two blank lines never do.

use super::WIDTH;

impl Line {
    /// Whether the comments of two lines that follow each other stand below each other.
    fn is_beside(&self, next: &Line) -> bool {
        let indentation = |line: &Line| line.text.len() - line.text.trim_start_matches(' ').len();
        self.comment.is_some() && next.comment.is_some() && indentation(self) == indentation(next)
    }
}

/// Lines in the making.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
}

#[derive(Debug, Default)]
struct Line {
    text: String,
    comment: Option<String>,
}

impl Lines {
    pub(super) fn push(&mut self, text: String) {
        self.lines.push(Line { text, comment: None });
    }

    /// A line with a comment behind it.
    pub(super) fn push_with(&mut self, text: String, comment: Option<&str>) {
        self.lines.push(Line { text, comment: comment.map(str::to_owned) });
    }

    /// A blank line, unless there is one or nothing to be apart from.
    pub(super) fn blank(&mut self) {
        if self.lines.last().is_some_and(|last| !last.text.is_empty()) {
            self.push(String::new());
        }
    }

    /// All lines as one text.
    pub(super) fn finish(self, line_end: &str) -> String {
        let mut text = String::with_capacity(self.lines.iter().map(|line| line.text.len() + line_end.len()).sum());
        for run in self.lines.chunk_by(Line::is_beside) {
            let widest = run.iter().map(|line| line.text.chars().count()).max().unwrap_or(0);
            let fits = run.iter().all(|line| {
                let comment = line.comment.as_ref().map_or(0, |comment| comment.chars().count());
                widest + 1 + comment <= WIDTH || line.text.chars().count() == widest
            });
            for line in run {
                text.push_str(&line.text);
                if let Some(comment) = &line.comment {
                    let missing = if fits { widest - line.text.chars().count() } else { 0 };
                    text.extend(std::iter::repeat_n(' ', missing + 1));
                    text.push_str(comment);
                }
                text.push_str(line_end);
            }
        }
        text
    }
}
