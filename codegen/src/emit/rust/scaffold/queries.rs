//! The queries of a file: what answers them, one method for each.

use super::import::Imports;
use super::method::Method;
use super::{Kind, Scaffold, file_name, keys, layout, module_path, subject, tests};
use crate::emit::rust::names::derived_name;
use crate::emit::rust::scope::Scope;
use crate::emit::rust::{queries, text};
use crate::model::{Module, Query, Returns, ViewCount};
use crate::naming::queries_of;
use crate::sample::{Sampler, Style};

/// The names of the runtime that the file may import.
const RUNTIME: [&str; 1] = ["Query"];

/// What answers the queries of a module; nothing where there are none.
pub(super) fn scaffold(root: &str, scope: &Scope<'_>, module: &Module) -> Option<Scaffold> {
    let found = queries::of_module(scope, module);
    if found.is_empty() {
        return None;
    }
    let aggregate = module.aggregate.as_ref().map(|aggregate| aggregate.name.as_str());
    let (of, stem) = queries_of(aggregate, &module.path);
    let (trait_name, state) = (derived_name(&stem, "Queries"), derived_name(&stem, "Answers"));
    let mut imports = Imports::new(&module_path(root, scope.module), &state, &RUNTIME);
    let logic = imports.add(&trait_name);
    let mut sampler = Sampler::new(scope.set());
    let methods = found
        .iter()
        .zip(queries::methods(&found))
        .map(|(query, method)| handler(root, scope, &mut sampler, query, &method, &logic, &mut imports))
        .collect();
    let doc = text::code(&of);
    Some(Scaffold {
        kind: Kind::Queries,
        subject: subject(module, &trait_name),
        also: found.iter().map(|query| query.meta.subject.clone()).collect(),
        file_name: file_name(&trait_name, "handler"),
        heading: format!("The answers to the queries of {doc}, from read models and without any effect."),
        std: None,
        definition: format!(
            "/// What answers the queries of {doc}: keep here the read models that it looks into.\n\
             #[derive(Debug, Default)]\npub struct {state} {{}}\n"
        ),
        attribute: None,
        trait_name,
        logic,
        preamble: "    type Error = Box<dyn std::error::Error + Send + Sync>;\n".to_owned(),
        test_imports: "    use retold::blocking::block_on;\n    use retold::testing::from_json;\n".to_owned(),
        rejections: Vec::new(),
        methods,
        imports,
    })
}

fn handler<'s>(
    root: &str,
    scope: &Scope<'s>,
    sampler: &mut Sampler<'s>,
    query: &'s Query,
    name: &str,
    logic: &str,
    imports: &mut Imports,
) -> Method {
    let mut types = vec![query.meta.rust_name.clone()];
    let ty = imports.add(&query.meta.rust_name);
    let answer = match &query.returns {
        Returns::View { view, count } => {
            let meta = &scope.set()[*view].meta;
            types.push(meta.rust_name.clone());
            let entry = keys::import(root, scope, imports, meta, &meta.rust_name);
            match count {
                ViewCount::One => entry,
                ViewCount::Optional => format!("Option<{entry}>"),
                ViewCount::List => format!("Vec<{entry}>"),
            }
        }
        Returns::Type(_) => format!("<{ty} as {}>::Answer", imports.runtime("Query")),
    };
    let arguments = ["&self".to_owned(), format!("_query: {ty}")];
    let result = format!("Result<{answer}, Self::Error>");
    let mut code = layout::function("async fn", name, &arguments, Some(&result));
    let body = query.versions.current_body();
    let fields = keys::listed(body.fields.iter().map(|field| field.rust_name.as_str()));
    let asks = if fields.is_empty() { String::new() } else { format!(" It asks with: {fields}.") };
    code.push_str(&format!("        // Look it up in a read model.{asks}\n"));
    code.push_str(&format!(
        "        Err({}.into())\n    }}\n",
        keys::literal(&format!("{} has no answer yet", query.meta.name))
    ));
    let test = sampler.body(body, Style::Full).map(|sample| {
        let mut out = format!("    #[test]\n    fn {}_has_no_answer_yet() {{\n", tests::subject(name, "r#"));
        out.push_str(&tests::given("query", &ty, &sample));
        out.push_str(&format!("        let answers = {}::default();\n", imports.state()));
        out.push_str(&format!("        let answer = {logic}::{name}(&answers, query);\n"));
        out.push_str("        assert!(block_on(answer).is_err());\n    }\n");
        out
    });
    Method { name: name.to_owned(), code, test, types }
}
