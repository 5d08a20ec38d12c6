//! Colours, and pipes that are closed.

use std::process::Stdio;

use crate::project::{Project, Ran};

const ESCAPE: char = '\u{1b}';

fn broken() -> Project {
    Project::new().with("schemas/b.yaml", "context: &x shop\n")
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let project = broken();
    let colours = |ran: &Ran| (ran.stdout.contains(ESCAPE), ran.stderr.contains(ESCAPE));
    assert_eq!(colours(&project.run(&["check"])), (false, false));
    assert_eq!(colours(&project.run(&["check", "--color", "never"])), (false, false));
    assert_eq!(colours(&project.run(&["check", "--color", "always"])), (true, false));
    assert_eq!(colours(&project.run(&["generate", "--color", "always"])), (false, true));
    assert_eq!(colours(&project.run(&["--color=always", "explain", "nothing"])), (false, true));
    assert!(colours(&project.run(&["--help", "--color=always"])).0);
    assert!(colours(&project.run(&["checks", "--color=always"])).1);
    assert!(!colours(&project.run(&["checks", "--color=never"])).1);
    // JSON is never coloured.
    assert!(!colours(&project.run(&["check", "--format", "json", "--color", "always"])).0);
}

/// A terminal, by the `script` program.
#[cfg(target_os = "linux")]
#[test]
fn terminals_are_coloured_unless_no_color_is_set() {
    let project = broken();
    let run = |line: &str, environment: &[(&str, &str)]| {
        let mut command = project.shell(&format!("script -qec '{line}' /dev/null"));
        // Colour is assumed in CI, whatever the terminal says.
        command.env_remove("CI").env("TERM", "xterm").envs(environment.iter().copied());
        let output = command.output().expect("runs");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    if !project.shell("command -v script").status().is_ok_and(|status| status.success()) {
        return;
    }
    assert!(run("$RETOLD check", &[]).contains(ESCAPE));
    assert!(!run("$RETOLD check", &[("NO_COLOR", "1")]).contains(ESCAPE));
    assert!(!run("$RETOLD check", &[("TERM", "dumb")]).contains(ESCAPE));
    assert!(!run("$RETOLD check --color never", &[]).contains(ESCAPE));
    assert!(run("$RETOLD check --color always", &[("NO_COLOR", "1")]).contains(ESCAPE));
    assert!(!run("$RETOLD --help", &[("NO_COLOR", "1")]).contains(ESCAPE));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let project = broken();
    for line in [
        "$RETOLD rules | true",
        "$RETOLD meta-schema | head -c 10 >/dev/null",
        "$RETOLD check | true",
        "$RETOLD --help | true",
        "$RETOLD completions bash | true",
        "$RETOLD man | true",
        "$RETOLD check 2>&1 >/dev/null | true",
        "$RETOLD nonsense 2>&1 >/dev/null | true",
        "$RETOLD generate json-schema --out json 2>&1 >/dev/null | true",
    ] {
        for _ in 0..3 {
            let output = project.shell(line).output().expect("runs");
            let stderr = String::from_utf8_lossy(&output.stderr).to_lowercase();
            assert!(
                !["pipe", "panic", "internal", "cannot"].iter().any(|word| stderr.contains(word)),
                "{line}: {stderr}"
            );
        }
    }
}

#[cfg(unix)]
#[test]
fn the_status_is_the_same_whoever_reads() {
    let project = broken();
    let status = |line: &str| {
        let output = project.shell(&format!("{{ {line}; echo $? >status; }} | true")).output().expect("runs");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{line}");
        project.read("status").trim().to_owned()
    };
    assert_eq!(status("sleep 0.1; $RETOLD rules"), "0");
    assert_eq!(status("sleep 0.1; $RETOLD check 2>/dev/null"), "2");
    let right = Project::new();
    let output = right.shell("{ sleep 0.1; $RETOLD generate; } 2>&1 | true").output().expect("runs");
    assert!(output.status.success());
    assert_eq!(right.names("json"), ["json/shop.ItemAdded.v1.schema.json"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_printed_is_status_2() {
    let project = Project::new();
    let full = || Stdio::from(std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device"));
    let output = project.command(&["rules"]).stdout(full()).output().expect("runs");
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("cannot write to standard output: "), "{stderr}");
    let output = project.command(&["generate"]).stderr(full()).output().expect("runs");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn streams_that_are_closed_from_the_start_are_no_reason_to_panic() {
    let project = broken();
    for line in ["$RETOLD rules >&-", "$RETOLD check 2>&-", "$RETOLD check >&- 2>&-", "$RETOLD check <&-"] {
        let output = project.shell(line).output().expect("runs");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("internal error"), "{line}");
        assert!(output.status.code().is_some_and(|code| code <= 2), "{line}");
    }
}
