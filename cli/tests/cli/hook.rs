//! The hook of this repository, in repositories that have it: commits that git makes or refuses.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::git::{Repositories, Repository};
use crate::project::{CART, Ran};

const PATH: &str = "schemas/shop/cart.yaml";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A repository with one commit, and then the hook.
fn repository(repositories: &Repositories, name: &str) -> Repository {
    let repository = repositories.init(name);
    repository.write(PATH, CART);
    repository.write("retold.toml", "");
    repository.commit("one");
    install(&repository);
    repository
}

fn install(repository: &Repository) {
    let hooks = repository.path(repository.git(&["rev-parse", "--git-path", "hooks"]));
    fs::create_dir_all(&hooks).expect("made");
    fs::copy(root().join("hooks/pre-commit"), hooks.join("pre-commit")).expect("copied");
}

fn git(repository: &Repository, arguments: &[&str]) -> Ran {
    let mut command = repository.command("git");
    command.env("RETOLD", env!("CARGO_BIN_EXE_retold")).args(arguments);
    Ran::from(command.output().expect("git starts"))
}

#[track_caller]
fn refused(repository: &Repository, arguments: &[&str]) -> String {
    let (head, status) = (repository.git(&["rev-parse", "HEAD"]), repository.git(&["status", "--porcelain"]));
    let ran = git(repository, arguments);
    assert_eq!(ran.status, 1, "{ran}");
    assert_eq!(head, repository.git(&["rev-parse", "HEAD"]));
    assert_eq!(status, repository.git(&["status", "--porcelain"]), "the hook touched something");
    ran.stderr
}

#[track_caller]
fn committed(repository: &Repository, arguments: &[&str]) -> String {
    let ran = git(repository, arguments);
    assert_eq!(ran.status, 0, "{ran}");
    ran.stderr
}

/// `v1` of the event with one more field, which old payloads do not have.
fn broken() -> String {
    CART.replace("quantity: u32 }", "quantity: u32, price: decimal }")
}

fn with_event(text: &str, name: &str) -> String {
    format!("{text}  {name}:\n    v1: {{ sku: string }}\n")
}

const COMMIT: &[&str] = &["commit", "-q", "-m", "x"];

#[test]
fn what_breaks_is_refused_and_what_does_not_is_committed() {
    let repositories = Repositories::new();
    let repository = repository(&repositories, "shop");
    repository.write(PATH, &broken());
    repository.git(&["add", "-A"]);
    let said = refused(&repository, COMMIT);
    assert!(said.contains("error[") && said.contains(&format!("--> {PATH}:10:")), "{said}");
    repository.write(PATH, &with_event(CART, "ItemRemoved"));
    repository.git(&["add", "-A"]);
    committed(&repository, COMMIT);
    repository.write(PATH, &with_event(&broken(), "ItemRemoved"));
    refused(&repository, &["commit", "-q", "-a", "-m", "x"]);
    refused(&repository, &["commit", "-q", "-m", "x", PATH]);
    committed(&repository, &["commit", "-q", "-a", "-m", "x", "--no-verify"]);
}

#[test]
fn only_what_is_staged_counts() {
    let repositories = Repositories::new();
    let repository = repository(&repositories, "shop");
    repository.write(PATH, &broken());
    repository.git(&["add", "-A"]);
    repository.write(PATH, CART);
    refused(&repository, COMMIT);
    repository.write(PATH, &with_event(CART, "ItemRemoved"));
    repository.git(&["add", "-A"]);
    repository.write(PATH, &broken());
    repository.write("schemas/draft.yaml", "events: [");
    committed(&repository, COMMIT);
    assert_eq!(fs::read_to_string(repository.path(PATH)).expect("readable"), broken());
}

#[test]
fn a_commit_without_schemas_asks_for_nothing() {
    let repositories = Repositories::new();
    let repository = repository(&repositories, "shop");
    repository.write(PATH, &broken());
    repository.write("README.md", "x");
    repository.git(&["add", "README.md"]);
    let mut command = repository.command("git");
    let ran = Ran::from(command.env("RETOLD", "/no/such/program").args(COMMIT).output().expect("git starts"));
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{ran}");
    repository.git(&["add", "-A"]);
    let mut command = repository.command("git");
    let ran = Ran::from(command.env("RETOLD", "/no/such/program").args(COMMIT).output().expect("git starts"));
    assert!(ran.status == 1 && ran.stderr.contains("not on the path"), "{ran}");
}

#[test]
fn what_nobody_has_seen_may_change_again() {
    let repositories = Repositories::new();
    let published = repositories.init("published");
    published.write(PATH, CART);
    published.write("retold.toml", "");
    published.commit("one");
    let shop = repositories.checkout("shop", &published, "refs/heads/main", None);
    install(&shop);
    shop.write(PATH, &with_event(CART, "ItemRemoved"));
    committed(&shop, &["commit", "-q", "-a", "-m", "x"]);
    shop.write(PATH, &with_event(CART, "ItemRemoved").replace("{ sku: string }", "{ sku: string, at: timestamp }"));
    committed(&shop, &["commit", "-q", "-a", "-m", "x"]);
    shop.write(PATH, &broken());
    refused(&shop, &["commit", "-q", "-a", "-m", "x"]);
}

#[test]
fn it_works_in_worktrees_submodules_and_before_the_first_commit() {
    let repositories = Repositories::new();
    let shop = repository(&repositories, "shop");
    let linked = Repository { folder: repositories.path("linked") };
    shop.git(&["worktree", "add", "-q", linked.folder.to_str().expect("text"), "-b", "other"]);
    linked.write(PATH, &broken());
    refused(&linked, &["commit", "-q", "-a", "-m", "x"]);
    linked.write(PATH, &with_event(CART, "ItemRemoved"));
    committed(&linked, &["commit", "-q", "-a", "-m", "x"]);

    let outer = repositories.init("outer");
    let url = shop.folder.to_str().expect("text");
    outer.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "inner"]);
    let inner = Repository { folder: outer.path("inner") };
    install(&inner);
    inner.write(PATH, &broken());
    refused(&inner, &["commit", "-q", "-a", "-m", "x"]);

    let fresh = repositories.init("fresh");
    install(&fresh);
    fresh.write(PATH, CART);
    fresh.git(&["add", "-A"]);
    committed(&fresh, COMMIT);
}

#[test]
fn every_project_of_a_repository_is_checked() {
    let repositories = Repositories::new();
    let shop = repository(&repositories, "shop");
    shop.write("services/my bank/retold.toml", "schemas = \"events\"\n");
    shop.write("services/my bank/events/account.yaml", &CART.replace("shop", "bank"));
    shop.git(&["add", "-A"]);
    committed(&shop, COMMIT);
    shop.write("services/my bank/events/account.yaml", &broken().replace("shop", "bank"));
    let said = refused(&shop, &["commit", "-q", "-a", "-m", "x"]);
    assert!(said.contains("bank.ItemAdded") || said.contains("--> events/account.yaml:10:"), "{said}");
}

#[test]
fn pre_commit_finds_the_script() {
    let text = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("readable");
    let hooks: Value = serde_yaml::from_str(&text).expect("YAML");
    let hook = &hooks[0];
    assert_eq!((hook["id"].as_str(), hook["language"].as_str()), (Some("retold-check"), Some("script")));
    let script = root().join(hook["entry"].as_str().expect("text"));
    let mode = fs::metadata(script).expect("the script is there").permissions().mode();
    assert_eq!(mode & 0o111, 0o111, "it can be run");
}
