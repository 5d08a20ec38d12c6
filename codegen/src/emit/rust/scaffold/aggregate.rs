//! An aggregate: its handlers and appliers, with what the schema says about each as a comment.

use super::decided::{self, Decided};
use super::import::Imports;
use super::method::Method;
use super::{Kind, Scaffold, file_name, layout, module_path, subject, tests};
use crate::emit::rust::aggregate::Parts;
use crate::emit::rust::names::{self, derived_name};
use crate::emit::rust::scope::Scope;
use crate::emit::rust::text;
use crate::model::{Aggregate, Command, Event, Module, SchemaSet};
use crate::sample::{Sampler, Style};

/// The names of the runtime that the file may import.
const RUNTIME: [&str; 3] = ["Aggregate", "Context", "Events"];

/// The aggregate of a module.
pub(super) fn scaffold(root: &str, scope: &Scope<'_>, module: &Module, aggregate: &Aggregate) -> Scaffold {
    let path = module_path(root, scope.module);
    let parts = Parts::new(scope, aggregate, &module.definitions);
    let state = names::identifier(&aggregate.rust_name);
    let mut imports = Imports::new(&path, &state, &RUNTIME);
    let trait_name = derived_name(&aggregate.rust_name, "Logic");
    let logic = imports.add(&trait_name);
    let methods = methods(scope.set(), &parts, &mut imports);
    let (derive, doc) = (imports.runtime("Aggregate"), text::code(&aggregate.name));
    let rejection = imports.part("Rejection");
    let rejections = parts.commands().flat_map(|command| &scope.set()[command].rejects).map(|id| {
        (scope.set()[*id].meta.rust_name.clone(), format!("{rejection}::{}", scope.set()[*id].meta.rust_name))
    });
    Scaffold {
        kind: Kind::Aggregate,
        subject: subject(module, &aggregate.name),
        also: Vec::new(),
        file_name: file_name(&aggregate.rust_name, "aggregate"),
        heading: format!("The aggregate {doc}: its state, what its events change, and how its commands are decided."),
        std: None,
        definition: format!(
            "/// The state of {doc}: what later decisions need to know, and nothing else.\n\
             #[derive(Debug, Default, {derive})]\n#[aggregate({path})]\npub struct {state} {{}}\n"
        ),
        attribute: Some(format!("aggregate({path})")),
        trait_name,
        logic,
        preamble: String::new(),
        test_imports: "    use retold::testing::{from_json, nothing};\n".to_owned(),
        rejections: rejections.collect(),
        methods,
        imports,
    }
}

/// All methods of an aggregate, the handlers first.
fn methods(set: &SchemaSet, parts: &Parts<'_>, imports: &mut Imports) -> Vec<Method> {
    let mut sampler = Sampler::new(set);
    let mut methods = Vec::new();
    for (id, method) in parts.commands().zip(parts.handlers()) {
        methods.push(handler(set, &mut sampler, &set[id], method.name, imports));
    }
    for (id, method) in parts.events().zip(parts.appliers()) {
        methods.push(applier(&set[id], method.name, imports));
    }
    methods
}

fn handler<'s>(
    set: &'s SchemaSet,
    sampler: &mut Sampler<'s>,
    command: &'s Command,
    name: String,
    imports: &mut Imports,
) -> Method {
    let decision = imports.part("Decision");
    let mut types = vec![decision.clone(), command.meta.rust_name.clone()];
    let ty = imports.add(&command.meta.rust_name);
    let decision = imports.add(&decision);
    let sample = sampler.body(command.versions.current_body(), Style::Full);
    let found = decided::decided(set, command).map(|decided| {
        let payload = sample.as_ref().and_then(|sample| decided.payload(set, sample));
        (decided, payload)
    });
    // Where the example does not lead to an event, its constraints are narrower than the command's: that is to be decided.
    let (decided, expected) = match found {
        Some((decided, Some(payload))) => (Some(decided), Some(payload)),
        Some((_, None)) | None => (None, None),
    };
    let (uses_command, uses_time) =
        decided.as_ref().map_or((false, false), |decided| (decided.uses_command(), decided.uses_time()));
    let named = |used: bool, name: &str| if used { name.to_owned() } else { format!("_{name}") };
    let arguments = [
        "&self".to_owned(),
        format!("{}: {ty}", named(uses_command, "command")),
        format!("{}: &{}", named(uses_time, "cx"), imports.runtime("Context")),
    ];
    let events = imports.runtime("Events");
    let result = format!("{decision}<{ty}>");
    let mut code = layout::function("fn", &name, &arguments, Some(&result));
    for line in what_to_decide(set, command, &imports.part("Rejection"), decided.is_some()) {
        code.push_str(&format!("        // {line}\n"));
    }
    let mut event = None;
    match &decided {
        Some(Decided { event: emitted, .. }) => {
            types.push(emitted.meta.rust_name.clone());
            let ty = imports.add(&emitted.meta.rust_name);
            let fields = decided.as_ref().map(Decided::fields).unwrap_or_default();
            let literal = layout::literal(&ty, &fields, 8);
            code.push_str(&format!("        Ok({events}::one({literal}))\n"));
            event = Some((emitted.meta.rust_name.clone(), ty));
        }
        None => code.push_str(&format!("        Ok({events}::none())\n")),
    }
    code.push_str("    }\n");
    let test = sample.map(|sample| {
        let expected =
            event.as_ref().zip(expected.as_ref()).map(|((name, ty), payload)| tests::Expected { name, ty, payload });
        let subject = tests::subject(&name, "handle_");
        tests::case(subject, imports.state(), &ty, &sample, expected)
    });
    Method { name, code, test, types }
}

/// What a person reads who decides this command.
fn what_to_decide(set: &SchemaSet, command: &Command, rejections: &str, is_decided: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if !is_decided {
        let emits: Vec<String> =
            command.emits.iter().map(|event| format!("`{}`", set[*event].meta.rust_name)).collect();
        match emits.as_slice() {
            [] => lines.push("Nothing happens: the schema says of no event that this command emits it.".to_owned()),
            emits => lines.push(format!("Nothing happens yet. Decide what does: it may emit {}.", emits.join(", "))),
        }
    }
    for rejection in &command.rejects {
        let rejection = &set[*rejection];
        let (name, message) = (names::identifier(&rejection.meta.rust_name), text::comment(&rejection.message));
        let fields: Vec<String> = rejection.fields.iter().map(|field| names::identifier(&field.rust_name)).collect();
        let fields = if fields.is_empty() { String::new() } else { format!(" {{ {} }}", fields.join(", ")) };
        lines.push(format!("Refuse it with `{rejections}::{name}{fields}` where {message}."));
    }
    lines
}

fn applier(event: &Event, name: String, imports: &mut Imports) -> Method {
    let ty = imports.add(&event.meta.rust_name);
    let arguments = ["&mut self".to_owned(), format!("_event: {ty}")];
    let mut code = layout::function("fn", &name, &arguments, None);
    let fields: Vec<&str> = event.versions.current_body().fields.iter().map(|field| field.rust_name.as_str()).collect();
    match fields.as_slice() {
        [] => code.push_str("        // Keep of it what later decisions need.\n"),
        fields => code.push_str(&format!("        // Keep of it what later decisions need: {}.\n", fields.join(", "))),
    }
    code.push_str("    }\n");
    Method { name, code, test: None, types: vec![event.meta.rust_name.clone()] }
}
