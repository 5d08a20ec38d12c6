//! Usage, help, completions and man pages.

use std::process::Command;

use crate::project::Project;

const COMMANDS: &[&str] = &[
    "init",
    "generate",
    "scaffold",
    "check",
    "new",
    "bump",
    "fmt",
    "validate",
    "upcast",
    "diff",
    "lock",
    "log",
    "tail",
    "compat",
    "explain",
    "rules",
    "meta-schema",
    "completions",
    "man",
];

#[test]
fn help_of_the_program_and_of_every_command() {
    let project = Project::empty();
    insta::assert_snapshot!("help", project.run(&["--help"]));
    for command in COMMANDS {
        let ran = project.run(&[command, "--help"]);
        assert!(ran.stdout.contains("\n  retold "), "no example in {ran}");
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        insta::assert_snapshot!(format!("help-{command}"), ran);
        assert_eq!(project.run(&[command, "-h"]).status, 0);
    }
}

#[test]
fn examples_in_help_name_rules_that_exist() {
    let project = Project::empty();
    let rules = project.run(&["rules", "--format", "json"]).json();
    let rules: Vec<&str> = rules.as_array().expect("a list").iter().filter_map(|rule| rule["rule"].as_str()).collect();
    for arguments in [["--help", "-q"], ["explain", "--help"]] {
        let help = project.run(&arguments).stdout;
        let named = help.split("retold explain ").skip(1).filter_map(|rest| rest.split_whitespace().next());
        let named: Vec<&str> = named.collect();
        assert!(
            !named.is_empty() && named.iter().all(|rule| *rule == "[OPTIONS]" || rules.contains(rule)),
            "{named:?}"
        );
    }
}

#[test]
fn version_goes_to_standard_output() {
    let ran = Project::empty().run(&["--version"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, concat!("retold ", env!("CARGO_PKG_VERSION"), "\n")));
}

#[test]
fn wrong_usage_is_status_2_and_says_what_is_right() {
    let project = Project::new();
    for arguments in [
        &[][..],
        &["generat"],
        &["generate", "rusty"],
        &["generate", "cobol"],
        &["generate", "--check", "--watch"],
        &["generate", "--watch", "--schemas", "-"],
        &["check", "--against", "main"],
        &["check", "--yes"],
        &["check", "--mode", "sideways"],
        &["check", "-q", "-v"],
        &["rules", "--color", "sometimes"],
        &["explain"],
        &["completions", "tcsh"],
        &["init", "a", "b"],
    ] {
        let ran = project.run(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{arguments:?}: {ran}");
        assert!(!ran.stderr.is_empty(), "{arguments:?}");
    }
    assert!(project.run(&["generat"]).stderr.contains("'generate'"));
    assert!(project.run(&["generate", "rusty"]).stderr.contains("rust"));
    assert!(project.names("json").is_empty());
}

#[test]
fn completions_name_every_command() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = project.run(&["completions", shell]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
        for command in COMMANDS {
            assert!(ran.stdout.contains(command), "{shell}: {command}");
        }
    }
}

#[test]
fn completions_are_valid_where_the_shell_is_there() {
    let project = Project::empty();
    for (shell, check) in [("bash", "-n"), ("zsh", "-n"), ("fish", "-n")] {
        project.write(shell, project.run(&["completions", shell]).stdout);
        match Command::new(shell).arg(check).arg(project.path(shell)).output() {
            Ok(output) => assert!(output.status.success(), "{shell}: {output:?}"),
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound),
        }
    }
}

#[test]
fn the_man_page_has_the_commands_and_the_folder_has_all_pages() {
    let project = Project::empty();
    let page = project.run(&["man"]);
    assert_eq!((page.status, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.contains(".TH retold 1"), "{page}");
    let ran = project.run(&["man", "pages"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""));
    let mut expected: Vec<String> = COMMANDS.iter().map(|command| format!("pages/retold-{command}.1")).collect();
    expected.push("pages/retold.1".to_owned());
    expected.sort();
    assert_eq!(project.names("pages"), expected);
    assert_eq!(project.read("pages/retold.1"), page.stdout);
    for name in expected {
        assert!(project.read(&name).contains(".SH SYNOPSIS"), "{name}");
    }
    assert_eq!(project.run(&["man", "pages"]).stderr, "");
    project.write("pages/retold.1", "mine");
    let ran = project.run(&["man", "pages"]);
    assert_eq!((ran.status, project.read("pages/retold.1").as_str()), (2, "mine"), "{ran}");
}
