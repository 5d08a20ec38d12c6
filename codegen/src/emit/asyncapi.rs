//! AsyncAPI 3.0: one document for each application, `<application>.asyncapi.json`, with what it sends and what it
//! receives. An application is an owner; files without one belong to the application of their context.
//!
//! - An owner sends the current version of its events into the channel of their stream, whose address is the stream's
//!   name with the key as a parameter; it receives its commands and queries, in every version. What keeps views and
//!   runs processes receives their events, in every version that may be stored, and sends the commands of its processes.
//! - Schemas say nothing about how commands, queries and the events of files without an aggregate travel: the address
//!   of their channels is null, which AsyncAPI reads as unknown.
//! - A query's operation has its answer as the reply, a command's the rejections that it may lead to.
//! - Payloads are Schema Objects of AsyncAPI itself, which every tool reads: the same schemas as those of the output
//!   `json-schema`, spelled for draft-07. A field named `$ref` or `__proto__`, which tools take for their own, is
//!   spelled as a pattern; an example that holds one is left out.
//!
//! `x-retold-…` is as in the output `json-schema`; messages have `-version`, `-current`, `-reads-as`, `-aliases`,
//! `-owner`, `-pii` and `-deprecated`, operations `-emits` and `-rejects`. `info.version` is a hash of the document:
//! it changes when the document does.

pub(in crate::emit) mod applications;
mod channels;
mod document;
mod examples;
mod messages;
mod operations;
mod schemas;

use super::{OutputFile, TooLarge};
use crate::Compiled;
use applications::applications;
use channels::Channels;
use messages::Components;

/// The documents of a schema set, sorted by name.
///
/// # Errors
/// If one application's document would be larger than what is written.
pub fn files(compiled: &Compiled) -> Result<Vec<OutputFile>, TooLarge> {
    let set = &compiled.set;
    let channels = Channels::new(set);
    let applications = applications(set);
    let mut components = Components::new(compiled, &applications);
    let mut files = Vec::new();
    for application in &applications {
        let operations = operations::of(set, application, &channels);
        let path = format!("{}.asyncapi.json", application.file);
        if let Some(text) = document::print(set, application, &path, &operations, &channels, &mut components)? {
            files.push(OutputFile { path, text });
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(files)
}

#[cfg(test)]
mod tests;
