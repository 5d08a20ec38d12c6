//! Edits that a person can judge.

use super::*;
use crate::diagnostic::human;
use crate::source::FileId;

pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: format!("schemas/{path}"),
        text: (*text).to_owned(),
    };
    Sources::new(files.iter().map(file).collect())
}

fn bumped(text: &str, name: &str, spread: Spread<'_>) -> String {
    let sources = sources(&[("a.yaml", text)]);
    let outcome = compile(&sources);
    let compiled = outcome.compiled.unwrap_or_else(|| panic!("{:#?}\n{text}", outcome.diagnostics));
    match bump(&sources, &compiled, name, spread) {
        Ok(bump) => {
            let said: Vec<String> = bump
                .made
                .iter()
                .map(|made| format!("made {} v{}", made.subject, made.version))
                .chain(
                    bump.pinned
                        .iter()
                        .map(|pinned| format!("pinned {} {:?} {}", pinned.subject, pinned.version, pinned.spelled)),
                )
                .chain(bump.moved.iter().map(|moved| format!("moved {} {}", moved.subject, moved.spelled)))
                .chain(bump.users.iter().map(|user| format!("left {} {:?}", user.subject, user.version)))
                .collect();
            format!("{}\n{}", said.join("\n"), bump.sources.file(FileId(0)).text)
        }
        Err(Refusal::Asked { message, help }) => format!("{message}\n  {}", help.join("\n  ")),
        Err(Refusal::WouldBreak { sources, findings }) => human::render(&findings, &sources, false),
    }
}

const SHOP: &str = "\
# The shop.
context: shop
aggregate: Cart
id: uuid
records:
    # Money, whatever the currency.
    Money:
        doc: An amount.
        v1: { amount: decimal, currency: string }   # the first
    Node:
        v1:    # a tree
            label: string   # what it says
            # those below
            children: list<Node>
            best: 'Node?'
            # at the end of v1
        # behind v1
    Line: { v1: { price: Money, more: \"map<string, Money?>\" }, doc: One line. }
unions:
    Payment:
        v1:
            cash: { sum: Money }
            card: {}
events:
    Paid:
        v1:
            sum: Money
            by: Payment
        v2:
            total: { type: Money, from: sum }   # renamed
            by: Payment   # how
            # about the tip
            tip:
                type: Money?
                # why this
                fill: { amount: \"0\", currency: EUR }
            at: { type: timestamp, fill: \"2024-01-29T12:00:00Z\", doc: When. }
        notes: { v2: More is known. }
    Ordered:
        v1: { lines: list<Line> }
views:
    Spent: { key: uuid, type: Money, from: [Paid] }
queries:
    Find:
        v1: { over: Money? }
        returns: list<Money>
";

#[test]
fn an_event_gets_a_copy_to_edit() {
    insta::assert_snapshot!(bumped(SHOP, "Paid", Spread::None));
}

#[test]
fn a_record_that_gets_its_second_version_is_pinned_everywhere() {
    insta::assert_snapshot!(bumped(SHOP, "shop.Money", Spread::None));
}

#[test]
fn a_record_that_holds_itself_holds_its_new_version() {
    insta::assert_snapshot!(bumped(SHOP, "Node", Spread::None));
}

#[test]
fn whoever_uses_a_record_gets_a_version_that_uses_the_new_one() {
    insta::assert_snapshot!("all", bumped(SHOP, "Money", Spread::All));
    let into = ["Ordered".to_owned(), "Spent".to_owned(), "Find".to_owned()];
    insta::assert_snapshot!("into", bumped(SHOP, "Money", Spread::Into(&into)));
}

#[test]
fn what_cannot_be_bumped_says_why() {
    let text = "enums: { E: [a] }\nrecords: { R: { v1: {} }, RV1: { v1: {} }, S: { v1: {} } }\n";
    let said: Vec<String> = ["E", "R", "Q", "RV2", ""].iter().map(|name| bumped(text, name, Spread::None)).collect();
    let into = |name: &str| bumped(text, "S", Spread::Into(&[name.to_owned()]));
    insta::assert_snapshot!([said, vec![into("R"), into("E"), into("S")]].concat().join("\n\n"));
}
