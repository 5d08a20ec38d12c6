//! A file of recorded events, as JSON lines: the events that are replayed, each with its name, version, stream and time.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use retold_codegen::source::{SourceFile, Sources};
use retold_codegen::{Compiled, compile};

use crate::replay::workload;

/// What the file is made of, again and again.
const DIFFERENT: usize = 12_000;

/// Writes a file of so many events, and gives its length in bytes.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, events: usize) -> Result<u64, Box<dyn Error>> {
    let recorded = workload::recorded(DIFFERENT.min(events));
    let mut file = BufWriter::new(File::create(path)?);
    for (position, event) in recorded.iter().cycle().take(events).enumerate() {
        write!(
            file,
            r#"{{"type":"{}","version":{},"stream":"shop.Order/{}","position":{},"time":"2026-01-01T00:00:00Z","data":"#,
            event.name,
            event.version,
            position / 20,
            position + 1
        )?;
        file.write_all(&event.payload)?;
        file.write_all(b"}\n")?;
    }
    Ok(file.into_inner()?.metadata()?.len())
}

/// The schemas of the events.
///
/// # Errors
/// When they have mistakes.
pub fn schemas() -> Result<Compiled, Box<dyn Error>> {
    let text = include_str!("../../schemas/order.yaml").to_owned();
    let file = SourceFile { path: "order.yaml".to_owned(), shown: "order.yaml".to_owned(), text };
    let outcome = compile(&Sources::new(vec![file]));
    outcome.compiled.ok_or_else(|| format!("{:?}", outcome.diagnostics).into())
}
