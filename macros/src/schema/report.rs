//! Findings as what the compiler says: errors as errors, with the lines of the YAML; warnings as the only warning that a
//! macro can make on stable Rust, which is the use of something deprecated.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use retold_codegen::diagnostic::{Diagnostic, Severity, human};
use retold_codegen::source::Sources;

/// What the findings are in the compiler's words, all of them at `span`. A note asks for nothing, and is left to
/// `retold check`.
pub(super) fn findings(findings: &[Diagnostic], sources: &Sources, span: Span) -> TokenStream {
    let mut items = TokenStream::new();
    for (finding, shown) in human::each(findings, sources, false) {
        let text = text(finding, &shown);
        items.extend(match finding.severity() {
            Severity::Error => quote_spanned!(span=> ::core::compile_error! { #text }),
            Severity::Warning => warning(&text, span),
            Severity::Note => TokenStream::new(),
        });
    }
    items
}

/// One finding as the text of an error.
pub(super) fn one(finding: &Diagnostic, sources: &Sources) -> String {
    let shown = human::render(std::slice::from_ref(finding), sources, false);
    text(finding, shown.trim_end())
}

/// One error with a text of one's own.
pub(super) fn error(text: &str, span: Span) -> TokenStream {
    quote_spanned!(span=> ::core::compile_error! { #text })
}

/// The rendering for people, of which the compiler says the severity itself.
fn text(finding: &Diagnostic, shown: &str) -> String {
    let (word, rule) = (finding.severity().word(), finding.rule.id);
    match shown.strip_prefix(&format!("{word}[{rule}]: ")) {
        Some(rest) => format!("[{rule}] {rest}"),
        None => shown.to_owned(),
    }
}

fn warning(text: &str, span: Span) -> TokenStream {
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #text)]
            const SCHEMA: () = ();
            SCHEMA
        };
    }
}
