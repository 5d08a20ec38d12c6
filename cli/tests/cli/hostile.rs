//! Schema files from a stranger: each is answered with a message and status 2, in little time and memory, and nothing
//! is written.

use std::time::{Duration, Instant};

use crate::project::{Project, Ran};

/// A second, for an optimised build; builds for tests are several times slower.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 5 });

/// Builds for tests get smaller files where the time grows with the number of definitions.
const SHARE: usize = if cfg!(debug_assertions) { 10 } else { 1 };

/// 200 MB of address space, which is more than the memory in use.
#[cfg(target_os = "linux")]
const LIMIT: &str = "ulimit -v 200000; ";
#[cfg(not(target_os = "linux"))]
const LIMIT: &str = "";

/// Runs a command within the limits.
#[cfg(unix)]
fn limited(project: &Project, arguments: &str) -> Ran {
    let began = Instant::now();
    let line = format!("{LIMIT}exec \"$RETOLD\" {arguments}");
    let ran = Ran::from(project.shell(&line).output().expect("runs"));
    assert!(began.elapsed() < TIME, "took {:?}: {arguments}", began.elapsed());
    ran
}

/// A schema file with this content is refused with this rule, whatever command reads it.
#[cfg(unix)]
#[track_caller]
fn refused(content: impl AsRef<[u8]>, rule: &str) {
    let project = Project::new().with("schemas/hostile.yaml", content);
    let ran = limited(&project, "check");
    assert_eq!(ran.status, 2, "{}", &ran.stderr);
    assert!(ran.stdout.contains(&format!("[{rule}]")), "{}", ran.stdout.chars().take(2000).collect::<String>());
    assert!(!ran.stderr.contains("internal error"), "{}", ran.stderr);
    assert!(ran.stdout.len() < 1_000_000, "{} bytes of findings", ran.stdout.len());
    let ran = limited(&project, "check --format json");
    assert_eq!(ran.status, 2);
    assert!(ran.rules().contains(&rule.to_owned()), "{:?}", ran.rules());
    let ran = limited(&project, "generate");
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains(&format!("[{rule}]")));
    assert_eq!(project.names("json"), Vec::<String>::new());
}

#[cfg(unix)]
mod files {
    use super::*;

    #[test]
    fn of_10_mb() {
        refused(format!("doc: {}\n", "x".repeat(10 << 20)), "file-too-large");
    }

    #[test]
    fn nested_10_000_deep() {
        refused(format!("events: {}", "[".repeat(10_000)), "yaml-too-deep");
        refused(format!("events: {}{}", "[".repeat(10_000), "]".repeat(10_000)), "yaml-too-deep");
        refused(format!("events: {}", "{a: ".repeat(10_000)), "yaml-too-deep");
        refused(
            (0..10_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).take(2_500).collect::<String>(),
            "yaml-too-deep",
        );
        refused(format!("events: {}", "[".repeat(4_000_000)), "yaml-too-deep");
        refused("- ".repeat(100_000), "yaml-too-deep");
    }

    #[test]
    fn with_aliases() {
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..30 {
            let before = level - 1;
            laughs.push_str(&format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 9].join(", ")));
        }
        refused(laughs, "yaml-alias");
    }

    #[test]
    fn that_are_not_utf8() {
        refused(b"context: shop\ndoc: caf\xe9\n", "file-not-utf8");
        refused(b"\xff\xfec\0o\0n\0t\0e\0x\0t\0", "file-not-utf8");
        refused(vec![0xff; 4_000_000], "file-not-utf8");
    }

    #[test]
    fn that_are_empty_or_no_mapping() {
        refused("", "file-empty");
        refused("# nothing\n", "file-empty");
        refused("- a\n", "file-not-a-mapping");
        refused("just text\n", "file-not-a-mapping");
    }

    #[test]
    fn that_are_folders() {
        let project = Project::new();
        std::fs::create_dir(project.path("schemas/x.yaml")).expect("made");
        let ran = limited(&project, "generate");
        assert_eq!(ran.status, 2, "{ran}");
        assert!(ran.stderr.contains("[file-not-regular]"), "{ran}");
        let ran = limited(&project, "check --schemas schemas/x.yaml");
        assert_eq!(ran.status, 2, "{ran}");
    }

    #[test]
    fn of_two_documents() {
        refused("context: shop\n---\ncontext: shop\n", "yaml-second-document");
        refused("context: shop\n".to_owned() + &"---\n".repeat(500_000), "yaml-second-document");
    }

    #[test]
    fn with_a_type_50_000_levels_deep() {
        let ty = |levels: usize| format!("{}u8{}", "list<".repeat(levels), ">".repeat(levels));
        let event = |ty: &str| format!("context: deep\nevents:\n  Deep:\n    v1: {{ a: \"{ty}\" }}\n");
        refused(event(&ty(50_000)), "type-too-deep");
        refused(event(&ty(600_000)), "type-too-deep");
        refused(event(&"list<".repeat(700_000)), "type-too-deep");
        refused(event(&format!("u8{}", "?".repeat(50_000))), "type-syntax");
    }

    #[test]
    fn with_more_mistakes_than_anybody_reads() {
        refused((0..110_000 / SHARE).map(|key| format!("key{key}: x\n")).collect::<String>(), "unknown-key");
        refused("context: shop\n".repeat(90_000), "yaml-repeated-key");
        let events: String =
            (0..40_000 / SHARE).map(|event| format!("  E{event}:\n    v1: {{ a: Nothing{event} }}\n")).collect();
        refused(format!("context: many\nevents:\n{events}"), "name-unknown");
    }

    #[test]
    fn of_one_line() {
        let names: String = (0..30_000 / SHARE).map(|name| format!("F{name}: {{ v1: {{ a: u33 }} }}, ")).collect();
        refused(format!("events: {{ {names} }}"), "name-unknown");
        refused(format!("context: \"{}\"\n", "\u{202e}".repeat(1_000_000)), "name-invalid");
    }

    #[test]
    fn of_bytes_that_no_editor_writes() {
        refused("context: sh\u{0}op\n", "yaml-control-character");
        refused("context: \"\\0\"\n", "name-invalid");
        refused("context: ../../etc\n", "name-invalid");
    }
}

/// Whatever the bytes are, the program ends with a status of its own and says nothing about a bug.
#[test]
fn noise_never_panics() {
    let project = Project::new();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    let words = [
        "events", "v1", ": ", "\n", "  ", "{", "}", "[", "]", "- ", "\"", "'", "|", ">", "&a", "*a", "!t", "list<",
        "u8", "?", "@2", "context", "shop", "\t", "#", "---", "...", "\u{feff}", "\u{0}", "é", "%", ",", "~", "0x1",
        "from", "type",
    ];
    for _ in 0..150 {
        let text: String =
            (0..random(60)).map(|_| words[usize::try_from(random(words.len() as u64)).expect("small")]).collect();
        let ran = project.run_with_input(&["check", "--schemas", "-"], text.as_bytes());
        assert!((0..=2).contains(&ran.status) && !ran.stderr.contains("internal error"), "{text:?}\n{ran}");
    }
}
