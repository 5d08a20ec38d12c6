//! A process: one method for each event and each deadline that it reacts to.

use serde_json::Value;

use super::import::Imports;
use super::method::Method;
use super::{Kind, Scaffold, file_name, keys, layout, module_path, tests};
use crate::emit::rust::processes::{Parts, methods::described};
use crate::emit::rust::scope::Scope;
use crate::emit::rust::text;
use crate::model::{Event, ProcessId, Reaction};
use crate::sample::{Sampler, Style};
use crate::value;

/// The names of the runtime that the file may import.
const RUNTIME: [&str; 3] = ["Process", "Reacting", "Reaction"];

/// A process of a module.
pub(super) fn scaffold(root: &str, scope: &Scope<'_>, id: ProcessId) -> Scaffold {
    let parts = Parts::new(scope, id);
    let meta = &parts.process.meta;
    let path = module_path(root, scope.module);
    let state = parts.ident.clone();
    let mut imports = Imports::new(&path, &state, &RUNTIME);
    let trait_name = parts.derived("Process");
    let logic = imports.add(&trait_name);
    let derive = imports.runtime("Process");
    let key = keys::ty(root, scope, &mut imports, &parts.process.key);
    let mut methods = Vec::new();
    let begins = parts.begins_by_itself(scope);
    if !begins {
        methods.push(beginning(&parts, &key, &mut imports));
    }
    let mut sampler = Sampler::new(scope.set());
    let key_sample = keys::sample(&mut sampler, &parts.process.key);
    // How a type of the project's is made, nobody knows here.
    let known = key_sample.as_ref().filter(|_| scope.schema.own.of(&parts.process.key).is_none());
    let binding = known.and_then(|sample| keys::binding(&parts.process.key, &key, sample));
    for (index, (reaction, name)) in parts.reactions.iter().zip(&parts.methods).enumerate() {
        let event = parts.inputs.get(index).map(|input| &scope.set()[input.event]);
        let to = match event {
            Some(event) => (
                event.meta.rust_name.clone(),
                keys::import(root, scope, &mut imports, &event.meta, &event.meta.rust_name),
            ),
            None => {
                let marker = &parts.deadlines[index - parts.inputs.len()].marker;
                (marker.clone(), imports.add(marker))
            }
        };
        let sent = event.zip(key_sample.as_ref()).filter(|_| begins);
        let sample = sent.and_then(|(event, key)| belonging(scope, &mut sampler, event, reaction, key));
        let test = sample.zip(binding.as_deref()).map(|(sample, key)| case(&state, name, &to.1, key, &sample));
        let told = described(scope, reaction);
        let told = told.get(1).map_or("It may send nothing.", String::as_str);
        let code = reactor(told, name, event.is_some(), &to.1, &key, &parts, &mut imports);
        methods.push(Method {
            name: name.clone(),
            code,
            test,
            types: vec![to.0, parts.derived("State"), parts.derived("Reaction")],
        });
    }
    let doc = text::code(&meta.name);
    Scaffold {
        kind: Kind::Process,
        subject: meta.subject.clone(),
        also: Vec::new(),
        file_name: file_name(&meta.rust_name, "process"),
        heading: format!("The process {doc}: which commands it answers events and silence with."),
        std: None,
        definition: format!(
            "/// Decides for {doc}; what it remembers is `{}`.\n#[derive(Debug, Default, {derive})]\n\
             #[process({path}::{state})]\npub struct {state};\n",
            parts.derived("State"),
        ),
        attribute: Some(format!("process({path}::{state})")),
        trait_name,
        logic,
        preamble: String::new(),
        test_imports: "    use retold::testing::{from_json, running};\n".to_owned(),
        rejections: Vec::new(),
        methods,
        imports,
    }
}

/// The first state, where the schema does not say what it is.
fn beginning(parts: &Parts<'_>, key: &str, imports: &mut Imports) -> Method {
    let state = imports.add(&parts.derived("State"));
    let arguments = ["&self".to_owned(), format!("_key: &{key}")];
    let mut code = layout::function("fn", "begin", &arguments, Some(&state));
    let fields = keys::listed(parts.process.state.iter().map(|field| field.rust_name.as_str()));
    code.push_str(&format!("        // What it remembers before anything has happened: {fields}.\n"));
    code.push_str("        todo!(\"the schema does not say how it begins\")\n    }\n");
    Method { name: "begin".to_owned(), code, test: None, types: vec![parts.derived("State")] }
}

fn reactor(
    told: &str,
    name: &str,
    has_event: bool,
    to: &str,
    key: &str,
    parts: &Parts<'_>,
    imports: &mut Imports,
) -> String {
    let mut arguments = vec!["&self".to_owned(), format!("_state: &mut {}", imports.add(&parts.derived("State")))];
    if has_event {
        arguments.push(format!("_event: {to}"));
    }
    arguments.push(format!("_cx: &{}<'_, {key}>", imports.runtime("Reacting")));
    let result = format!("{}<{to}>", imports.add(&parts.derived("Reaction")));
    let mut code = layout::function("fn", name, &arguments, Some(&result));
    code.push_str(&format!("        // Nothing happens yet. {told}\n"));
    code.push_str(&format!("        {}::none()\n    }}\n", imports.runtime("Reaction")));
    code
}

/// An event that belongs to the run with this key; nothing if none is found.
fn belonging<'s>(
    scope: &Scope<'s>,
    sampler: &mut Sampler<'s>,
    event: &'s Event,
    reaction: &Reaction,
    key: &Value,
) -> Option<Value> {
    let body = event.versions.current_body();
    let mut sample = sampler.body(body, Style::Full)?;
    if let Some(by) = &reaction.by {
        let field = body.fields.iter().find(|field| field.name == *by)?;
        sample.as_object_mut()?.insert(field.wire_name.clone(), key.clone());
    }
    value::check_body(scope.set(), body, &sample).is_ok().then_some(sample)
}

fn case(state: &str, method: &str, ty: &str, key: &str, sample: &Value) -> String {
    let subject = tests::subject(method, "on_");
    let mut out = format!("    #[test]\n    fn {subject}_leads_to_nothing_yet() {{\n{key}");
    out.push_str(&tests::given("event", ty, sample));
    let calls = [".when(event)".to_owned(), ".then_nothing()".to_owned()];
    out.push_str(&layout::chain(&format!("running({state}, key)"), &calls));
    out.push_str("    }\n");
    out
}
