//! A document as a person reads it. That it is valid is held by the tests of the package `retold-tests`.

use crate::compile;
use crate::emit::OutputFile;
use crate::source::{SourceFile, Sources};

fn documents(files: &[(&str, &str)]) -> Vec<OutputFile> {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    let outcome = compile(&Sources::new(files.iter().map(file).collect()));
    let compiled = outcome.compiled.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    super::files(&compiled).unwrap()
}

#[test]
fn an_owner_sends_its_events_and_receives_its_commands_and_what_its_processes_react_to() {
    let files = documents(&[
        ("shop/cart.yaml", include_str!("../../../../tests/schemas/language/shop/cart.yaml")),
        ("stock.yaml", include_str!("../../../../tests/schemas/language/stock.yaml")),
    ]);
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["cart-service.asyncapi.json", "stock.asyncapi.json"]);
    // The patterns of builtins have a table and tests of their own.
    let lines = files.iter().flat_map(|file| file.text.lines());
    let text: Vec<&str> = lines.filter(|line| !line.trim_start().starts_with("\"pattern\": \"^(?:")).collect();
    insta::assert_snapshot!("asyncapi-cart", text.join("\n"));
}

#[test]
fn what_tools_take_for_their_own_is_spelled_otherwise() {
    let files = documents(&[(
        "a.yaml",
        r#"
context: a
events:
  E:
    v1:
      x: { type: string, wire: "$ref" }
      y: { type: string, wire: "__proto__", aliases: [z] }
      free: { type: json, default: { "$ref": "file:///etc/passwd" }, example: { a: [{ "$ref": "x" }] } }
"#,
    )]);
    let document: serde_json::Value = serde_json::from_str(&files[0].text).unwrap();
    let payload = &document["components"]["schemas"]["a.E.v1"];
    let patterns: Vec<&String> = payload["patternProperties"].as_object().unwrap().keys().collect();
    assert_eq!(patterns, ["^\\$ref$", "^__proto__$"]);
    assert_eq!(payload["properties"]["free"]["x-retold-default"], r#"{"$ref":"file:///etc/passwd"}"#);
    assert_eq!(payload["properties"]["free"].get("default").or(payload["properties"]["free"].get("examples")), None);
    assert_eq!(document["components"]["messages"]["a.E.v1"].get("examples"), None);
}

#[test]
fn a_set_without_messages_has_no_document() {
    assert!(documents(&[("a.yaml", "records:\n  R:\n    v1: { a: string }\n")]).is_empty());
}
