//! Generated Rust, compiled with warnings and missing documentation denied, run, and replayed.

use retold_codegen::emit::rust;
use retold_codegen::emit::samples::Samples;
use retold_codegen::model::{Body, Definition, SchemaSet, Versions};
use retold_codegen::sample::{Sampler, Style};
use retold_codegen::source::Sources;
use retold_codegen::{Compiled, plan, value};
use retold_tests::generated::{Generated, Program, Recorded, compiled, sources};
use retold_tests::random_schema::random_schema;
use serde_json::Value;

/// Every version of every event and command of a set, as recorded payloads: the samples that `retold generate samples`
/// writes, and others.
fn samples<'c>(module: &str, compiled: &'c Compiled, sources: &Sources) -> Vec<Recorded<'c>> {
    let set = &compiled.set;
    let (mut sampler, mut named) = (Sampler::new(set), Samples::new(set));
    let mut recorded = Vec::new();
    for model in &set.modules {
        let source = &sources.file(model.file).path;
        let key = format!("{module}:{}", source.trim_end_matches(".yaml"));
        for definition in &model.definitions {
            let Some((command, name, versions)) = message(set, *definition) else { continue };
            for (version, body) in versions.iter() {
                let mut payloads: Vec<Value> = named.body(body).into_iter().map(|sample| sample.payload).collect();
                let seeds = (0..10).flat_map(|seed| [Style::Written(seed), Style::Read(seed)]);
                payloads.extend(seeds.filter_map(|style| sampler.body(body, style)));
                recorded.extend(payloads.into_iter().map(|data| {
                    let data = data.to_string();
                    Recorded { set: key.clone(), command, name, version, data }
                }));
            }
        }
    }
    recorded
}

fn message(set: &SchemaSet, definition: Definition) -> Option<(bool, &str, &Versions<Body>)> {
    match definition {
        Definition::Event(id) => Some((false, &set[id].wire.name, &set[id].versions)),
        Definition::Command(id) => Some((true, &set[id].wire.name, &set[id].versions)),
        _ => None,
    }
}

/// Reads all samples, and writes them as the model reads them again.
fn replay(program: &Program, module: &str, compiled: &Compiled, sources: &Sources) {
    let recorded = samples(module, compiled, sources);
    let results = program.read(&recorded);
    steps_agree(program, compiled, &recorded, &results);
    for (recorded, result) in recorded.iter().zip(results) {
        let events = match result {
            Ok(events) => events,
            // A function of a person's refused the value, or what it made breaks a constraint.
            Err(error) if module == "steps" && (error.contains("the step to v") || error.contains("no text")) => {
                continue;
            }
            Err(error) if error.contains("refused on purpose") || error.contains("Refused") => continue,
            Err(error) => panic!("{} v{} {}: {error}", recorded.name, recorded.version, recorded.data),
        };
        for event in events {
            let (name, data) = (event["name"].as_str().unwrap_or_default(), event["data"].as_str().unwrap_or_default());
            let body = current_body(&compiled.set, recorded.command, name);
            let written = serde_json::from_str(data).expect("what is written is JSON");
            if let Err(problem) = value::check_body(&compiled.set, body, &written) {
                panic!("{name} was written as {data}, from {}: {problem:?}", recorded.data);
            }
        }
    }
}

/// What the model's own steps make of a payload is what the generated ones do: written by the program, both are equal.
fn steps_agree(
    program: &Program,
    compiled: &Compiled,
    recorded: &[Recorded<'_>],
    results: &[Result<Vec<Value>, String>],
) {
    let mut taken = Vec::new();
    let mut expected = Vec::new();
    for (recorded, result) in recorded.iter().zip(results) {
        let (definition, current) = definition(&compiled.set, recorded.command, recorded.name);
        let payload = serde_json::from_str(&recorded.data).expect("a sample is JSON");
        let newest = plan::apply(&compiled.set, &compiled.plans, definition, recorded.version, current, payload);
        // Functions run in the program alone.
        let Ok(data) = newest else { continue };
        if recorded.version < current {
            taken.push(Recorded {
                set: recorded.set.clone(),
                name: recorded.name,
                version: current,
                data,
                ..*recorded
            });
            expected.push((recorded, result));
        }
    }
    for (newest, ((old, result), is)) in taken.iter().zip(expected.iter().zip(program.read(&taken))) {
        let same = matches!((*result, &is), (Ok(theirs), Ok(ours)) if theirs == ours);
        assert!(
            same,
            "{} v{} {}\nbecame {result:?}\nand not {is:?}\nfrom {}",
            old.name, old.version, old.data, newest.data
        );
    }
}

fn definition(set: &SchemaSet, command: bool, name: &str) -> (Definition, u32) {
    let definitions = set.modules.iter().flat_map(|module| &module.definitions);
    let mut found = definitions.filter_map(|definition| Some((*definition, message(set, *definition)?)));
    let found = found.find(|(_, (is_command, wire, _))| *is_command == command && *wire == name);
    found.map(|(definition, (_, _, versions))| (definition, versions.current())).expect("samples have a definition")
}

fn current_body<'c>(set: &'c SchemaSet, command: bool, name: &str) -> &'c Body {
    let definitions = set.modules.iter().flat_map(|module| &module.definitions);
    let mut found = definitions.filter_map(|definition| message(set, *definition));
    let found = found.find(|(is_command, wire, _)| *is_command == command && *wire == name);
    found.unwrap_or_else(|| panic!("there is no `{name}`")).2.current_body()
}

#[test]
fn schemas_of_all_constructs_compile_and_replay() {
    let shapes = sources([("shapes.yaml", include_str!("../schemas/constructs/shapes.yaml"))]);
    let cart = sources([("shop/cart.yaml", include_str!("../../schemas/shop/cart.yaml"))]);
    let steps = sources([("steps.yaml", include_str!("../schemas/constructs/steps.yaml"))]);
    let texts = sources([("texts.yaml", include_str!("../schemas/constructs/texts.yaml"))]);
    let language = sources([
        ("shop/cart.yaml", include_str!("../schemas/language/shop/cart.yaml")),
        ("stock.yaml", include_str!("../schemas/language/stock.yaml")),
    ]);
    let bare = sources([
        ("nothing.yaml", "aggregate: Nothing\nid: string\n"),
        ("unasked.yaml", "aggregate: Unasked\nid: u64\nevents:\n  Seen: { v1: {} }\n"),
        ("silent.yaml", "aggregate: Silent\nid: date\ncommands:\n  Ask: { v1: {} }\n"),
    ]);
    let wide = wide();
    let wide = sources(wide.iter().map(|(path, text)| (*path, text.as_str())));
    let decimals = sources([("decimals.yaml", DECIMALS)]);
    let sets = [
        ("decimals", decimals),
        ("wide", wide),
        ("shapes", shapes),
        ("shop", cart),
        ("steps", steps),
        ("texts", texts),
        ("language", language),
        ("bare", bare),
    ];
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "constructs");
    let compiled: Vec<_> = sets.iter().map(|(module, sources)| generated.add(module, sources)).collect();
    generated.code("/// In grams.\n#[must_use]\npub fn grams(old: &shapes::shapes::MarksV1) -> u32 {\n    u32::from(old.weight)\n}");
    generated.code(include_str!("../schemas/constructs/steps_fn.rs"));
    let program = generated.build().unwrap_or_else(|problems| panic!("{problems}"));
    for ((module, sources), compiled) in sets.iter().zip(&compiled) {
        replay(&program, module, compiled, sources);
    }
    long_decimals_keep_their_digits(&program, &compiled[0]);
    steps_give_what_they_should(&program);
    let docs = generated.document().unwrap_or_else(|problems| panic!("{problems}"));
    let page = std::fs::read_to_string(docs.join("texts/texts/index.html")).expect("the module has a page");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert(1)"), "{page}");
}

/// Two hundred fields in two versions; records, unions and modules that contain each other.
fn wide() -> Vec<(&'static str, String)> {
    let fields = |ty: &str| (0..200).map(|index| format!("      field_{index}: {ty}\n")).collect::<String>();
    let event = format!("events:\n  Wide:\n    v1:\n{}    v2:\n{}", fields("u32"), fields("{ type: u64?, pii: true }"));
    let loops = "
records:
  Branch:
    v1: { leaf: string, twig: Twig, maybe: Branch?, lists: list<Branch>, maps: map<list<Twig?>>, down: three.Deep? }
unions:
  Twig:
    v1: { end: {}, branch: { branch: Branch?, both: { type: Twig? } }, many: { twigs: map<list<Twig>> } }
";
    let two = "context: two\nrecords:\n  Middle:\n    v1: { up: one.Branch, down: three.Deep? }\n";
    let three =
        "context: three\nrecords:\n  Deep:\n    v1: { up: list<two.Middle>, top: one.Branch?, side: aside.Side? }\n";
    let aside = "context: aside\nrecords:\n  Side:\n    v1: { deep: list<three.Deep> }\nevents:\n  Looked:\n    v1: { at: Side }\n";
    vec![
        ("a.yaml", format!("context: one\n{event}{loops}")),
        ("a/b.yaml", two.to_owned()),
        ("a/b/c.yaml", three.to_owned()),
        ("d/e.yaml", aside.to_owned()),
    ]
}

/// Decimals in both forms, each becoming the other, alone and nested.
const DECIMALS: &str = r#"
scalars:
  Amount: decimal
records:
  Held:
    v1: { a: { type: decimal, as: number }, b: decimal }
    v2: { a: decimal, b: { type: decimal, as: number } }
events:
  Measured:
    v1: { a: { type: decimal, as: number }, b: decimal, c: { type: decimal, as: number }, d: { type: "decimal?", as: number }, list: { type: list<decimal>, as: number }, map: map<decimal>, held: Held@1, same: { type: decimal, as: number } }
    v2: { a: decimal, b: { type: decimal, as: number }, c: Amount, d: decimal?, list: list<decimal>, map: { type: "map<decimal>", as: number }, held: Held@2, same: { type: decimal, as: number } }
"#;

/// Numbers of more digits than a double has, with exponents and with digits that are rounded away.
fn long_decimals_keep_their_digits(program: &Program, compiled: &Compiled) {
    let mut state = 7_u64;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut digits = move |whole: u64, fraction: u64, exponent: bool| {
        let mut text = if random(2) == 0 { "-".to_owned() } else { String::new() };
        let whole = random(whole) + 1;
        (0..whole).for_each(|at| text.push_str(&(random(9) + u64::from(at == 0 && whole > 1)).to_string()));
        let fraction = random(fraction);
        if fraction > 0 {
            text.push('.');
            (0..fraction).for_each(|_| text.push_str(&random(10).to_string()));
        }
        if exponent && random(3) == 0 {
            text.push_str(&format!("e-{}", random(12)));
        }
        text
    };
    let payloads: Vec<String> = (0..500)
        .map(|_| {
            let mut number = || digits(20, 30, true);
            let numbers: [String; 6] = std::array::from_fn(|_| number());
            let mut text = || digits(14, 14, false);
            let texts: [String; 3] = std::array::from_fn(|_| text());
            let [a, c, d, item, held, same] = numbers;
            let [b, entry, inner] = texts;
            format!(
                r#"{{"a":{a},"b":"{b}","c":{c},"d":{d},"list":[{item},1],"map":{{"x":"{entry}"}},"held":{{"a":{held},"b":"{inner}"}},"same":{same}}}"#
            )
        })
        .collect();
    let recorded: Vec<Recorded<'_>> = payloads
        .iter()
        .map(|data| Recorded {
            set: "decimals:decimals".to_owned(),
            command: false,
            name: "Measured",
            version: 1,
            data: data.clone(),
        })
        .collect();
    let results = program.read(&recorded);
    if let Some(refused) = results.iter().zip(&payloads).find(|(result, _)| result.is_err()) {
        panic!("{refused:?}");
    }
    assert!(results.iter().flatten().flatten().any(|event| event["data"].to_string().len() > 200));
    steps_agree(program, compiled, &recorded, &results);
}

/// `steps.jsonl`: recorded payloads with what they are today.
fn steps_give_what_they_should(program: &Program) {
    let cases: Vec<Value> = include_str!("../schemas/constructs/steps.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}")))
        .collect();
    let recorded = |case: &'static Value| Recorded {
        set: "steps:steps".to_owned(),
        command: case["command"] == true,
        name: case["name"].as_str().unwrap_or_default(),
        version: case["version"].as_u64().and_then(|version| version.try_into().ok()).unwrap_or_default(),
        data: case["data"].to_string(),
    };
    let cases: &'static [Value] = cases.leak();
    let results = program.read(&cases.iter().map(recorded).collect::<Vec<_>>());
    for (case, result) in cases.iter().zip(results) {
        let is = result.map(|events| events.iter().map(today).collect::<Vec<_>>());
        match (&case["is"], is) {
            (Value::Array(expected), Ok(events)) => assert_eq!(&events, expected, "{}", case["data"]),
            (_, Err(error)) => {
                let expected = case["fails"].as_str();
                assert!(expected.is_some_and(|expected| error.contains(expected)), "{}: {error}", case["data"]);
            }
            (_, Ok(events)) => panic!("{} should fail, and is {events:?}", case["data"]),
        }
    }
}

/// An event that a program wrote, as `steps.jsonl` has it.
fn today(event: &Value) -> Value {
    let data: Value =
        serde_json::from_str(event["data"].as_str().unwrap_or_default()).expect("what is written is JSON");
    serde_json::json!({ "name": event["name"], "data": data })
}

#[test]
fn a_function_that_nobody_wrote_is_named_by_the_compiler() {
    let schema = "events:\n  Counted:\n    v1: { a: u8 }\n    v2: { a: { type: u8, with: crate::upcasts::half } }\n";
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "missing-function");
    generated.add("counted", &sources([("counted.yaml", schema)]));
    generated.code("/// Functions of steps.\npub mod upcasts {}");
    let problems = generated.check().expect_err("a function is missing");
    assert!(problems.contains("cannot find function `half` in module `crate::upcasts`"), "{problems}");
    assert!(problems.contains("due to 1 previous error"), "one mistake is one error: {problems}");
}

#[test]
fn names_that_rust_keeps_for_itself_compile() {
    let files = retold_tests::hostile_names::files();
    let sources = sources(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let mut generated = Generated::new(env!("CARGO_TARGET_TMPDIR"), "hostile-names");
    generated.add("hostile", &sources);
    generated.check().unwrap_or_else(|problems| panic!("{problems}"));
}

/// The seeds of random schemas, from `RETOLD_SEEDS=first..last` where one looks for what the usual ones do not show.
fn seeds(usual: std::ops::Range<u64>) -> std::ops::Range<u64> {
    let Ok(given) = std::env::var("RETOLD_SEEDS") else { return usual };
    let parsed = given.split_once("..").and_then(|(first, last)| Some(first.parse().ok()?..last.parse().ok()?));
    parsed.unwrap_or_else(|| panic!("RETOLD_SEEDS={given} is no range of seeds"))
}

#[test]
fn files_are_as_prettyplease_would_print_them() {
    let hostile = retold_tests::hostile_names::files();
    let hostile = sources(hostile.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let steps = include_str!("../schemas/constructs/steps.yaml");
    let long = (1..84).step_by(5).map(|more| sources([("steps.yaml", lengthened(steps, more).as_str())]));
    for sources in seeds(0..60).map(random_schema).chain([hostile]).chain(long) {
        for file in rust::files(&compiled(&sources), &sources).unwrap() {
            let parsed =
                syn::parse_file(&file.text).unwrap_or_else(|error| panic!("{}: {error}\n{}", file.path, file.text));
            let (ours, theirs) = (code(&file.text), prettyplease::unparse(&parsed));
            let different = ours.lines().zip(theirs.lines()).position(|(our, their)| our != their);
            let Some(line) = different else { continue };
            let around = |text: &str| text.lines().skip(line.saturating_sub(3)).take(9).collect::<Vec<_>>().join("\n");
            panic!("{}:\n{}\n\nand not\n\n{}", file.path, around(&theirs), around(&ours));
        }
    }
}

/// The text without comments and empty lines, which no parser keeps.
fn code(text: &str) -> String {
    let is_code = |line: &&str| {
        let line = line.trim_start();
        !line.is_empty() && (!line.starts_with("//") || line.starts_with("///") || line.starts_with("//!"))
    };
    text.lines().filter(is_code).map(|line| format!("{line}\n")).collect()
}

/// The schema with longer names of types and of some fields, so that its lines break elsewhere.
fn lengthened(schema: &str, more: usize) -> String {
    let fields = ["street", "city", "address", "second", "members", "meters", "shapes", "holder", "warm", "code", "x"];
    let is_type = |word: &str| {
        let mut bytes = word.bytes();
        bytes.next().is_some_and(|first| first.is_ascii_uppercase())
            && bytes.next().is_some_and(|second| second.is_ascii_lowercase())
    };
    let mut out = String::new();
    for line in schema.lines() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let end = rest.find(|char: char| !char.is_ascii_alphanumeric() && char != '_').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end.max(first.len_utf8()));
            out.push_str(word);
            if !line.trim_start().starts_with("doc") && (is_type(word) || fields.contains(&word)) {
                out.push_str(&"abcdefghij".repeat(9)[..more]);
            }
            rest = after;
        }
        out.push('\n');
    }
    out
}
