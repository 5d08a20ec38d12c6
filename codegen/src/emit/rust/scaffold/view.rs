//! A view: a model in memory with its entries, and one method for each event that changes them.

use super::import::Imports;
use super::method::Method;
use super::{Kind, Scaffold, file_name, keys, layout, module_path, tests};
use crate::emit::rust::inputs::Input;
use crate::emit::rust::names::{self, derived_name};
use crate::emit::rust::scope::Scope;
use crate::emit::rust::text;
use crate::emit::rust::views::Parts;
use crate::model::ViewId;
use crate::sample::{Sampler, Style};

/// The names of the runtime that the file may import.
const RUNTIME: [&str; 3] = ["Origin", "View", "ViewError"];

/// A view of a module.
pub(super) fn scaffold(root: &str, scope: &Scope<'_>, id: ViewId) -> Scaffold {
    let parts = Parts::new(scope, id);
    let view = parts.view;
    let path = module_path(root, scope.module);
    let state = derived_name(&view.meta.rust_name, "Model");
    let mut imports = Imports::new(&path, &state, &RUNTIME);
    let trait_name = parts.derived("View");
    let logic = imports.add(&trait_name);
    let entry = imports.add(&view.meta.rust_name);
    let key = keys::ty(root, scope, &mut imports, &view.key);
    let derive = imports.runtime("View");
    let mut sampler = Sampler::new(scope.set());
    let methods = parts
        .inputs
        .iter()
        .zip(&parts.methods)
        .map(|(input, method)| applier(root, scope, &mut sampler, input, method, &mut imports))
        .collect();
    let (doc, ident) = (text::code(&view.meta.name), names::identifier(&view.meta.rust_name));
    Scaffold {
        kind: Kind::View,
        subject: view.meta.subject.clone(),
        also: Vec::new(),
        file_name: file_name(&view.meta.rust_name, "view"),
        heading: format!("The view {doc} in memory: what its events change."),
        std: Some("std::collections::BTreeMap"),
        definition: format!(
            "/// All entries of {doc}. `retold::projection::InMemory` keeps them up to date.\n\
             #[derive(Debug, Default, {derive})]\n#[view({path}::{ident})]\npub struct {state} {{\n    \
             pub entries: BTreeMap<{key}, {entry}>,\n}}\n"
        ),
        attribute: Some(format!("view({path}::{ident})")),
        trait_name,
        logic,
        preamble: String::new(),
        test_imports: "    use retold::testing::from_json;\n".to_owned(),
        rejections: Vec::new(),
        methods,
        imports,
    }
}

fn applier<'s>(
    root: &str,
    scope: &Scope<'s>,
    sampler: &mut Sampler<'s>,
    input: &Input,
    name: &str,
    imports: &mut Imports,
) -> Method {
    let event = &scope.set()[input.event];
    let mut types = vec![event.meta.rust_name.clone()];
    let ty = keys::import(root, scope, imports, &event.meta, &event.meta.rust_name);
    let stream_key = input.key(scope);
    let origin = match stream_key {
        Some(key) => {
            let key = keys::ty(root, scope, imports, key);
            types.push(key.clone());
            format!("&{}<'_, {key}>", imports.runtime("Origin"))
        }
        None => format!("&{}<'_>", imports.runtime("Origin")),
    };
    let arguments = ["&mut self".to_owned(), format!("_event: {ty}"), format!("_origin: {origin}")];
    let result = format!("Result<(), {}>", imports.runtime("ViewError"));
    let mut code = layout::function("fn", name, &arguments, Some(&result));
    let body = event.versions.current_body();
    let fields = keys::listed(body.fields.iter().map(|field| field.rust_name.as_str()));
    let says = if fields.is_empty() { String::new() } else { format!(" It says: {fields}.") };
    code.push_str(&format!(
        "        // Nothing changes yet. Find the entry, with what the event says or the key of its stream.{says}\n"
    ));
    code.push_str("        Ok(())\n    }\n");
    let key = match stream_key {
        Some(key) => keys::sample(sampler, key).and_then(|key| keys::in_stream(&key)),
        None => Some("1".to_owned()),
    };
    let sample = sampler.body(body, Style::Full);
    let test = sample.zip(key).map(|(sample, key)| {
        let subject = tests::subject(name, "apply_");
        let aggregate = scope.set()[event.meta.module].aggregate.as_ref();
        let stream = aggregate.map_or(event.meta.subject.as_str(), |aggregate| &aggregate.stream);
        let stream = keys::literal(&format!("{stream}/{key}"));
        let mut out = format!("    #[test]\n    fn {subject}_changes_nothing_yet() {{\n");
        out.push_str(&tests::given("event", &ty, &sample));
        out.push_str(&format!("        let origin = Origin::of({stream});\n"));
        out.push_str(&format!("        let mut model = {}::default();\n", imports.state()));
        out.push_str("        model.take_in(event.into(), &origin).expect(\"taken in\");\n");
        out.push_str("        assert!(model.entries.is_empty());\n    }\n");
        out
    });
    Method { name: name.to_owned(), code, test, types }
}
