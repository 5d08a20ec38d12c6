//! The program over recorded events, as a user starts it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

const HISTORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/history.jsonl");

fn ran(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_account-events"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program can be started");
    child.stdin.take().expect("a pipe").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("it prints text")
}

#[test]
fn events_of_three_generations_are_written_as_of_today() {
    let valid = ran(&["validate", HISTORY], b"");
    assert_eq!(valid.status.code(), Some(0), "{}", text(&valid.stderr));
    assert!(text(&valid.stdout).contains("bank.BalanceDeposited  v2"), "{}", text(&valid.stdout));
    let upcast = ran(&["upcast", HISTORY], b"");
    let lines = text(&upcast.stdout);
    let history = std::fs::read_to_string(HISTORY).expect("readable");
    assert_eq!(lines.lines().count(), history.lines().count());
    assert!(lines.starts_with(
        "{\"type\":\"bank.BalanceDeposited\",\"version\":3,\"data\":{\"amount\":\"50\",\"currency\":\"EUR\",\"channel\":\"counter\"},\"id\":\"0168b7cf-"
    ));
    let again = ran(&["upcast", "-"], lines.as_bytes());
    assert_eq!((again.status.code(), text(&again.stdout)), (Some(0), lines));
    assert!(text(&again.stderr).ends_with(": 0 rewritten\n"), "{}", text(&again.stderr));
}

#[test]
fn what_is_no_event_of_the_program_is_told() {
    let ran = ran(&["validate", "-"], b"{\"type\":\"bank.BalanceDepositet\",\"data\":{}}\n");
    assert_eq!(ran.status.code(), Some(1));
    assert!(text(&ran.stdout).contains("did you mean `bank.BalanceDeposited`?"), "{}", text(&ran.stdout));
}
