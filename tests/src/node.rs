//! Programs in the folder `node`, for tests that hold an output against the tools of those who use it.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Sends texts to a program, each as a JSON string on a line, and gives the line of JSON that it answers to each.
///
/// # Panics
/// If the program cannot be run, fails, or does not answer every line: the tests that ask are those that
/// `RETOLD_NODE` says can run.
#[must_use]
pub fn ask<'t>(program: &str, texts: impl IntoIterator<Item = &'t str>) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("node");
    let mut child = Command::new("node")
        .arg(program)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("node cannot be run: {error}"));
    let lines: Vec<String> = texts.into_iter().map(|text| Value::from(text).to_string() + "\n").collect();
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let count = lines.len();
    let writer = std::thread::spawn(move || lines.iter().try_for_each(|line| stdin.write_all(line.as_bytes())));
    let output = child.wait_with_output().unwrap_or_else(|error| panic!("{program}: {error}"));
    let written = writer.join().expect("the writer does not panic");
    assert!(output.status.success() && written.is_ok(), "{program} failed");
    let text = String::from_utf8(output.stdout).expect("what it prints is UTF-8");
    let answers: Vec<Value> =
        text.lines().map(|line| serde_json::from_str(line).expect("what it prints is JSON")).collect();
    assert_eq!(answers.len(), count, "{program} answered {} of {count} lines", answers.len());
    answers
}
