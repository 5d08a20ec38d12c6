//! A change that breaks several things, in the form of every server and for people.

use crate::git::{Repositories, Repository};
use crate::project::Ran;

const OLD: &str = "\
context: shop
aggregate: Cart
id: CartId
scalars:
  CartId: uuid
enums:
  Currency: [EUR, USD, GBP]
records:
  Money:
    v1: { amount: decimal, currency: Currency }
events:
  ItemAdded:
    v1: { sku: string, quantity: u32 }
    v2: { sku: string, quantity: u64 }
  ItemRemoved:
    v1: { sku: string }
  PriceShown:
    v1: { sku: string, price: Money }
  PriceAsked:
    v1: { sku: string, price: Money? }
  CheckedOut:
    v1:
      at: timestamp
      source: { type: string, default: web }
  BannerShown:
    v1: { banner: string }
";

/// `GBP` is gone, which two events embed; a published body needs a new field; a default is another; an event is gone,
/// which somebody has allowed; and an event is new.
fn new() -> String {
    OLD.replace(", GBP]", "]")
        .replace("v1: { sku: string }", "v1: { sku: string, note: string }")
        .replace("default: web", "default: app")
        .replace("  BannerShown:\n    v1: { banner: string }\n", "  Left:\n    v1: {}\n")
}

const TOML: &str = r#"
[[check.allow]]
rule = "event-removed"
subject = "shop.BannerShown"
reason = "never written: the banner was not built"
until = "2999-12-31"

[[check.allow]]
rule = "event-removed"
subject = "shop.Banner"
reason = "an entry that nothing needs"
"#;

fn repository(repositories: &Repositories) -> Repository {
    let repository = repositories.init("shop");
    repository.write("schemas/shop/cart.yaml", OLD);
    repository.write("retold.toml", TOML);
    repository.commit("one");
    repository.write("schemas/shop/cart.yaml", &new());
    repository
}

fn run(repository: &Repository, arguments: &[&str]) -> Ran {
    let mut command = repository.command(env!("CARGO_BIN_EXE_retold"));
    let ran = Ran::from(
        command.args(["check", "--against", "main", "--mode", "full"]).args(arguments).output().expect("runs"),
    );
    let commit = repository.git(&["rev-parse", "--short=12", "HEAD"]);
    Ran { stderr: ran.stderr.replace(&commit, "<commit>"), stdout: ran.stdout.replace(&commit, "<commit>"), ..ran }
}

#[test]
fn a_change_is_told_in_the_form_of_every_server() {
    let repositories = Repositories::new();
    let repository = repository(&repositories);
    for format in ["human", "json", "github", "gitlab", "sarif", "junit", "markdown"] {
        let ran = run(&repository, &["--format", format]);
        assert_eq!(ran.status, 1, "{ran}");
        crate::documents::assert_valid(&["check", "--format", format], &ran);
        insta::assert_snapshot!(format!("change-as-{format}"), ran);
    }
}

#[test]
fn both_sides_of_a_change_are_in_every_form() {
    let repositories = Repositories::new();
    let repository = repository(&repositories);
    for format in ["human", "github", "gitlab", "sarif", "junit", "markdown"] {
        let told = run(&repository, &["--format", format]).stdout;
        for said in ["main:schemas/shop/cart.yaml:7", "GBP", "field-added-required"] {
            assert!(told.contains(said), "{format} does not say {said}: {told}");
        }
    }
}

#[test]
fn what_a_shared_type_breaks_in_many_events_fits_into_a_comment() {
    let repositories = Repositories::new();
    let repository = repositories.init("shop");
    let events: String = (0..2000).map(|index| format!("  Event{index}:\n    v1: {{ price: Money }}\n")).collect();
    let schema = format!("context: shop\nrecords:\n  Money:\n    v1: {{ amount: u64 }}\nevents:\n{events}");
    repository.write("schemas/shop.yaml", &schema);
    repository.commit("one");
    repository.write("schemas/shop.yaml", &schema.replace("amount: u64", "amount: u32"));
    let ran = run(&repository, &["--format", "markdown"]);
    assert!(ran.stdout.contains("and 1998 more") && ran.stdout.len() < 65_536, "{}", ran.stdout.len());
}

#[test]
fn an_entry_for_a_change_is_unused_only_where_the_change_was_looked_at() {
    let repositories = Repositories::new();
    let repository = repository(&repositories);
    let unused = |arguments: &[&str]| {
        let mut command = repository.command(env!("CARGO_BIN_EXE_retold"));
        let ran = Ran::from(command.args(["check", "--format", "json"]).args(arguments).output().expect("runs"));
        ran.rules().iter().filter(|rule| *rule == "allow-unused").count()
    };
    assert_eq!(unused(&[]), 0);
    assert_eq!(unused(&["--against", "main"]), 1);
    assert_eq!(unused(&["--against", "main", "--mode", "forward"]), 0);
    // Another base than the project's own.
    repository.git(&["branch", "release"]);
    repository.write("retold.toml", &format!("[check]\nagainst = \"main\"\n{TOML}"));
    assert_eq!(unused(&[]), 1);
    assert_eq!(unused(&["--against", "main"]), 1);
    assert_eq!(unused(&["--against", "release"]), 0);
}
