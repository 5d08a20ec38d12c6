//! The arguments of a tool: a command, a few options, files.

use std::ffi::OsString;
use std::path::PathBuf;

pub(super) const USAGE: &str = "\
Recorded events, read with the steps of this program.

Usage: validate [--show N] FILE...
       upcast [--unreadable stop|keep|skip] [--show N] FILE...

Commands:
  validate  Read every event as what it is today, and count what cannot be read
  upcast    Write every event as what it is today, as JSON lines on standard output

Options:
  --show N          How many of the events that cannot be read are shown [default: 20]
  --unreadable WAY  What `upcast` does about them: `stop` at the first, `keep` them as
                    they are, or `skip` them; both count them [default: stop]
  --help            Print this

FILE has an event on each line, or is a store; `-` is standard input.
Exit status: 0 nothing wrong, 1 events that cannot be read, 2 it stopped or could not look.
";

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Validate,
    Upcast,
}

/// What happens to events that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    Stop,
    Keep,
    Skip,
}

/// The arguments.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Arguments {
    pub(super) command: Command,
    pub(super) unreadable: Unreadable,
    pub(super) show: usize,
    pub(super) files: Vec<PathBuf>,
}

impl Arguments {
    /// Reads them; nothing if help is asked for.
    pub(super) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Option<Self>, String> {
        let mut words = words.into_iter();
        let command = match words.next() {
            None => return Err("a command is missing".to_owned()),
            Some(word) => match word.to_str() {
                Some("validate") => Command::Validate,
                Some("upcast") => Command::Upcast,
                Some("--help" | "-h" | "help") => return Ok(None),
                _ => return Err(format!("there is no command {word:?}")),
            },
        };
        let mut read = Self { command, unreadable: Unreadable::Stop, show: 20, files: Vec::new() };
        let mut are_options = true;
        while let Some(word) = words.next() {
            let text = word.to_str().filter(|text| are_options && text.len() > 1 && text.starts_with('-'));
            let Some(text) = text else {
                read.files.push(word.into());
                continue;
            };
            let (name, value) = match text.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (text, None),
            };
            let mut value = || {
                let next = || words.next().and_then(|word| word.into_string().ok());
                value.clone().or_else(next).ok_or_else(|| format!("`{name}` needs a value"))
            };
            match name {
                "--" => are_options = false,
                "--help" | "-h" => return Ok(None),
                "--show" => {
                    let number = value()?;
                    read.show = number.parse().map_err(|_| format!("`--show {number}`: not a number"))?;
                }
                "--unreadable" if command == Command::Upcast => {
                    read.unreadable = match value()?.as_str() {
                        "stop" => Unreadable::Stop,
                        "keep" => Unreadable::Keep,
                        "skip" => Unreadable::Skip,
                        other => return Err(format!("`--unreadable {other}`: it is stop, keep or skip")),
                    };
                }
                _ => return Err(format!("there is no option `{name}`")),
            }
        }
        if read.files.is_empty() {
            return Err("a file is missing".to_owned());
        }
        if read.files.iter().filter(|file| file.as_os_str() == "-").count() > 1 {
            return Err("standard input can be read once".to_owned());
        }
        Ok(Some(read))
    }
}
