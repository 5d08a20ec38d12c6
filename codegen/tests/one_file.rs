//! Rust as one text is the Rust of the files, and what stands in for schemas with mistakes is Rust as well.

use std::collections::HashMap;

use retold_codegen::emit::rust;
use retold_codegen::rules;
use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile};
use syn::{Attribute, File, Item};

fn sources(files: &[(&str, &str)]) -> Sources {
    let file = |(path, text): &(&str, &str)| SourceFile {
        path: (*path).to_owned(),
        shown: (*path).to_owned(),
        text: (*text).to_owned(),
    };
    Sources::new(files.iter().map(file).collect())
}

fn compiled(sources: &Sources) -> Compiled {
    compile(sources).compiled.expect("no mistake")
}

/// The files with each module put where it is mounted, and the attributes of the whole on each module of the first level.
fn put_together(compiled: &Compiled, sources: &Sources) -> Vec<Item> {
    let files = rust::files(compiled, sources).expect("not too large");
    let parsed = |text: &str| syn::parse_file(text).expect("the files are Rust");
    let mut texts: HashMap<String, File> = files.iter().map(|file| (file.path.clone(), parsed(&file.text))).collect();
    let root = texts.remove("mod.rs").expect("there is a root");
    let allowed: Vec<Attribute> =
        root.attrs.into_iter().filter(|attribute| attribute.path().is_ident("allow")).collect();
    let mut items = root.items;
    for item in &mut items {
        let docs = match item {
            Item::Mod(module) => module.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).count(),
            _ => panic!("the root has modules only"),
        };
        mount(item, "", &mut texts);
        let Item::Mod(module) = item else { panic!("a module stays one") };
        for (index, attribute) in allowed.iter().enumerate() {
            let outer = Attribute { style: syn::AttrStyle::Outer, ..attribute.clone() };
            module.attrs.insert(docs + index, outer);
        }
    }
    assert!(texts.is_empty(), "every file is mounted: {:?}", texts.keys());
    items
}

fn mount(item: &mut Item, folder: &str, texts: &mut HashMap<String, File>) {
    let Item::Mod(module) = item else { return };
    let path = format!("{folder}{}", syn::ext::IdentExt::unraw(&module.ident));
    if module.content.is_none() {
        let file = texts.remove(&format!("{path}.rs")).expect("what is mounted exists");
        module.semi = None;
        module.attrs.extend(file.attrs);
        module.content = Some((syn::token::Brace::default(), file.items));
    }
    let (_, items) = module.content.as_mut().expect("it is inside now");
    if module.ident != "__aggregate" {
        items.iter_mut().for_each(|item| mount(item, &format!("{path}/"), texts));
    }
}

#[track_caller]
fn assert_same(sources: &Sources) {
    let compiled = compiled(sources);
    let one = syn::parse_file(&rust::one_file(&compiled, sources).expect("not too large")).expect("it is Rust");
    assert!(one.items == put_together(&compiled, sources), "{}", rust::one_file(&compiled, sources).unwrap());
}

#[test]
fn one_text_has_the_items_of_the_files_of_every_scenario() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas");
    let schemas = retold_codegen::files::read(folder.as_ref());
    assert!(schemas.findings.is_empty() && schemas.sources.len() > 10);
    assert_same(&schemas.sources);
    for (_, file) in schemas.sources.iter() {
        let alone = Sources::new(vec![file.clone()]);
        if compile(&alone).compiled.is_some() {
            assert_same(&alone);
        }
    }
}

#[test]
fn a_file_beside_a_folder_of_its_name_has_its_modules_inside() {
    let enums = "enums:\n  E: [A]\n";
    let named = |name: &str| format!("enums:\n  {name}: [A]\n");
    let (two, three, four) = (named("Two"), named("Three"), named("Four"));
    assert_same(&sources(&[
        ("shop.yaml", enums),
        ("shop/cart.yaml", &two),
        ("shop/type/mod.yaml", &three),
        ("u8/u8.yaml", &four),
    ]));
}

#[test]
fn nothing_is_no_module() {
    let sources = sources(&[]);
    let text = rust::one_file(&Compiled::default(), &sources).expect("not too large");
    assert!(syn::parse_file(&text).expect("it is Rust").items.is_empty(), "{text}");
}

#[test]
fn whatever_the_mistake_what_stands_in_is_rust() {
    let mut count = 0;
    for rule in rules::ALL.iter().filter(|rule| !rule.before.is_empty()) {
        let sources = Sources::new(rules::fixture_files(rule.before));
        let outcome = compile(&sources);
        assert_eq!(outcome.draft.is_some(), outcome.compiled.is_none());
        let Some(draft) = outcome.draft else { continue };
        let Some(text) = rust::stand_in(&draft, &sources) else {
            assert!(["file-name-invalid", "name-invalid"].contains(&rule.id), "{}", rule.id);
            continue;
        };
        assert!(syn::parse_file(&text).is_ok(), "{}\n{text}", rule.id);
        count += 1;
    }
    assert!(count > 80, "{count}");
}

#[test]
fn a_step_that_loses_values_is_never_taken_and_all_else_is_there() {
    let text = "context: a\naggregate: A\nid: string\nevents:\n  E:\n    v1: { n: u64 }\n    v2: { n: u8 }\n";
    let sources = sources(&[("a.yaml", text)]);
    let outcome = compile(&sources);
    let rust = rust::stand_in(&outcome.draft.expect("a mistake"), &sources).expect("names are names");
    assert!(rust.contains("        fn from(old: EV1) -> Self {\n            __rt::unwritten(old)\n"), "{rust}");
    assert!(rust.contains("pub trait ALogic"), "{rust}");
}
