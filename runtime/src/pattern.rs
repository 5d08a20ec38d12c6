//! Patterns: what a text must contain a match of. The schema language has the regular subset that ECMA-262 and Rust
//! share, and only whether there is a match is ever asked; that is small enough to be here, so that a program does not
//! build an engine for more. Compiled at first use: `parser` makes a program of states (`program`), `table` makes an
//! automaton of it that takes one step a character, and where that would be too large the program is simulated. A
//! search is linear in the text either way.

mod parser;
mod program;
mod table;

use std::sync::OnceLock;

use program::Program;
use table::Table;

/// A pattern that is compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    written: &'static str,
    compiled: OnceLock<Result<Compiled, &'static str>>,
}

#[derive(Debug)]
enum Compiled {
    Table(Box<Table>),
    /// The automaton would be too large.
    Program(Program),
}

impl Pattern {
    /// A pattern, not yet looked at.
    #[must_use]
    pub const fn new(written: &'static str) -> Self {
        Self { written, compiled: OnceLock::new() }
    }

    /// As it was written.
    #[must_use]
    pub(crate) fn written(&self) -> &'static str {
        self.written
    }

    /// Whether a text contains a match.
    ///
    /// # Errors
    /// When this is no pattern: what is wrong with it. The tool that generates code has read it before.
    pub(crate) fn matches(&self, text: &str) -> Result<bool, &'static str> {
        match self.compiled.get_or_init(|| compile(self.written)) {
            Ok(Compiled::Table(table)) => Ok(table.matches(text)),
            Ok(Compiled::Program(program)) => Ok(program.matches(text)),
            Err(problem) => Err(problem),
        }
    }
}

fn compile(pattern: &str) -> Result<Compiled, &'static str> {
    let program = Program::new(&parser::parse(pattern)?)?;
    Ok(match Table::new(&program) {
        Some(table) => Compiled::Table(Box::new(table)),
        None => Compiled::Program(program),
    })
}

#[cfg(test)]
mod tests;
