//! A history of six edits, each harmless beside the one before, and together not: what the first writer stored meets
//! readers that nobody compared it with until the check goes back that far.

use serde_json::{Value, json};

use crate::git::{Repositories, Repository};
use crate::project::Ran;

const FIRST: &str = "\
context: shop
aggregate: Cart
id: uuid
records:
  Money:
    v1: { amount: decimal, note: string? }
events:
  ItemAdded:
    v1:
      sku: string
      price: Money
      gift: { type: bool, default: false }
";

/// What is replaced by what, edit by edit.
const EDITS: [(&str, &[(&str, &str)]); 6] = [
    (
        "nobody reads the note: its name stays reserved",
        &[(
            "    v1: { amount: decimal, note: string? }\n",
            "    v1: { amount: decimal }\n    reserved: { v1: [note] }\n",
        )],
    ),
    (
        "the type has a better name, and what was reserved is forgotten with the old one",
        &[
            (
                "  Money:\n    v1: { amount: decimal }\n    reserved: { v1: [note] }\n",
                "  Price:\n    v1: { amount: decimal }\n",
            ),
            ("price: Money", "price: Price"),
        ],
    ),
    (
        "a note is a number of the notebook",
        &[("    v1: { amount: decimal }\n", "    v1: { amount: decimal, note: u32? }\n")],
    ),
    (
        "gifts are an event of their own from now on",
        &[("default: false }\n", "default: false }\n    v2: { sku: string, price: Price }\n")],
    ),
    ("gifts are what is not said, which v2 forgets", &[("default: false", "default: true")]),
    (
        "another name, with the old one as its alias",
        &[
            ("      sku: string\n", "      article: { type: string, aliases: [sku] }\n"),
            ("v2: { sku: string,", "v2: { article: { type: string, aliases: [sku] },"),
        ],
    ),
];

fn check(repository: &Repository, base: &str) -> (Ran, Value) {
    let mut command = repository.command(env!("CARGO_BIN_EXE_retold"));
    let ran = Ran::from(command.args(["check", "--against", base, "--format", "json"]).output().expect("it runs"));
    let document = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran}"));
    (ran, document)
}

fn errors(document: &Value) -> Vec<&Value> {
    let findings = document["findings"].as_array().expect("findings");
    findings.iter().filter(|finding| finding["severity"] == "error").collect()
}

#[test]
fn each_edit_is_harmless_beside_the_one_before_and_the_first_writer_is_not_forgotten() {
    let repositories = Repositories::new();
    let repository = repositories.init("shop");
    let mut schema = FIRST.to_owned();
    repository.write("retold.toml", "schemas = \"schemas\"\n");
    repository.write("schemas/cart.yaml", &schema);
    let first = repository.commit("what was written first");
    for (why, replaced) in EDITS {
        for (from, to) in replaced {
            assert!(schema.contains(from), "{why}: {schema}");
            schema = schema.replace(from, to);
        }
        repository.write("schemas/cart.yaml", &schema);
        repository.commit(why);
        let (ran, document) = check(&repository, "HEAD~1");
        assert_eq!((ran.status, errors(&document).len()), (0, 0), "{why}: {ran}");
    }

    // From the first revision on, by any of its names.
    repository.git(&["tag", "-a", "v1.0.0", "-m", "the first", &first]);
    for base in [first.as_str(), "HEAD~6", "v1.0.0"] {
        let (ran, document) = check(&repository, base);
        assert_eq!(ran.status, 1, "{ran}");
        let told: Vec<_> = errors(&document)
            .into_iter()
            .map(|finding| {
                let parts = ["rule", "version", "path", "witness", "reads_before", "reads_after"];
                parts.map(|part| finding.get(part).cloned().unwrap_or_default())
            })
            .collect();
        let text = |text: &str| json!(text);
        let gift = |gift: bool| json!({ "sku": "", "price": { "amount": "0" }, "gift": gift });
        let after = json!({ "article": "", "price": { "amount": "0" }, "gift": true });
        assert_eq!(
            told,
            [
                [
                    text("type-changed"),
                    json!(1),
                    text("$.price.note"),
                    json!({ "sku": "", "price": { "amount": "0", "note": "" } }),
                    Value::Null,
                    Value::Null
                ],
                [
                    text("default-changed"),
                    json!(1),
                    text("$.gift"),
                    json!({ "sku": "", "price": { "amount": "0" } }),
                    gift(false),
                    after
                ],
            ],
            "{base}: {ran}"
        );
    }

    // A writer who knew v2 already meets neither.
    let (ran, _) = check(&repository, "HEAD~3");
    assert_eq!(ran.status, 1, "the default is told from where v2 had not come yet: {ran}");
    let (ran, _) = check(&repository, "HEAD~2");
    assert_eq!(ran.status, 0, "{ran}");
}
