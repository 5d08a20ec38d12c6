//! `retold lock`: the file as people get it, and what becomes of it where branches meet.

use std::fmt::Write as _;
use std::process::{Command, Output};

use crate::project::{CART, Project};

fn git(project: &Project, arguments: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.current_dir(project.path("")).args(["-c", "user.name=ann", "-c", "user.email=ann@example.org"]);
    command.args(arguments).output().expect("git starts")
}

fn done(project: &Project, arguments: &[&str]) {
    let output = git(project, arguments);
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
}

/// Writes the lock, which must work.
fn lock(project: &Project) {
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
}

/// A project with these files in a git repository, locked and committed on `main`.
fn repository(files: &[(String, String)]) -> Project {
    let project = Project::empty().with("retold.toml", "schemas = \"schemas\"\n");
    files.iter().for_each(|(path, text)| project.write(path, text));
    lock(&project);
    done(&project, &["init", "-q", "-b", "main"]);
    commit(&project);
    project
}

fn commit(project: &Project) {
    done(project, &["add", "-A"]);
    done(project, &["commit", "-q", "-m", "x"]);
}

/// Makes a branch of `main` with changed files and their lock.
fn branch(project: &Project, name: &str, files: &[(String, String)]) {
    done(project, &["checkout", "-q", "-b", name, "main"]);
    files.iter().for_each(|(path, text)| project.write(path, text));
    lock(project);
    commit(project);
}

/// Merges the second branch into the first; whether git could do it alone.
fn merges(project: &Project, into: &str, other: &str) -> bool {
    done(project, &["checkout", "-q", into]);
    git(project, &["merge", "-q", "--no-edit", other]).status.success()
}

/// The lock is what `retold lock` writes for the schemas beside it.
fn is_exact(project: &Project) {
    let ran = project.run(&["lock", "--check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (0, ""), "{ran}");
}

fn files(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn the_lock_is_written_beside_the_configuration() {
    let project = Project::new();
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "wrote retold.lock: 3 definitions\n"), "{ran}");
    let text = project.read("retold.lock");
    assert!(!text.contains('\r') && text.ends_with("\n#end\n") && text.len() < 24_000);
    let body = "event shop.ItemAdded:\n  all ";
    let (_, event) = text.split_once(body).expect("the event");
    assert!(event.contains("\n    fields:\n      quantity: u32\n      sku: string\n# end of event shop.ItemAdded\n"));

    let before = std::fs::metadata(project.path("retold.lock")).and_then(|file| file.modified()).expect("a time");
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "up to date: retold.lock\n"), "{ran}");
    let after = std::fs::metadata(project.path("retold.lock")).and_then(|file| file.modified()).expect("a time");
    assert_eq!(before, after);
    assert_eq!(project.run(&["lock", "-q"]).stderr, "");
    let mut below = project.command(&["lock", "--check"]);
    assert!(below.current_dir(project.path("schemas/shop")).status().expect("runs").success());
}

#[test]
fn a_lock_that_is_out_of_date_is_shown_and_left() {
    let project = Project::new();
    let ran = project.run(&["lock", "--check"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (1, "missing: retold.lock\n"), "{ran}");
    assert_eq!(ran.stderr, "error: there is no lock\n  help: run `retold lock`\n");
    lock(&project);
    let text = project.read("retold.lock");
    is_exact(&project);
    project.write("schemas/shop/cart.yaml", CART.replace("quantity: u32", "quantity: u64"));
    let ran = project.run(&["lock", "--check"]);
    assert_eq!((ran.status, project.read("retold.lock")), (1, text));
    assert!(ran.stdout.starts_with("out of date: retold.lock\n--- retold.lock (as it is)\n"), "{ran}");
    assert!(ran.stdout.contains("\n-      quantity: u32\n+      quantity: u64\n"), "{ran}");
    assert_eq!(ran.stderr, "error: the lock is not what is in the schemas\n  help: run `retold lock`\n");
    lock(&project);
    is_exact(&project);
}

#[test]
fn moved_files_docs_and_order_leave_the_lock_as_it_is() {
    let project = Project::new();
    lock(&project);
    let text = project.read("retold.lock");
    std::fs::rename(project.path("schemas/shop/cart.yaml"), project.path("schemas/basket.yaml")).expect("moved");
    is_exact(&project);
    let described = CART
        .replace("doc: An item was put into the cart.", "deprecated: use another\n    notes: { v1: the first }")
        .replace("{ sku: string, quantity: u32 }", "{ quantity: u32, sku: { type: string, doc: x, example: y } }");
    project.write("schemas/basket.yaml", described.replace("scalars:\n  CartId: uuid\n", ""));
    project.write("schemas/ids.yaml", "context: shop\nscalars:\n  CartId: uuid\n");
    lock(&project);
    assert_eq!(project.read("retold.lock"), text);
    project.write("retold.lock", text.replace('\n', "\r\n"));
    is_exact(&project);
    let ran = project.run(&["diff", "retold.lock"]);
    assert!(ran.status == 0 && ran.stdout.ends_with("\nNothing changed.\n"), "{ran}");
}

#[test]
fn what_is_no_lock_of_ours_is_not_overwritten() {
    let project = Project::new().with("retold.lock", "my own file\n");
    for arguments in [&["lock"][..], &["lock", "--check"]] {
        let ran = project.run(arguments);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(ran.stderr.contains("was not written by Retold"), "{ran}");
    }
    assert_eq!(project.read("retold.lock"), "my own file\n");
    project.write("retold.lock", "retold-lock: 3\n");
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, project.read("retold.lock").as_str()), (2, "retold-lock: 3\n"), "{ran}");
    assert!(ran.stderr.contains("was written by a newer version of Retold, in the format 3"), "{ran}");
    project.write("retold.lock", "retold-lock: 1\n<<<<<<< HEAD\n");
    lock(&project);
    is_exact(&project);
    project.write("schemas/shop/cart.yaml", "events: [");
    let before = project.read("retold.lock");
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, project.read("retold.lock")), (2, before), "{ran}");
}

#[test]
fn a_lock_is_a_base() {
    let project = Project::new();
    lock(&project);
    project.write("schemas/shop/cart.yaml", format!("{CART}    v2: {{ sku: string, quantity: u64 }}\n"));
    for base in ["retold.lock", "./retold.lock"] {
        let ran = project.run(&["diff", base]);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran}");
        assert!(
            ran.stdout.contains("- event `shop.ItemAdded`\n  - v2 is new\n    - `quantity`: `u32` → `u64`\n"),
            "{ran}"
        );
    }
    let new = project.read("schemas/shop/cart.yaml");
    let ran = project.run_with_input(&["diff", "retold.lock", "--schemas", "-"], new.as_bytes());
    assert!(ran.status == 0 && ran.stdout.contains("v2 is new"), "{ran}");
    let ran = project.run_with_input(&["diff", "main", "--schemas", "-"], new.as_bytes());
    assert!(ran.status == 2 && ran.stderr.contains("schemas from standard input have no history"), "{ran}");
    project.write("published", project.read("retold.lock"));
    done(&project, &["init", "-q", "-b", "main"]);
    commit(&project);
    assert_eq!(project.run(&["diff", "published"]).status, 0);
    done(&project, &["branch", "published"]);
    let ran = project.run(&["diff", "published"]);
    assert!(ran.status == 2 && ran.stderr.contains("is a revision and a file as well"), "{ran}");
    assert!(ran.stderr.contains("write `./published` for the file"), "{ran}");
}

#[test]
fn a_damaged_lock_is_no_base() {
    let project = Project::new();
    lock(&project);
    let text = project.read("retold.lock");
    let damages: [(&str, Vec<u8>); 6] = [
        ("error[lock-edited]: v1 of `shop.ItemAdded` is not what", text.replace("sku: string", "sku: uuid").into()),
        ("error[lock-unreadable]: the lock ends too early", text[..text.len() / 2].into()),
        (
            "error[lock-conflict]: git left a conflict here",
            text.replace("#800", "<<<<<<< ours\n=======\n>>>>>>> b").into(),
        ),
        ("error[lock-unreadable]: this lock has the format 9", text.replace("retold-lock: 1", "retold-lock: 9").into()),
        ("error[lock-unreadable]: this file is no lock", CART.into()),
        ("is no lock: it is not UTF-8", b"\xff\xfe\0".to_vec()),
    ];
    for (message, damaged) in damages {
        project.write("retold.lock", damaged);
        let ran = project.run(&["diff", "retold.lock"]);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{ran}");
        assert!(ran.stderr.contains(message) && ran.stderr.contains("help"), "{ran}");
        assert!(ran.stderr.contains("retold.lock:") || message.contains("UTF-8"), "{ran}");
    }
}

/// Definitions of every kind, made from a number.
fn addition(number: u64, index: u64) -> String {
    let name = ["Order", "Item", "Payment", "Parcel", "Refund", "Visit"][(number % 6) as usize];
    let verb = ["Added", "Removed", "Sent", "Seen", "Lost", "Found"][(number / 6 % 6) as usize];
    let name = format!("{name}{verb}{}", number / 36 + 10 * index);
    let mut text = format!("context: shop\nevents:\n  {name}:\n    v1: {{ id: string, at: timestamp }}\n");
    let _ = writeln!(
        text,
        "commands:\n  Do{name}:\n    v1: {{ id: string }}\n    emits: [{name}]\n    rejects: [No{name}]"
    );
    let _ = writeln!(text, "rejections:\n  No{name}: {{ message: refused, fields: {{ why: Why{name} }} }}");
    let _ =
        writeln!(text, "enums:\n  Why{name}: [late, early]\nrecords:\n  The{name}:\n    v1: {{ a: bool, b: string? }}");
    text
}

#[test]
fn branches_that_add_different_definitions_merge() {
    let mut base = files(&[("schemas/shop/cart.yaml", CART)]);
    for number in 0..20 {
        base.push((format!("schemas/base{number}.yaml"), addition(number * 7, 900 + number)));
    }
    let project = repository(&base);
    for number in 0..24 {
        let (ours, theirs) = (format!("a{number}"), format!("b{number}"));
        let add = |side: &str, seed: u64| (format!("schemas/{side}{number}.yaml"), addition(seed, number));
        branch(&project, &ours, &[add("ours", number * 5)]);
        branch(&project, &theirs, &[add("theirs", number * 5 + 3)]);
        assert!(merges(&project, &ours, &theirs), "{number}: {:?}", git(&project, &["diff"]));
        is_exact(&project);
    }
}

/// A schema of very many events, by index; those in `second` have a second version.
fn many(second: &[usize]) -> String {
    let mut text = "context: shop\nevents:\n".to_owned();
    for index in 0..800 {
        let _ = writeln!(text, "  Event{index}:\n    v1: {{ id: string, at: timestamp }}");
        if second.contains(&index) {
            text.push_str("    v2: { id: string, at: timestamp, note: string? }\n");
        }
        text.push('\n');
    }
    text
}

#[test]
fn neighbours_change_on_different_branches() {
    let project = repository(&[("schemas/many.yaml".to_owned(), many(&[]))]);
    let text = project.read("retold.lock");
    let index = |line: &str| {
        line.strip_prefix("event shop.Event")
            .and_then(|rest| rest.strip_suffix(':'))
            .and_then(|index| index.parse().ok())
    };
    // Events with nothing between the last line of the one and the first of the other.
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<(usize, usize)> =
        lines.iter().enumerate().filter_map(|(at, line)| Some((at, index(line)?))).collect();
    let touches = |(at, _): &(usize, usize)| lines[at - 1].starts_with("# end of ");
    // Far from each other in the schema, so that git merges that.
    let pairs: Vec<(usize, usize)> = starts
        .windows(2)
        .filter(|pair| touches(&pair[1]) && pair[0].1.abs_diff(pair[1].1) > 10)
        .map(|pair| (pair[0].1, pair[1].1))
        .take(4)
        .collect();
    assert_eq!(pairs.len(), 4);
    for (number, (above, below)) in pairs.into_iter().enumerate() {
        let (ours, theirs) = (format!("a{number}"), format!("b{number}"));
        branch(&project, &ours, &[("schemas/many.yaml".to_owned(), many(&[above]))]);
        branch(&project, &theirs, &[("schemas/many.yaml".to_owned(), many(&[below]))]);
        assert!(merges(&project, &ours, &theirs), "{above} {below}: {:?}", git(&project, &["diff"]));
        is_exact(&project);
    }
}

/// A cart with further versions of its event.
fn cart(versions: &str) -> Vec<(String, String)> {
    vec![("schemas/shop/cart.yaml".to_owned(), format!("{CART}{versions}"))]
}

#[test]
fn branches_that_write_the_same_version_differently_conflict() {
    let project = repository(&cart("    v2: { sku: string, quantity: u64 }\n"));
    let third = |field: &str| {
        format!("    v2: {{ sku: string, quantity: u64 }}\n    v3: {{ sku: string, quantity: u64, {field} }}\n")
    };
    branch(&project, "note", &cart(&third("note: string?")));
    branch(&project, "gift", &cart(&third("gift: bool?")));
    branch(&project, "same", &cart(&third("note: string?")));
    branch(&project, "other", &[("schemas/other.yaml".to_owned(), addition(1, 1))]);
    assert!(merges(&project, "note", "same") && merges(&project, "note", "other"));
    is_exact(&project);
    assert!(!merges(&project, "note", "gift"));
    let conflicts = git(&project, &["diff", "--name-only", "--diff-filter=U"]).stdout;
    assert!(String::from_utf8_lossy(&conflicts).contains("retold.lock"));
    // In the schemas somebody decides; the lock is written, whatever stands in it.
    project.write(
        "schemas/shop/cart.yaml",
        format!(
            "{CART}{}    v4: {{ sku: string, quantity: u64, note: string?, gift: bool? }}\n",
            third("note: string?")
        ),
    );
    lock(&project);
    is_exact(&project);
    commit(&project);
    let ran = project.run(&["diff", "main"]);
    assert!(ran.stdout.contains("v4 is new"), "{ran}");
}

#[test]
fn branches_that_give_one_name_to_two_things_conflict() {
    let project = repository(&cart(""));
    let with = |text: &str| [("schemas/other.yaml".to_owned(), format!("context: shop\n{text}"))];
    branch(&project, "event", &with("events:\n  Seen: { v1: { a: bool } }\n"));
    branch(
        &project,
        "record",
        &[("schemas/record.yaml".to_owned(), with("records:\n  Seen: { v1: { a: bool } }\n")[0].1.clone())],
    );
    assert!(!merges(&project, "event", "record"));
    assert!(project.read("retold.lock").contains("<<<<<<<"));
}

#[test]
fn a_version_and_an_alias_of_one_event_meet_in_peace() {
    let project = repository(&cart("    v2: { sku: string, quantity: u64 }\n\n\n\n    reserved: { v1: [old] }\n"));
    let alias = format!("{CART}    v2: {{ sku: string, quantity: u64 }}\n\n\n\n    reserved: {{ v1: [old] }}\n")
        .replace("    doc: An", "    aliases: [shop.Added]\n    doc: An");
    branch(&project, "alias", &[("schemas/shop/cart.yaml".to_owned(), alias)]);
    branch(
        &project,
        "third",
        &cart(
            "    v2: { sku: string, quantity: u64 }\n\n    v3: { sku: string, quantity: u64, gift: bool? }\n\n    reserved: { v1: [old] }\n",
        ),
    );
    assert!(merges(&project, "alias", "third"), "{:?}", git(&project, &["diff"]));
    is_exact(&project);
}

#[test]
fn a_check_against_a_lock_underlines_both_sides() {
    let project = Project::new();
    lock(&project);
    project.write("schemas/shop/cart.yaml", CART.replace("quantity: u32", "quantity: u8"));
    let ran = project.run(&["check", "--against", "retold.lock"]);
    assert_eq!(ran.status, 1, "{ran}");
    insta::assert_snapshot!(format!("{}{}", ran.stdout, ran.stderr));
    // As the configuration names it, seen from another folder.
    project.write("retold.toml", "schemas = \"schemas\"\n[check]\nagainst = \"retold.lock\"\n");
    let mut below = project.command(&["check", "--format", "json"]);
    let output = below.current_dir(project.path("schemas/shop")).output().expect("runs");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(found["findings"][0]["also"][0]["file"], "../../retold.lock", "{found:#}");
    lock(&project);
    assert_eq!(project.run(&["check"]).status, 0);
}

#[test]
fn a_lock_that_is_not_there_or_too_large_is_no_base() {
    let project = Project::new();
    let ran = project.run(&["check", "--against", "retold.lock"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(
        ran.stderr.contains("there is no lock `retold.lock`") && ran.stderr.contains("`retold lock` writes one"),
        "{ran}"
    );
    let file = std::fs::File::create(project.path("retold.lock")).expect("made");
    file.set_len(1 << 40).expect("a file of holes");
    let ran = project.run(&["check", "--against", "retold.lock"]);
    assert!(ran.status == 2 && ran.stderr.contains("is larger than 128 MiB, and no lock is"), "{ran}");
}

#[test]
fn who_publishes_what_breaks_the_history_is_told() {
    let project = Project::new();
    lock(&project);
    project.write("schemas/shop/cart.yaml", format!("{CART}    v2: {{ sku: string, quantity: u64 }}\n"));
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "wrote retold.lock: 3 definitions\n"), "{ran}");
    project.write("schemas/shop/cart.yaml", CART);
    let ran = project.run(&["lock"]);
    assert_eq!(ran.status, 0, "{ran}");
    assert!(ran.stderr.contains("error[version-removed]"), "{ran}");
    assert!(ran.stderr.contains("warning: the schemas break what retold.lock said is published (1 error)"), "{ran}");
    is_exact(&project);
    // What is allowed is not told, and neither is what is compared with nothing.
    let allow = "[[check.allow]]\nrule = \"field-removed\"\nsubject = \"shop.ItemAdded\"\nreason = \"never written\"\n";
    project.write("retold.toml", format!("schemas = \"schemas\"\n{allow}"));
    project.write("schemas/shop/cart.yaml", CART.replace(", quantity: u32", ""));
    let ran = project.run(&["lock"]);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, "wrote retold.lock: 3 definitions\n"), "{ran}");
    project.write("retold.lock", project.read("retold.lock").replace("#800", "<<<<<<< ours\n=======\n>>>>>>> theirs"));
    let ran = project.run(&["lock"]);
    assert!(ran.stderr.contains("could not be read, so nothing was compared with it: git left a conflict"), "{ran}");
    is_exact(&project);
}
