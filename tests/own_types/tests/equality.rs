//! With types of a project or without, a payload is read or refused alike, and what is written of it is the same to the
//! byte; and the JSON Schema accepts that. The payloads are the samples, and those with one value replaced by an odd one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use retold::{EventSet, Recorded};
use retold_codegen::source::{SourceFile, Sources};
use serde_json::{Value, json};

/// Name, version and payload of what is read, encoded again.
type Outcome = Result<Vec<(String, u32, String)>, String>;

fn outcome<E: EventSet>(name: &str, version: u32, payload: &str) -> Outcome {
    let read = E::decode(Recorded::new(name, version, payload)).map_err(|error| error.to_string())?;
    let written = read.map(|event| {
        let encoded = event.encode().unwrap_or_else(|error| panic!("{name} v{version} {payload}: {error}"));
        (encoded.name.to_owned(), encoded.version, String::from_utf8(encoded.payload).expect("JSON"))
    });
    Ok(written.collect())
}

/// Both, of the set that has the event.
fn outcomes(name: &str, version: u32, payload: &str) -> Option<(Outcome, Outcome)> {
    use retold_constructs as without;
    use retold_own_types as with;
    Some(match name.split_once('.')?.0 {
        "shapes" => (
            outcome::<without::ShapesEvent>(name, version, payload),
            outcome::<with::ShapesEvent>(name, version, payload),
        ),
        "steps" => (
            outcome::<without::generated::steps::WalkEvent>(name, version, payload),
            outcome::<with::generated::steps::WalkEvent>(name, version, payload),
        ),
        "reading" => (
            outcome::<without::generated::reading::DoorEvent>(name, version, payload),
            outcome::<with::generated::reading::DoorEvent>(name, version, payload),
        ),
        _ => return None,
    })
}

/// Holds one payload against both; whether it was read.
fn same(name: &str, version: u32, payload: &str) -> Option<bool> {
    let (without, with) = outcomes(name, version, payload)?;
    match (&without, &with) {
        (Ok(without), Ok(with)) => assert_eq!(without, with, "{name} v{version} {payload}"),
        (Err(_), Err(_)) => {}
        _ => panic!("{name} v{version} {payload}:\nwithout: {without:?}\nwith: {with:?}"),
    }
    Some(without.is_ok())
}

/// The samples of events: name, version, payload.
fn samples() -> Vec<(String, u32, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../constructs/samples");
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("samples").map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    let mut samples = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).expect("readable");
        let Ok(file) = serde_json::from_str::<Value>(&text) else { continue };
        let (Some(name), Some(version)) = (file["event"].as_str(), file["version"].as_u64()) else { continue };
        for sample in file["samples"].as_array().into_iter().flatten() {
            samples.push((name.to_owned(), u32::try_from(version).expect("small"), sample["payload"].clone()));
        }
    }
    samples
}

/// What a value becomes: texts and numbers at the edges of what scalars read, and what is none.
fn odd() -> Vec<Value> {
    let texts = [
        "",
        "0",
        "-0",
        "1",
        "01",
        "1.50",
        "-1.5",
        "1e3",
        "+1",
        ".5",
        "9999999999999999999999999999",
        "99999999999999999999999999999",
        "0.0000000000000000000000000001",
        "2026-02-28",
        "2026-02-29",
        "0000-01-01",
        "9999-12-31",
        "10000-01-01",
        "24:00:00",
        "23:59:60",
        "08:30:00",
        "08:30:00.123456789",
        "08:30:00.1234567891",
        "2026-02-28T08:30:00Z",
        "2026-02-28t08:30:00+05:45",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00Z",
        "9999-12-29T23:59:59.999999999Z",
        "9999-12-31T00:00:00Z",
        "1969-12-31T23:59:59.999999999Z",
        "PT0S",
        "-PT1.5S",
        "P1DT2H",
        "P106751991167300DT15H30M7S",
        "P1W",
        "aGVsbG8=",
        "aGVsbG8",
        "AAA",
        "A-B-C",
        "a@b",
        "AAAAAAAAA",
        "0190163d-8694-739b-aea5-966c26f8ad91",
        "0190163D-8694-739B-AEA5-966C26F8AD91",
        "0190163d8694739baea5966c26f8ad91",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ];
    let numbers = [json!(0), json!(-0.0), json!(1), json!(-5), json!(5), json!(6), json!(0.5), json!(1.5), json!(1e30)];
    let others = [json!(null), json!(true), json!([]), json!({}), json!(["AAA", "AAA"]), json!(i64::MIN)];
    texts.into_iter().map(Value::from).chain(numbers).chain(others).collect()
}

/// Every payload in which one value inside is another.
fn changed(payload: &Value, with: &Value, found: &mut dyn FnMut(Value)) {
    match payload {
        Value::Object(entries) => {
            for (key, value) in entries {
                let put = |inner: Value| {
                    let mut whole = entries.clone();
                    whole.insert(key.clone(), inner);
                    Value::Object(whole)
                };
                found(put(with.clone()));
                changed(value, with, &mut |inner| found(put(inner)));
                if let Value::String(other) = with {
                    let mut whole = entries.clone();
                    let value = whole.remove(key).expect("it is there");
                    whole.insert(other.clone(), value);
                    found(Value::Object(whole));
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let put = |inner: Value| {
                    let mut whole = items.clone();
                    whole[index] = inner;
                    Value::Array(whole)
                };
                found(put(with.clone()));
                changed(item, with, &mut |inner| found(put(inner)));
            }
            let mut longer = items.clone();
            longer.push(with.clone());
            found(Value::Array(longer));
        }
        _ => {}
    }
}

#[test]
fn samples_are_read_and_written_alike() {
    let mut count = 0;
    for (name, version, payload) in samples() {
        count += usize::from(same(&name, version, &payload.to_string()) == Some(true));
    }
    assert!(count > 300, "{count} samples were read");
}

#[test]
fn odd_values_are_read_or_refused_alike() {
    let odd = odd();
    let (mut read, mut refused) = (0, 0);
    let mut seen = BTreeMap::new();
    for (name, version, payload) in samples() {
        // The second sample of a version has all of its fields.
        let number = seen.entry((name.clone(), version)).or_insert(0);
        *number += 1;
        if *number != 2 {
            continue;
        }
        for with in &odd {
            changed(&payload, with, &mut |changed| match same(&name, version, &changed.to_string()) {
                Some(true) => read += 1,
                Some(false) => refused += 1,
                None => {}
            });
        }
    }
    assert!(read > 3000 && refused > 10_000, "{read} read, {refused} refused");
}

#[test]
fn the_json_schema_accepts_what_is_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schemas/constructs");
    let files = ["elsewhere", "reading", "shapes", "steps", "texts"].map(|name| {
        let path = format!("{name}.yaml");
        let text = fs::read_to_string(folder.join(&path)).expect("a schema");
        SourceFile { shown: path.clone(), path, text }
    });
    let compiled = retold_codegen::compile(&Sources::new(files.into())).compiled.expect("they compile");
    let schemas: BTreeMap<String, jsonschema::Validator> = retold_codegen::emit::json_schema::files(&compiled)
        .expect("not too large")
        .into_iter()
        .map(|file| {
            let schema = serde_json::from_str(&file.text).expect("JSON");
            (
                file.path,
                jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema"),
            )
        })
        .collect();
    let mut count = 0;
    for (name, version, payload) in samples() {
        let Some((_, Ok(events))) = outcomes(&name, version, &payload.to_string()) else { continue };
        for (name, version, written) in events {
            let schema = &schemas[&format!("{name}.v{version}.schema.json")];
            let written: Value = serde_json::from_str(&written).expect("JSON");
            if let Err(error) = schema.validate(&written) {
                panic!("{name} v{version} {written}: {error}");
            }
            count += 1;
        }
    }
    assert!(count > 300, "{count} payloads were written");
}

#[test]
fn personal_data_is_not_shown() {
    let payload = json!({
        "any": "", "name": "a", "sku": "AAA", "short": "AAA", "mail": "ada@example.org", "code": "12", "two": "AAA"
    });
    let read = retold_own_types::ShapesEvent::decode(Recorded::new("shapes.Texts", 1, payload.to_string().as_str()));
    let shown = format!("{:?}", read.expect("it fits").next());
    assert!(shown.contains("sku") && !shown.contains("ada@"), "{shown}");
}

#[test]
fn what_a_type_refuses_is_an_error_with_its_place() {
    use retold_own_types::generated::shapes::BoundedIntegers;
    use retold_own_types::own::Level;

    let payload = r#"{"percent":1,"level":1,"id":"1","offset":"0","wide":9007199254740993}"#;
    let mut event: BoundedIntegers = retold::testing::from_json(payload);
    event.level = Level::Below(0);
    let error = event.validate().unwrap_err();
    assert_eq!(error.path(), "$.level");
    assert!(error.to_string().contains("nothing is zero below"), "{error}");
    let error = retold_own_types::ShapesEvent::from(event).encode().unwrap_err().to_string();
    assert!(error.contains("shapes.BoundedIntegers") && error.contains("nothing is zero below"), "{error}");
}
