//! Standard output and standard error: results go to the one, messages to the other, coloured or not. A reader that
//! has closed its end stops the printing quietly; any other failure to print a result is reported and fails the run.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use crate::arguments::{Color, Global};
use crate::shown;
use crate::status::Status;

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HELP: Style = AnsiColor::BrightCyan.on_default().bold();

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verbosity {
    Quiet,
    Normal,
    Verbose,
}

/// A message that is no finding in a schema: what went wrong, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) help: Vec<String>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: Vec::new() }
    }

    pub(crate) fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// One of the two streams.
#[derive(Debug)]
struct Stream<W: anstream::stream::RawStream> {
    writer: AutoStream<W>,
    colored: bool,
    closed: bool,
    failure: Option<io::Error>,
}

impl<W: anstream::stream::RawStream + anstream::stream::AsLockedWrite> Stream<W> {
    fn new(raw: W, color: Color) -> Self {
        let choice = match color {
            Color::Auto => AutoStream::choice(&raw),
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let colored = choice != ColorChoice::Never;
        Self { writer: AutoStream::new(raw, choice), colored, closed: false, failure: None }
    }

    fn print(&mut self, text: &str) {
        if self.closed || text.is_empty() {
            return;
        }
        let result = self.writer.write_all(text.as_bytes()).and_then(|()| self.writer.flush());
        self.note(result);
    }

    /// Keeps in mind that writing failed.
    fn note(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.closed = true;
            if error.kind() != io::ErrorKind::BrokenPipe {
                self.failure = Some(error);
            }
        }
    }
}

/// Both streams.
#[derive(Debug)]
pub(crate) struct Terminal {
    results: Stream<io::Stdout>,
    messages: Stream<io::Stderr>,
    verbosity: Verbosity,
}

impl Terminal {
    pub(crate) fn new(global: Global) -> Self {
        let verbosity = match (global.quiet, global.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        };
        Self {
            results: Stream::new(io::stdout(), global.color),
            messages: Stream::new(io::stderr(), global.color),
            verbosity,
        }
    }

    /// Whether results are coloured.
    pub(crate) fn colors_results(&self) -> bool {
        self.results.colored
    }

    /// Whether messages are coloured.
    pub(crate) fn colors_messages(&self) -> bool {
        self.messages.colored
    }

    /// Whether more is asked for than usual.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbosity >= Verbosity::Verbose
    }

    /// Whether nothing is wanted but what must be told.
    pub(crate) fn is_quiet(&self) -> bool {
        self.verbosity == Verbosity::Quiet
    }

    /// Whether nobody reads the messages any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.messages.closed
    }

    /// Whether nobody reads the results any more.
    pub(crate) fn is_results_closed(&self) -> bool {
        self.results.closed
    }

    /// Whether a long run may show how far it has come.
    pub(crate) fn shows_progress(&self) -> bool {
        self.verbosity >= Verbosity::Normal && !self.messages.closed
    }

    /// Prints a result, as it is.
    pub(crate) fn result(&mut self, text: &str) {
        self.results.print(text);
    }

    /// Prints lines of JSON as a result: as they are, or, where a person sees them at once, in a spelling that moves no
    /// cursor.
    pub(crate) fn lines(&mut self, lines: &[u8]) {
        if self.results.closed || lines.is_empty() {
            return;
        }
        let mut stdout = io::stdout().lock();
        let result = if stdout.is_terminal() {
            stdout.write_all(shown::escaped_json(&String::from_utf8_lossy(lines)).as_bytes())
        } else {
            stdout.write_all(lines)
        };
        let result = result.and_then(|()| stdout.flush());
        self.results.note(result);
    }

    /// Prints a JSON document as the result.
    pub(crate) fn document(&mut self, document: serde_json::Result<String>) {
        match document {
            Ok(text) => self.lines(text.as_bytes()),
            Err(error) => self.results.failure = Some(error.into()),
        }
    }

    /// Prints findings among the messages, as they are, also when quiet.
    pub(crate) fn findings(&mut self, text: &str) {
        self.messages.print(text);
    }

    /// Prints a line about what was done, unless quiet.
    pub(crate) fn message(&mut self, line: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.messages.print(&format!("{line}\n"));
        }
    }

    /// Prints a line that only interests who asked for more.
    pub(crate) fn detail(&mut self, line: &str) {
        if self.verbosity >= Verbosity::Verbose {
            self.messages.print(&format!("{line}\n"));
        }
    }

    /// Prints what people should know although nothing failed, unless quiet.
    pub(crate) fn warning(&mut self, message: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.messages.print(&format!("{WARNING}warning{WARNING:#}: {message}\n"));
        }
    }

    /// Prints what went wrong, also when quiet.
    pub(crate) fn failure(&mut self, failure: &Failure) {
        let mut text = format!("{ERROR}error{ERROR:#}: {}\n", failure.message);
        for help in &failure.help {
            let _ = writeln!(text, "  {HELP}help{HELP:#}: {help}");
        }
        self.messages.print(&text);
    }

    /// The status of the run: the one given, unless results could not be printed.
    pub(crate) fn finish(mut self, status: Status) -> Status {
        match self.results.failure.take() {
            None => status,
            Some(error) => {
                self.failure(&Failure::new(format!("cannot write to standard output: {error}")));
                Status::CouldNotLook
            }
        }
    }
}
