//! Our tree says what `serde_yaml` says, on every schema of the repository and on text that is easy to misread.

use std::path::{Path, PathBuf};

use retold_codegen::source::FileId;
use retold_codegen::yaml::{self, Node, NodeKind, PlainKind};
use serde_yaml::Value;

fn same(ours: &Node, theirs: &Value, path: &str) {
    match (&ours.kind, theirs) {
        (NodeKind::Map(entries), Value::Mapping(mapping)) => {
            assert_eq!(entries.len(), mapping.len(), "{path}");
            for (entry, (key, value)) in entries.iter().zip(mapping) {
                let path = format!("{path}.{}", entry.key);
                let key = match key {
                    Value::String(text) => text.clone(),
                    other => serde_yaml::to_string(other).expect("a scalar").trim_end().to_owned(),
                };
                assert_eq!(entry.key, key, "{path}");
                same(&entry.value, value, &path);
            }
        }
        (NodeKind::List(items), Value::Sequence(sequence)) => {
            assert_eq!(items.len(), sequence.len(), "{path}");
            items.iter().zip(sequence).enumerate().for_each(|(index, (item, value))| {
                same(item, value, &format!("{path}[{index}]"));
            });
        }
        (NodeKind::Scalar(scalar), value) => match (scalar.plain_kind(), value) {
            (PlainKind::Null, Value::Null) => {}
            (PlainKind::Bool(ours), Value::Bool(theirs)) => assert_eq!(ours, *theirs, "{path}"),
            (PlainKind::Integer, Value::Number(number)) if !number.is_f64() => {
                if let Ok(integer) = scalar.text.parse::<i64>() {
                    assert_eq!(Some(integer), number.as_i64(), "{path}");
                }
            }
            (PlainKind::Float, Value::Number(number)) if number.is_f64() => {
                if let Ok(float) = scalar.text.parse::<f64>() {
                    assert_eq!(Some(float), number.as_f64(), "{path}");
                }
            }
            (PlainKind::Text, Value::String(text)) => assert_eq!(scalar.text, *text, "{path}"),
            (kind, value) => panic!("{path}: `{}` is {kind:?} to us and {value:?} to serde_yaml", scalar.text),
        },
        (kind, value) => panic!("{path}: {kind:?} beside {value:?}"),
    }
}

fn compare(text: &str, name: &str) {
    let (tree, problems) = yaml::parse(FileId(0), text);
    assert_eq!(problems, [], "{name}");
    let theirs: Value = serde_yaml::from_str(text).expect(name);
    same(&tree.expect("a file without a problem has a tree"), &theirs, name);
}

fn schemas(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            schemas(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            found.push(path);
        }
    }
}

#[test]
fn every_schema_of_the_repository() {
    let mut found = Vec::new();
    schemas(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas"), &mut found);
    assert!(found.len() >= 6, "{found:?}");
    for path in found {
        compare(&std::fs::read_to_string(&path).expect("readable"), &path.display().to_string());
    }
}

#[test]
fn scalars_that_are_easy_to_misread() {
    compare(
        "a: [yes, NO, on, y, ~, null, Null, true, True, 1, -1, 0x1F, 0o17, 1.5, .5, 1e3, .inf, 1_000, 12:30:45, 2024-01-29, v1, '1', \"\"]\n\
         b:\nc: |\n  x\n   y\n\nd: >-\n  folded\n  text\n\n  more\ne: plain\n  text\nf: 'it''s'\ng: \"\\u00e9\\t\\\n   joined\"\nh: a#b\ni: a:b\nj: \"\"\n\
         k: {}\nl: []\nm: {a, b: , c: d}\nn: [a: b]\n",
        "scalars",
    );
}
