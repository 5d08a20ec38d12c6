//! The file that a person means by its path, its aggregate or its context.

use super::Refusal;
use crate::model::{Module, SchemaSet};
use crate::source::{FileId, Sources};
use crate::suggest::nearest;
use crate::written::{listed, shortened};

/// The file that `name` means: its path below the schemas, with or without extension and folders, the aggregate in it, or
/// a context with one file, whatever the case of the letters. `None` if nothing is called so.
///
/// # Errors
/// If several files are meant.
pub fn file_called(sources: &Sources, set: &SchemaSet, name: &str) -> Result<Option<FileId>, Refusal> {
    let wanted = name.to_lowercase();
    let is_file = |module: &Module| {
        let file = sources.file(module.file);
        let path = file.path.to_lowercase();
        let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem).to_owned();
        let bare = stem.rsplit('/').next().unwrap_or_default().to_owned();
        [path, stem, bare].contains(&wanted) || file.shown == name
    };
    let is_aggregate = |module: &Module| {
        let Some(aggregate) = &module.aggregate else { return false };
        let bare = aggregate.name.to_lowercase();
        let whole = module.context.as_ref().map(|context| format!("{}.{bare}", context.to_lowercase()));
        bare == wanted || whole.as_ref() == Some(&wanted)
    };
    let is_context = |module: &Module| module.context.as_ref().is_some_and(|context| context.to_lowercase() == wanted);
    let ways: [&dyn Fn(&Module) -> bool; 3] = [&is_aggregate, &is_file, &is_context];
    for way in ways {
        let found: Vec<FileId> = set.modules.iter().filter(|module| way(module)).map(|module| module.file).collect();
        match found.as_slice() {
            [] => {}
            [only] => return Ok(Some(*only)),
            several => {
                let paths: Vec<&str> = several.iter().map(|&file| sources.file(file).path.as_str()).collect();
                return Err(Refusal::asked(format!("`{}` means several files", shortened(name)))
                    .with_help(format!("name one of {}", listed(&paths))));
            }
        }
    }
    Ok(None)
}

/// What to say where nothing is called `name`.
#[must_use]
pub fn no_file_called(sources: &Sources, set: &SchemaSet, name: &str) -> Refusal {
    let refusal = Refusal::asked(format!("no file, aggregate or context is called `{}`", shortened(name)));
    let aggregates = set.modules.iter().filter_map(|module| Some(module.aggregate.as_ref()?.name.as_str()));
    let paths: Vec<&str> = sources.iter().map(|(_, file)| file.path.as_str()).collect();
    match nearest(name, aggregates.chain(paths.iter().copied())) {
        Some(near) => refusal.with_help(format!("did you mean `{near}`?")),
        None => refusal
            .with_help("a path that ends in `.yaml` makes a new file")
            .with_help(format!("the files are {}", listed(&paths[..paths.len().min(8)]))),
    }
}
