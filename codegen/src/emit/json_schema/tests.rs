//! Schemas as a person reads them. That they accept what the types read is held by the tests of the package
//! `retold-tests`.

use serde_json::{Value, json};

use super::files;
use crate::emit::OutputFile;
use crate::source::{SourceFile, Sources};
use crate::{Compiled, compile};

fn compiled(sources: &[(&str, &str)]) -> Compiled {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    let outcome = compile(&Sources::new(sources.iter().map(file).collect()));
    outcome.compiled.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

fn schema(files: &[OutputFile], path: &str) -> Value {
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
    serde_json::from_str(&file.text).expect("a schema is JSON")
}

#[test]
fn a_schema_says_what_its_body_holds_and_what_people_are_told() {
    let compiled = compiled(&[(
        "shop/cart.yaml",
        r#"
context: shop
wire: { event_tag: eventType }
scalars:
  Sku: { type: string, pattern: "^[A-Z0-9-]{3,32}$", doc: What is sold. }
enums:
  Currency: { open: true, values: { EUR: { doc: The euro. }, USD: { aliases: [Dollar] } } }
records:
  Money:
    v1: { amount: { type: decimal, min: "0" }, currency: Currency }
events:
  ItemAdded:
    doc: An item was put into the cart.
    notes: { v1: the first }
    aliases: [shop.Added]
    v1:
      sku: { type: Sku, aliases: [item_id] }
      quantity: { type: u32, min: 1, default: 1, unit: pieces, doc: How many., example: 2 }
      price: Money
      by: { type: "string?", pii: true, deprecated: nobody reads it }
      notes: { type: "map<date, list<string>>", max_items: 3 }
"#,
    )]);
    let files = files(&compiled).unwrap();
    assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["shop.ItemAdded.v1.schema.json"]);
    // The patterns of builtins have a table and tests of their own.
    let mut text = files[0].text.clone();
    for builtin in [crate::model::Builtin::Date, crate::model::Builtin::Decimal] {
        let pattern = Value::from(crate::format::text_pattern(builtin)).to_string();
        text = text.replace(&pattern, "\"…\"");
    }
    insta::assert_snapshot!(text, @r##"
    {
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": "urn:retold:shop.ItemAdded:1",
      "title": "shop.ItemAdded v1",
      "description": "An item was put into the cart.\n\nthe first",
      "x-retold-aliases": ["shop.Added"],
      "type": "object",
      "properties": {
        "eventType": {
          "enum": ["ItemAdded", "Added", "shop.Added"]
        },
        "sku": {
          "$ref": "#/$defs/shop.Sku"
        },
        "quantity": {
          "type": "integer",
          "minimum": 1,
          "maximum": 4294967295,
          "description": "How many.",
          "default": 1,
          "examples": [2],
          "x-retold-unit": "pieces"
        },
        "price": {
          "$ref": "#/$defs/shop.Money.v1"
        },
        "by": {
          "type": ["string", "null"],
          "deprecated": true,
          "x-retold-deprecated": "nobody reads it",
          "x-retold-pii": true
        },
        "notes": {
          "type": "object",
          "propertyNames": {
            "$ref": "#/$defs/date"
          },
          "additionalProperties": {
            "type": "array",
            "items": {
              "type": "string"
            }
          },
          "maxProperties": 3
        },
        "item_id": {
          "$ref": "#/$defs/shop.Sku",
          "description": "Earlier name of `sku`.",
          "deprecated": true
        }
      },
      "required": ["eventType", "price", "notes"],
      "allOf": [
        {
          "oneOf": [
            {
              "required": ["sku"]
            },
            {
              "required": ["item_id"]
            }
          ]
        }
      ],
      "$defs": {
        "date": {
          "type": "string",
          "format": "date",
          "pattern": "…",
          "x-retold-type": "date"
        },
        "decimal": {
          "type": "string",
          "pattern": "…",
          "x-retold-type": "decimal"
        },
        "shop.Currency": {
          "title": "shop.Currency",
          "type": "string",
          "anyOf": [
            {
              "const": "EUR",
              "description": "The euro."
            },
            {
              "const": "USD"
            },
            {
              "const": "Dollar",
              "description": "Earlier name of `USD`.",
              "deprecated": true
            },
            {
              "description": "Any other text is kept as it is."
            }
          ]
        },
        "shop.Money.v1": {
          "title": "shop.Money v1",
          "type": "object",
          "properties": {
            "amount": {
              "$ref": "#/$defs/decimal",
              "pattern": "^(?:[0-9]|-0(?:\\.0+)?$)",
              "x-retold-minimum": "0"
            },
            "currency": {
              "$ref": "#/$defs/shop.Currency"
            }
          },
          "required": ["amount", "currency"]
        },
        "shop.Sku": {
          "title": "shop.Sku",
          "description": "What is sold.",
          "type": "string",
          "pattern": "^[A-Z0-9-]{3,32}$"
        }
      }
    }
    "##);
}

#[test]
fn definitions_of_all_contexts_have_names_of_their_own() {
    let types = "context: shop.money\nscalars: { v1: string, v2x: string, Uuid: string }\n";
    let records = "context: shop\nrecords: { money: { v1: { a: shop.money.v1 } } }\nevents:\n  Paid:\n    \
                   v1: { a: shop.money.v1, b: money, c: shop.money.v2x, d: uuid, e: shop.money.Uuid }\n";
    let files = files(&compiled(&[("types.yaml", types), ("records.yaml", records)])).unwrap();
    let schema = schema(&files, "shop.Paid.v1.schema.json");
    let names: Vec<&String> = schema["$defs"].as_object().expect("definitions").keys().collect();
    assert_eq!(names, ["shop.money.Uuid", "shop.money.v1", "shop.money.v1_", "shop.money.v2x", "uuid"]);
    assert_eq!(schema["properties"]["b"]["$ref"], "#/$defs/shop.money.v1");
    assert_eq!(schema["properties"]["a"]["$ref"], "#/$defs/shop.money.v1_");
}

#[test]
fn a_body_brings_what_it_reaches_and_nothing_else() {
    let text = "records:\n  A: { v1: { b: B? } }\n  B: { v1: { a: list<A> } }\n  C: { v1: { a: A } }\n\
                events: { First: { v1: { a: A } }, Second: { v1: {} }, Third: { v1: { c: C } } }\n";
    let files = files(&compiled(&[("a.yaml", text)])).unwrap();
    let names = |path| {
        let schema = schema(&files, path);
        schema.get("$defs").map(|parts| parts.as_object().expect("definitions").keys().cloned().collect::<Vec<_>>())
    };
    assert_eq!(names("First.v1.schema.json"), Some(vec!["A.v1".to_owned(), "B.v1".to_owned()]));
    assert_eq!(names("Second.v1.schema.json"), None);
    assert_eq!(names("Third.v1.schema.json"), Some(["A.v1", "B.v1", "C.v1"].into_iter().map(str::to_owned).collect()));
}

#[test]
fn bounds_are_exact_to_the_last_digit() {
    let text = r#"
events:
  Counted:
    v1:
      a: i64
      b: u64
      c: { type: u64, min: 9007199254740993 }
      d: { type: decimal, as: number, max: 0.100000000000000000000000001 }
      e: { type: f32, max: 0.1 }
"#;
    let files = files(&compiled(&[("a.yaml", text)])).unwrap();
    for line in [
        "\"minimum\": -9223372036854775808,",
        "\"maximum\": 9223372036854775807",
        "\"maximum\": 18446744073709551615",
        "\"minimum\": 9007199254740993,",
        "\"maximum\": 0.100000000000000000000000001",
        "\"maximum\": 0.1\n",
    ] {
        assert!(files[0].text.contains(line), "{line}\n{}", files[0].text);
    }
}

#[test]
fn text_of_the_schema_is_data_and_nothing_else() {
    let doc = "\"quoted\" \\ */ #[x] {y} <b> \u{202e} \u{2028} \u{7f} \n next";
    let quoted = Value::from(doc).to_string().replace('\u{7f}', "\\u007f").replace('\u{2028}', "\\u2028");
    let quoted = quoted.replace('\u{202e}', "\\u202e");
    let text =
        format!("enums: {{ Word: [{quoted}] }}\nevents: {{ Said: {{ doc: {quoted}, v1: {{ word: Word }} }} }}\n");
    let files = files(&compiled(&[("a.yaml", &text)])).unwrap();
    let schema = schema(&files, "Said.v1.schema.json");
    assert_eq!(schema["description"], doc);
    assert_eq!(schema["$defs"]["Word"]["enum"], json!([doc]));
    assert!(files[0].text.chars().all(|letter| letter == '\n' || !letter.is_control()));
    assert!(!files[0].text.contains(['\u{202e}', '\u{2028}']));
}
