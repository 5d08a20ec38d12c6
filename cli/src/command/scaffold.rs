//! `retold scaffold NAME`: writes the aggregate, view, answers or process that a person fills in, or tells what its file
//! lacks and what of it is gone.

mod find;
mod place;
mod present;
mod target;

use std::path::Path;

use retold_codegen::emit::rust::scaffold::{self, Scaffold as Code};
use retold_codegen::numbers::counted;

use crate::arguments::Scaffold;
use crate::command::judged_schemas;
use crate::output;
use crate::shown;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use find::find;
use place::{Place, place};
use present::Present;
use target::Target;

/// Writes the file, or prints what is missing in it.
pub(super) fn run(arguments: &Scaffold, terminal: &mut Terminal) -> Status {
    let Some((project, judged)) = judged_schemas(arguments.schemas.schemas.as_deref(), terminal) else {
        return Status::CouldNotLook;
    };
    let Some(compiled) = &judged.compiled else { return Status::CouldNotLook };
    let result = Target::new(arguments, &project).and_then(|target| {
        let all = scaffold::all(compiled, &target.module, &project.config.types.own);
        let code = find(&all, &arguments.name)?;
        match place(code, &target)? {
            Place::Free(path) => write(code, &path, terminal),
            Place::Taken(path, text) => Ok(tell(code, &path, &text, terminal)),
        }
    });
    result.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotLook
    })
}

fn write(code: &Code, path: &Path, terminal: &mut Terminal) -> Result<Status, Failure> {
    output::create(path, code.file().as_bytes())?;
    terminal.message(&format!("wrote {}", shown::path(path)));
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (_, features) = code.kind.features();
    let words = if features.len() == 1 { "feature" } else { "features" };
    let quoted: Vec<String> = features.iter().map(|feature| format!("`{feature}`")).collect();
    terminal.message(&format!(
        "\nTo use it, add `pub mod {name};` to your crate. Its tests need the {words} {}:\n\n    \
         cargo add --dev retold --features {}",
        quoted.join(" and "),
        features.join(",")
    ));
    Ok(Status::Done)
}

/// What a file lacks, and what in it is left over.
fn tell(code: &Code, path: &Path, text: &str, terminal: &mut Terminal) -> Status {
    let shown = shown::path(path);
    let Present { functions, is_implemented } = Present::of(text, &code.trait_name);
    if !is_implemented {
        terminal.message(&format!(
            "{shown} has no `impl {}`: was `{}` called otherwise?",
            code.trait_name,
            shown::escaped(&code.subject)
        ));
    }
    let left =
        functions.iter().filter(|name| code.method_names().all(|method| method.trim_start_matches("r#") != **name));
    for name in left.filter(|name| is_implemented || is_of_a_trait(name)) {
        terminal.message(&format!("`{}` in {shown} is no method of `{}` any more", shown::escaped(name), code.subject));
    }
    for (_, rust) in code.rejections.iter().filter(|(name, _)| !present::mentions(text, name)) {
        terminal.message(&format!("`{rust}` is a reason to refuse a command, and {shown} never does for it"));
    }
    let Some(missing) = code.missing(&functions, |name| present::mentions(text, name)) else {
        terminal.message(&format!(
            "{shown} has every method of `{}`: nothing is new, and it is left as it is",
            code.subject
        ));
        return Status::Done;
    };
    terminal.result(&missing);
    let count = code.method_names().filter(|name| !functions.contains(name.trim_start_matches("r#"))).count();
    let failure = format!("{shown} lacks {} of `{}`", counted(count, "method", "methods"), code.subject);
    terminal.failure(&Failure::new(failure).with_help("paste what was printed; the file is left as it is"));
    Status::Wrong
}

/// Whether a function looks like a method of a generated trait, where there is nothing else to go by.
fn is_of_a_trait(name: &str) -> bool {
    ["handle_", "apply_", "on_"].iter().any(|prefix| name.starts_with(prefix))
}
