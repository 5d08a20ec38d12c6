//! A schema in, a lock out, and the schema set back; and locks that are none.

use super::{NotRewritten, comparable, read, rewrite, write};
use crate::by_hand;
use crate::changes::Changes;
use crate::compile::{Compiled, compile};
use crate::diagnostic::human;
use crate::evolution::{Mode, Options};
use crate::sample::Numbers;
use crate::source::{SourceFile, Sources};

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), shown: path.to_owned(), text: text.to_owned() }
}

fn compiled(files: &[(&str, &str)]) -> Compiled {
    let sources = Sources::new(files.iter().map(|(path, text)| file(path, text)).collect());
    let outcome = compile(&sources);
    assert!(outcome.compiled.is_some(), "{}", human::render(&outcome.diagnostics, &sources, false));
    outcome.compiled.unwrap_or_default()
}

fn lock_of(files: &[(&str, &str)]) -> String {
    write(&compiled(files).set).expect("not large")
}

/// What is wrong with a lock, as people read it.
fn refused(text: &str) -> String {
    let read = read(file("retold.lock", text));
    assert!(read.compiled.is_none() && !read.problems.is_empty());
    human::render(&read.problems, &read.sources, false)
}

/// The lines that are not there in every lock.
fn without_slots(lock: &str) -> String {
    lock.lines().filter(|line| !line.starts_with('#') || line.contains(' ')).map(|line| format!("{line}\n")).collect()
}

const CART: &str = r#"
context: shop
aggregate: Cart
id: CartId
owner: cart-service
doc: What a customer means to buy.
wire: { case: camelCase, event_tag: $event, none: null }
scalars:
  CartId: uuid
  Sku: { type: string, pattern: "^[A-Z0-9-]{3,32}$", max_length: 32, doc: A thing. }
enums:
  Currency: [USD, EUR]
  Trend: { open: true, values: { Falling: { wire: Decreasing, aliases: [Dropping], doc: down }, "no": {} } }
records:
  Money:
    v1: { amount: decimal, currency: Currency }
unions:
  Payment:
    tag: method
    v1: { card: { last4: string, network: string? }, cash: {} }
    v2: { plastic: { last4: string, network: string? }, cash: {}, bill: { days: { type: u16, min: 1 } } }
    variants: { v2: { plastic: card } }
    notes: { v2: bills }
events:
  ItemAdded:
    doc: An item was put into the cart.
    aliases: [shop.Added, old_added]
    retired: [v1]
    v2: { item_id: Sku, qty: { type: u32, default: 1, unit: pieces }, note: string? }
    v3:
      sku: { type: Sku, from: item_id, doc: What. }
      quantity: { type: u64, from: qty, as: string, unit: pieces }
      unit_price: { type: Money, fill: { currency: EUR, amount: "0" } }
      ratios: { type: "map<string, decimal>", fill: { b: 1.50, a: 2 }, as: number, min_items: 1 }
      note: { type: string?, pii: true, aliases: [remark, comment] }
    reserved: { v3: [price, cost] }
  CheckedOut:
    v1: { at: timestamp, payment: Payment@2 }
    v2: { at: timestamp, payment: Payment@2, total: Money }
    upcast: { v2: "crate::total?" }
  Closed:
    policy: frozen
    v1: { why: string }
    becomes: { v1: [CheckedOut, ItemAdded], with: "crate::split" }
commands:
  AddItem:
    v1: { sku: Sku, quantity: u64 }
    emits: [ItemAdded, CheckedOut]
    rejects: [CartClosed]
rejections:
  CartClosed: { message: "closed at {at}: \"too late\"", fields: { at: timestamp } }
views:
  Contents: { key: CartId, type: "map<Sku, u64>", from: [ItemAdded, CheckedOut] }
  Card: { key: CartId, fields: { lines: u32 } }
queries:
  GetCart: { v1: { cart_id: CartId }, returns: "list<Contents>" }
  GetTotal: { v1: {}, returns: Money?, name: total }
processes:
  Fulfilment:
    key: CartId
    state: { reserved: bool }
    reacts:
      Silent: { sends: [AddItem] }
      CheckedOut: { sends: [AddItem], undo: [stock.Reserve], deadline: { after: PT10M, then: Silent } }
      stock.Rejected: { by: cart, sends: [stock.Reserve, AddItem] }
"#;

const STOCK: &str = "
context: stock
owner: warehouse
events:
  Rejected: { v1: { cart: CartId, cost: Money } }
commands:
  Reserve: { v1: { cart: CartId } }
";

#[test]
fn a_lock_reads_as_people_would_write_it() {
    insta::assert_snapshot!(without_slots(&lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)])));
}

#[test]
fn what_is_read_is_what_was_written() {
    let of = compiled(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    let text = write(&of.set).expect("not large");
    let read = read(file("retold.lock", &text));
    let shown = human::render(&read.problems, &read.sources, false);
    let back = read.compiled.unwrap_or_else(|| panic!("{shown}"));
    assert_eq!(write(&back.set), Ok(text));
    let of = comparable(&of);
    assert_eq!(Changes::between(&of, &back), Changes::default());
    assert_eq!(Changes::between(&back, &of), Changes::default());
    let event = back.set.events.iter().find(|event| event.meta.name == "ItemAdded").expect("the event");
    assert_eq!(read.sources.slice(event.meta.place), "shop.ItemAdded");
    assert_eq!(read.sources.slice(event.versions.current_body().fields[0].place), "note");
    assert_eq!(read.sources.slice(event.versions.current_body().place), "v3");
}

#[test]
fn docs_order_and_files_are_not_in_a_lock() {
    let lock = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    let moved = CART
        .replace("[USD, EUR]", "[EUR, USD]")
        .replace("doc: An item was put", "deprecated: no. Something was put")
        .replace(
            "    v1: { amount: decimal, currency: Currency }",
            "    v1: { currency: Currency, amount: { type: decimal, doc: x, example: \"1\" } }",
        )
        .replace("aliases: [shop.Added, old_added]", "aliases: [old_added, shop.Added]")
        .replace("emits: [ItemAdded, CheckedOut]", "emits: [CheckedOut, ItemAdded]")
        .replace("type: Money, fill", "type: Money@1, fill");
    let (head, records) = moved.split_once("records:\n").unwrap_or_default();
    let (records, rest) = records.split_once("unions:\n").unwrap_or_default();
    let types = format!("context: shop\nwire: {{ case: camelCase, none: null }}\nrecords:\n{records}");
    let files = [("a/b.yaml", types.as_str()), ("cart.yaml", &format!("{head}unions:\n{rest}")), ("other.yaml", STOCK)];
    assert_eq!(lock_of(&files), lock);
    let changed = moved.replace("days: { type: u16, min: 1 }", "days: { type: u16, min: 2 }");
    assert!(changed != moved && lock_of(&[("shop/cart.yaml", &changed), ("stock.yaml", STOCK)]) != lock);
}

#[test]
fn a_change_of_a_shared_record_touches_its_lines_alone() {
    let before = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    let second = "    v1: { amount: decimal, currency: Currency }\n    v2: { amount: decimal, currency: Currency, note: string? }";
    let after = CART.replace("    v1: { amount: decimal, currency: Currency }", second);
    let after = after
        .replace("type: Money, ", "type: Money@1, ")
        .replace("total: Money ", "total: Money@1 ")
        .replace("Money?", "Money@1?");
    let stock = STOCK.replace("cost: Money ", "cost: Money@1 ");
    let after = lock_of(&[("shop/cart.yaml", &after), ("stock.yaml", &stock)]);
    let (added, removed): (Vec<&str>, Vec<&str>) = (
        after.lines().filter(|line| !before.contains(line)).collect(),
        before.lines().filter(|line| !after.contains(line)).collect(),
    );
    assert_eq!((added.len(), removed.len()), (1, 0), "{added:?}");
    assert_eq!(after.lines().count() - before.lines().count(), 5);
}

#[test]
fn a_damaged_lock_is_refused_at_its_place() {
    let lock = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    let end = "# end of record shop.Money\n";
    let at = |text: &str| lock.find(text).unwrap_or_default();
    let money = &lock[at("record shop.Money:")..at(end) + end.len()];
    let body = &money[money.find("  v1 ").unwrap_or_default()..money.len() - end.len()];
    let conflict = format!("<<<<<<< HEAD\n{body}=======\n{}>>>>>>> other\n", body.replace("decimal", "u64"));
    let damaged = [
        ("nothing", String::new()),
        ("a schema", CART.to_owned()),
        ("a newer format", lock.replace("retold-lock: 1", "retold-lock: 3")),
        ("no number", lock.replace("retold-lock: 1", "retold-lock: one")),
        ("a conflict", lock.replace(body, &conflict)),
        (
            "an edited body",
            lock.replace("amount: decimal", "amount: string").replace("emits: [CheckedOut, ItemAdded]", "emits: []"),
        ),
        ("another version", lock.replace(body, &body.replace("v1", "v2"))),
        ("truncated in a body", lock[..at("      currency: Currency")].to_owned()),
        ("truncated between", lock[..at("#800")].to_owned()),
        ("a part cut out", format!("{}{}", &lock[..at("#123\n")], &lock[at("#125\n")..])),
        ("no end", lock.replace(end, "")),
        ("twice", lock.replace(money, &format!("{money}{money}"))),
        ("two kinds", lock.replace(money, &format!("{money}{}", money.replace("record ", "event ")))),
        ("a body twice", lock.replace(body, &format!("{body}{body}"))),
        ("truncated at the end", lock.replace("#end\n", "")),
        ("something behind", format!("{lock}#000\n")),
        ("a line between", lock.replace("#123\n", "#123\nhello\n")),
        ("no hash", lock.replace(body, &body.replace("  v1 6", "  v1 "))),
    ];
    let shown: String = damaged.iter().map(|(what, text)| format!("-- {what}\n{}\n", refused(text))).collect();
    insta::assert_snapshot!(shown);
}

/// The lock with the hash that each part should have.
fn rehashed(lock: &str) -> String {
    let lines: Vec<&str> = lock.split_inclusive('\n').collect();
    let mut out = String::new();
    let mut key = "";
    for (index, line) in lines.iter().enumerate() {
        let part = line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ')).and_then(|rest| rest.split_once(' '));
        if let Some((part, _)) = part {
            let below: String =
                lines[index + 1..].iter().take_while(|line| line.starts_with("    ")).copied().collect();
            out.push_str(&format!("  {part} {}:\n", super::hash(key, part, &below)));
            continue;
        }
        if !line.starts_with(['#', ' ']) {
            key = line.trim_end().trim_end_matches(':');
        }
        out.push_str(line);
    }
    out
}

#[test]
fn what_is_no_schema_is_refused_with_the_place_in_the_lock() {
    let lock = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    assert_eq!(rehashed(&lock), lock);
    let cases = [
        ("a type that is not there", "amount: decimal", "amount: Nothing@3"),
        ("an anchor", "amount: decimal", "amount: &a decimal"),
        ("no YAML", "amount: decimal", "amount: [{"),
        ("no fields", "    fields:\n      amount: decimal", "    field:\n      amount: decimal"),
        (
            "a key of later",
            "    aggregate: Cart\n    tag: Closed",
            "    source: rust\n    aggregate: Cart\n    tag: Closed",
        ),
        ("no aggregate", "aggregate shop.Cart", "aggregate shop.Carts"),
        ("a step that fails", "qty: {type: u32,", "qty: {type: string,"),
    ];
    let shown: String = cases
        .iter()
        .map(|(what, from, to)| format!("-- {what}\n{}\n", refused(&rehashed(&lock.replace(from, to)))))
        .collect();
    insta::assert_snapshot!(shown);
}

#[test]
fn other_line_ends_are_read_alike() {
    let lock = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    let read = read(file("retold.lock", &lock.replace('\n', "\r\n")));
    assert!(read.problems.is_empty(), "{}", human::render(&read.problems, &read.sources, false));
    assert_eq!(write(&read.compiled.unwrap_or_default().set), Ok(lock));
}

/// What registries write, but for its hashes.
const BY_HAND: &str = r##"hand-event shop.ItemPut-away:
  all 0000000000000000:
    registry: shop
    aliases: ["shop.Put"]
    becomes: v1
  v1 0000000000000000:
    type: "shop::ItemPutV1"
    schema:
      $defs:
        Money:
          oneOf:
            - {enum: [free], type: string}
            - {properties: {amount: {type: string}, unit: {const: eur}}, required: [amount, unit], type: object}
      properties:
        "a key": {$ref: "#/$defs/Money"}
        qty: {default: 1, format: uint32, minimum: 0, type: integer, "x-aliases": [count]}
        tags: {items: {type: string}, type: array, uniqueItems: true}
      required: ["a key"]
      type: object
  v2 0000000000000000:
    type: shop
    reads_as: v1
    schema:
      additionalProperties: false
      properties:
        anything: true
        nothing: {type: "null"}
        or: {type: ["null", string]}
      type: object
# end of hand-event shop.ItemPut-away
"##;

/// The lock of the schemas with that in it.
fn with_by_hand() -> String {
    let lock = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    let next = format!("{}\n", super::slot_line(super::slot_of("shop.ItemPut-away") + 1));
    let lock = lock.replace(&next, &format!("{BY_HAND}{next}")).replace("retold-lock: 1", "retold-lock: 2");
    rehashed(&lock)
}

#[test]
fn what_registries_wrote_is_read_with_its_places() {
    let text = with_by_hand();
    let read = read(file("retold.lock", &text));
    assert!(read.problems.is_empty(), "{}", human::render(&read.problems, &read.sources, false));
    let [message] = read.by_hand.messages.as_slice() else { panic!("one is there") };
    assert_eq!((message.name.as_str(), message.registry.as_str()), ("shop.ItemPut-away", "shop"));
    assert_eq!((message.aliases.as_slice(), message.becomes), (["shop.Put".to_owned()].as_slice(), Some(1)));
    assert_eq!(read.sources.slice(message.place), "shop.ItemPut-away");
    let (first, second) = (&message.versions[&1], &message.versions[&2]);
    assert_eq!((first.type_name.as_str(), first.reads_as, second.reads_as), ("shop::ItemPutV1", 1, 1));
    assert_eq!(first.schema["properties"]["qty"]["default"], 1);
    assert_eq!(second.schema["properties"]["nothing"]["type"], "null");
    assert_eq!(read.sources.slice(first.place), "v1");
    assert_eq!(read.sources.slice(first.places["/properties/a key"]), "\"a key\"");
    assert_eq!(super::by_hand(crate::source::FileId(0), &text), Ok(read.by_hand));
}

#[test]
fn each_writer_leaves_alone_what_the_other_wrote() {
    let before = with_by_hand();
    let set = |cart: &str| compiled(&[("shop/cart.yaml", cart), ("stock.yaml", STOCK)]).set;
    assert_eq!(rewrite(&set(CART), &file("retold.lock", &before)), Ok(before.clone()));
    assert_eq!(rewrite(&set(CART), &file("retold.lock", &before.replace('\n', "\r\n"))), Ok(before.clone()));
    let after = rewrite(&set(&CART.replace("closed at", "shut at")), &file("retold.lock", &before)).expect("whole");
    let by_hand = rehashed(BY_HAND);
    assert!(after != before && before.contains(&by_hand) && after.contains(&by_hand));
    let nothing = rewrite(&Compiled::default().set, &file("retold.lock", &before)).expect("whole");
    assert!(nothing.contains(&by_hand) && nothing.contains("retold-lock: 2") && !nothing.contains("shop.Money"));
    // Once it was there, older versions go on refusing the lock.
    let without = before.replace(&by_hand, "");
    assert_eq!(rewrite(&set(CART), &file("retold.lock", &without)), Ok(without));
    // What never had it is written as ever, whatever stands there.
    let plain = lock_of(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]);
    assert_eq!(rewrite(&set(CART), &file("retold.lock", "retold-lock: 1\n<<<<<<< HEAD\n")), Ok(plain));
}

#[test]
fn what_registries_wrote_is_lost_to_no_damage() {
    let lock = with_by_hand();
    let cases = [
        ("an edited schema", lock.replace("qty: {default: 1", "qty: {default: 2")),
        ("no end", lock.replace("# end of hand-event shop.ItemPut-away\n", "")),
        ("a conflict elsewhere", lock.replace("#123\n", "#123\n<<<<<<< HEAD\n=======\n>>>>>>> other\n")),
        ("truncated", lock[..lock.find("#800").unwrap_or_default()].to_owned()),
        ("twice", lock.replace("#123\n", &format!("{}#123\n", rehashed(BY_HAND)))),
        ("a key of later", rehashed(&lock.replace("    becomes: v1", "    becames: v1"))),
        ("a version of later", rehashed(&lock.replace("reads_as: v1", "reads_as: v3"))),
        ("no version at all", rehashed(&lock.replace("    reads_as: v1\n", "    reads_as: [v1]\n"))),
    ];
    let mut shown = String::new();
    for (what, text) in cases {
        let set = compiled(&[("shop/cart.yaml", CART), ("stock.yaml", STOCK)]).set;
        let rewritten = rewrite(&set, &file("retold.lock", &text));
        // What is whole but not understood is kept, and refused where it is read.
        let is_kept = rewritten.as_ref().is_ok_and(|rewritten| *rewritten == text);
        assert!(is_kept || matches!(rewritten, Err(NotRewritten::NotWhole(_))), "{what}");
        shown.push_str(&format!("-- {what}\n{}\n", refused(&text)));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn whatever_has_the_right_hash_is_read_or_refused() {
    let lock = with_by_hand();
    // What stands between two definitions is the same in all.
    let lines: Vec<&str> = lock.lines().collect();
    let written: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].starts_with("   ")).collect();
    let mut numbers = Numbers::new(7);
    let mut pick = |most: usize| usize::try_from(numbers.below(most as u64)).unwrap_or(0);
    let junk = [
        "&a ",
        "{",
        "[",
        "\u{0}",
        "é",
        ": ",
        "@9",
        "?",
        "x",
        "\"",
        "\t",
        "- ",
        "<",
        "~",
        "|",
        "%",
        "999999999999999999999",
        "",
    ];
    let mut refused = 0;
    for _ in 0..300 {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let at = written[pick(written.len())];
        match pick(4) {
            0 => drop(lines.remove(at)),
            1 => {
                let other = lines[written[pick(written.len())]].clone();
                lines.insert(at, other);
            }
            2 => lines[at] = lines[written[pick(written.len())]].clone(),
            _ => {
                let mut ends: Vec<usize> = lines[at].char_indices().map(|(end, _)| end).skip(4).collect();
                ends.push(lines[at].len());
                lines[at].insert_str(ends[pick(ends.len())], junk[pick(junk.len())]);
            }
        }
        let text = rehashed(&(lines.join("\n") + "\n"));
        let read = read(file("retold.lock", &text));
        assert_eq!(read.compiled.is_some(), read.problems.is_empty());
        let _ = human::render(&read.problems, &read.sources, false);
        refused += usize::from(read.compiled.is_none());
        // Whatever stands there as a schema, a change of it is judged.
        let whole = super::read(file("retold.lock", &lock)).by_hand;
        for (old, new) in [(&whole, &read.by_hand), (&read.by_hand, &whole)] {
            let options = Options { mode: Mode::Full, frozen: true };
            let found = by_hand::judge(old, 0, new, options).findings;
            let _ = human::render(&found, &read.sources, false);
        }
        if let Some(compiled) = read.compiled {
            let again = super::read(file("retold.lock", &write(&compiled.set).expect("not large")));
            assert_eq!(write(&again.compiled.expect("whole").set), write(&compiled.set));
        }
    }
    assert!((60..300).contains(&refused), "{refused}");
}
