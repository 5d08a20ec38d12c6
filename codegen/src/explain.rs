//! The page of a rule with its examples: what breaks it, what is said then, and the way out. The messages are those that
//! the examples really give.

use crate::diagnostic::{Diagnostic, human, visible};
use crate::evolution::{Mode, Options, judge};
use crate::rules::{ChangeFixture, Direction, Rule, fixture_files};
use crate::source::Sources;
use crate::{Compiled, compile};

/// A part of the examples.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows, in a few words.
    pub title: String,
    /// A schema, or a message.
    pub text: String,
}

impl Rule {
    /// What breaks the rule, what is said then, and the way out; for a rule about a change in each of its directions.
    /// Empty where no text can show it.
    #[must_use]
    pub fn examples(&self) -> Vec<Example> {
        let example = |title: &str, text: &str| Example { title: title.to_owned(), text: text.to_owned() };
        let mut examples = Vec::new();
        if !(self.before.is_empty() && self.after.is_empty()) {
            examples.push(example("A schema that breaks the rule", self.before));
            examples.push(example("What is said about it", &self.said_about_schema()));
            examples.push(example("The same schema, mended", self.after));
        }
        for change in self.changes {
            let reads = match change.direction {
                Direction::Backward => "backward: what is stored stays readable",
                Direction::Forward => "forward: what still runs reads what is written now",
            };
            examples.push(example(&format!("A published schema ({reads})"), change.old));
            examples.push(example("A change that breaks the rule", change.new));
            examples.push(example("What is said about it", &self.said_about_change(change)));
            examples.push(example("The change, made another way", change.mended));
        }
        examples
    }

    /// The page as `retold explain` shows it: what the rule asks for and why, and its examples.
    ///
    /// ```
    /// let rule = retold_codegen::rules::by_id("yaml-split-type").expect("a rule");
    /// assert!(rule.explain().contains("error[yaml-split-type]"));
    /// ```
    #[must_use]
    pub fn explain(&self) -> String {
        let mut explained = format!("{} ({}): {}\n\n{}", self.id, self.severity.word(), self.summary, self.page());
        for Example { title, text } in self.examples() {
            explained.push_str(&format!("\n{title}:\n\n{}", indented(&text)));
        }
        explained
    }

    fn said_about_schema(&self) -> String {
        let sources = Sources::new(fixture_files(self.before));
        self.said(compile(&sources).diagnostics, &sources)
    }

    fn said_about_change(&self, change: &ChangeFixture) -> String {
        let mut older = fixture_files(change.old);
        older.iter_mut().for_each(|file| file.shown = format!("published:{}", file.path));
        let (old, mut new) = (Sources::new(older), Sources::new(fixture_files(change.new)));
        let whole = |sources: &Sources| -> Compiled { compile(sources).compiled.unwrap_or_default() };
        let (before, after) = (whole(&old), whole(&new));
        let files = new.attach_base(&old, Some("published"));
        let mode = match change.direction {
            Direction::Backward => Mode::Backward,
            Direction::Forward => Mode::Forward,
        };
        self.said(judge(&before, files, &after, Options { mode, frozen: false }).findings, &new)
    }

    fn said(&self, findings: Vec<Diagnostic>, sources: &Sources) -> String {
        let own: Vec<Diagnostic> = findings.into_iter().filter(|finding| finding.rule == self).collect();
        human::render(&own, sources, false).trim_end().to_owned()
    }
}

/// Each line four spaces further right; hidden characters are shown by their codes.
fn indented(text: &str) -> String {
    let indented = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") };
    visible(text).lines().map(indented).collect()
}
