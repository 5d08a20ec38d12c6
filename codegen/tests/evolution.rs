//! Changes of small schema sets, each with the findings that it gives, in `evolution/*.txt`. A case is a title, why the
//! verdict is right where that is not plain, both sets, and the findings in both directions, one a line. Each set
//! against itself gives nothing. `RETOLD_UPDATE=1` writes what was found into the files, to be judged in the difference.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use retold_codegen::diagnostic::human;
use retold_codegen::evolution::{Mode, Options, judge};
use retold_codegen::model::{Body, SchemaSet, WireNames};
use retold_codegen::rules::{self, Direction};
use retold_codegen::source::Sources;
use retold_codegen::value::check_body;
use retold_codegen::{Compiled, compile};

/// One case as it is written.
#[derive(Debug)]
struct Case {
    /// The title and the reasons.
    head: String,
    old: String,
    new: String,
    findings: String,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/evolution");
    let entries = std::fs::read_dir(folder).expect("the folder is part of the crate");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files
}

fn cases(text: &str) -> Vec<Case> {
    let part = |text: &str, from: &str, to: Option<&str>| -> String {
        let start = text.find(from).unwrap_or_else(|| panic!("{from:?} in {text}")) + from.len();
        let end = to.map_or(text.len(), |to| text.find(to).unwrap_or_else(|| panic!("{to:?} in {text}")));
        text[start..end].to_owned()
    };
    let case = |text: &str| Case {
        head: text.lines().take_while(|line| !line.starts_with("---")).map(|line| format!("{line}\n")).collect(),
        old: part(text, "--- old\n", Some("--- new\n")),
        new: part(text, "--- new\n", Some("--- findings\n")),
        findings: part(text, "--- findings\n", None).trim_end().to_owned(),
    };
    text.split("=== ").skip(1).map(case).collect()
}

fn compiled(case: &Case, text: &str) -> Compiled {
    let sources = Sources::new(rules::fixture_files(text));
    let outcome = compile(&sources);
    let shown = human::render(&outcome.diagnostics, &sources, false);
    assert!(shown.is_empty(), "{}{shown}", case.head);
    outcome.compiled.expect("nothing was found")
}

/// The findings in both directions; asked for one direction, the same are found.
fn found(case: &Case, old: &Compiled, new: &Compiled) -> String {
    let lines = |mode: Mode| -> Vec<String> {
        let findings = judge(old, 0, new, Options { mode, ..Options::default() }).findings;
        findings.iter().map(line).collect()
    };
    // What both directions tell with the same words is told once.
    let told = |lines: &[String]| -> BTreeSet<String> {
        lines.iter().filter_map(|line| line.split_once(' ')).map(|(_, rest)| rest.to_owned()).collect()
    };
    let mut full = lines(Mode::Full);
    let each = [lines(Mode::Backward), lines(Mode::Forward)].concat();
    assert_eq!(told(&full), told(&each), "{}", case.head);
    full.sort_by_key(|line| !line.starts_with("backward"));
    full.join("\n")
}

fn line(finding: &retold_codegen::diagnostic::Diagnostic) -> String {
    let direction = finding.direction.map_or("neither", rules::Direction::word);
    let mut line = format!("{direction} {} {} {}", finding.rule.severity.word(), finding.rule.id, finding.subject);
    if let Some(version) = finding.version {
        let _ = write!(line, " v{version}");
    }
    if !finding.path.is_empty() {
        let _ = write!(line, " {}", finding.path);
    }
    if let Some(witness) = &finding.witness {
        let _ = write!(line, " witness={witness}");
    }
    if let Some(readings) = &finding.readings {
        let _ = write!(line, " before={} after={}", readings.before, readings.after);
    }
    line
}

#[test]
fn each_change_gives_its_findings_and_no_others() {
    let mut wrong = String::new();
    for file in files() {
        let text = std::fs::read_to_string(&file).expect("readable");
        let mut written = String::new();
        for case in cases(&text) {
            let (old, new) = (compiled(&case, &case.old), compiled(&case, &case.new));
            let found = found(&case, &old, &new);
            if found != case.findings {
                let _ = writeln!(wrong, "=== {}expected:\n{}\nfound:\n{found}\n", case.head, case.findings);
            }
            let _ = write!(written, "=== {}--- old\n{}--- new\n{}--- findings\n", case.head, case.old, case.new);
            written.push_str(&found);
            written.push_str(if found.is_empty() { "\n" } else { "\n\n" });
        }
        if std::env::var_os("RETOLD_UPDATE").is_some() {
            std::fs::write(&file, written.trim_end().to_owned() + "\n").expect("writable");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The body of a definition by one of its names on the wire.
fn body<'s>(set: &'s SchemaSet, subject: &str, names: &[String], version: u32) -> Option<(&'s Body, Vec<String>)> {
    let events = set.events.iter().map(|event| (&event.meta, &event.wire, &event.versions));
    let commands = set.commands.iter().map(|command| (&command.meta, &command.wire, &command.versions));
    let queries = set.queries.iter().map(|query| (&query.meta, &query.wire, &query.versions));
    let mut all = events.chain(commands).chain(queries);
    let of = |wire: &WireNames| -> Vec<String> { std::iter::once(&wire.name).chain(&wire.aliases).cloned().collect() };
    let (_, wire, versions) = all.find(|(meta, wire, _)| match names {
        [] => meta.subject == subject,
        names => of(wire).iter().any(|name| names.contains(name)),
    })?;
    Some((versions.at(version)?, of(wire)))
}

#[test]
fn the_writer_may_have_written_each_witness_and_the_reader_refuses_it() {
    let mut checked = 0;
    for file in files() {
        for case in cases(&std::fs::read_to_string(&file).expect("readable")) {
            let (old, new) = (compiled(&case, &case.old), compiled(&case, &case.new));
            for finding in judge(&old, 0, &new, Options { mode: Mode::Full, ..Options::default() }).findings {
                let (Some(witness), Some(version)) = (&finding.witness, finding.version) else { continue };
                let Some((after, names)) = body(&new.set, &finding.subject, &[], version) else { continue };
                let Some((before, _)) = body(&old.set, &finding.subject, &names, version) else { continue };
                let (writer, reader) = match finding.direction {
                    Some(Direction::Backward) => ((&old.set, before), (&new.set, after)),
                    Some(Direction::Forward) => ((&new.set, after), (&old.set, before)),
                    None => panic!("{} {}", case.head, line(&finding)),
                };
                let reads = |(set, body)| check_body(set, body, witness).is_ok();
                assert!(reads(writer), "written: {} {}", case.head, line(&finding));
                // These are about the name, or what it becomes, whatever the payload.
                let of_name =
                    ["alias-removed", "event-renamed", "event-removed", "becomes-changed"].contains(&finding.rule.id);
                let is_read = finding.readings.is_some() || of_name;
                assert_eq!(reads(reader), is_read, "read: {} {}", case.head, line(&finding));
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn a_set_against_itself_gives_nothing() {
    for file in files() {
        for case in cases(&std::fs::read_to_string(&file).expect("readable")) {
            for text in [&case.old, &case.new] {
                let (one, same) = (compiled(&case, text), compiled(&case, text));
                assert_eq!(found(&case, &one, &same), "", "{}", case.head);
            }
        }
    }
}
