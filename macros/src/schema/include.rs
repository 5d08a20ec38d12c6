//! `include_schema!`: the Rust of schemas, as items where the macro stands.

use proc_macro2::{Span, TokenStream};
use retold_codegen::compile;
use retold_codegen::emit::rust;
use retold_codegen::files::{self, Schemas, nothing_there, shown};
use syn::LitStr;

use super::place::Place;
use super::{report, tracked};

/// What the macro stands for: the Rust of the schemas, or what is wrong with them and what can stand in for it.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let path: LitStr = match syn::parse2(input) {
        Ok(path) => path,
        Err(error) => {
            let message = "`include_schema!` takes the path of a folder of schemas, or of one file, in quotes and \
                           relative to the folder of Cargo.toml: `include_schema!(\"schemas\")`";
            return syn::Error::new(error.span(), message).into_compile_error();
        }
    };
    let span = path.span();
    let place = match Place::named(&path.value()) {
        Ok(place) => place,
        Err(message) => return report::error(&message, span),
    };
    let mut schemas = files::read(&place.path);
    if schemas.is_empty() {
        schemas.findings.push(
            nothing_there(&shown::path(&place.path), place.path.exists())
                .with_help("the path is relative to the folder of the package's Cargo.toml"),
        );
    }
    items(schemas, &place, span).unwrap_or_else(|message| report::error(&message, span))
}

fn items(schemas: Schemas, place: &Place, span: Span) -> Result<TokenStream, String> {
    let Schemas { sources, findings: mut found, looked_at } = schemas;
    let outcome = compile(&sources);
    found.extend(outcome.diagnostics);
    let mut items = report::findings(&found, &sources, span);
    items.extend(tracked::files(place, &looked_at.files)?);
    let text = match (outcome.compiled, outcome.draft) {
        (Some(compiled), _) => {
            Some(rust::one_file(&compiled, &sources).map_err(|large| format!("{large}\nhelp: {}", large.help))?)
        }
        (None, Some(draft)) => rust::stand_in(&draft, &sources),
        (None, None) => None,
    };
    if let Some(text) = text {
        let tokens: TokenStream = text.parse().map_err(|error| format!("what was generated is no Rust: {error}"))?;
        items.extend(tokens);
    }
    Ok(items)
}
