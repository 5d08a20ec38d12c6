//! As `retold validate` does it: lines split where they are, payloads walked as text.

use std::error::Error;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::Path;

use retold::JsonLines;
use retold::recording::Recording;
use retold_codegen::payload::Payloads;

/// How many events of a file fit, on one core.
///
/// # Errors
/// When the file cannot be read.
pub fn one_core(path: &Path, payloads: &Payloads<'_>) -> Result<u64, Box<dyn Error>> {
    let mut lines = JsonLines::new(std::io::BufReader::with_capacity(1 << 19, File::open(path)?));
    let mut right = 0;
    while let Some(line) = lines.next_line()? {
        let event = line.recorded();
        let body = payloads.find(event.name, event.version, event.reads_as);
        right += u64::from(body.is_ok_and(|body| payloads.check(body, line.data()).is_ok()));
    }
    Ok(right)
}

/// The same on every core.
///
/// # Errors
/// When the file cannot be read.
pub fn every_core(path: &Path, payloads: &Payloads<'_>) -> Result<u64, Box<dyn Error>> {
    let mut right = 0;
    Recording::of_lines(File::open(path)?).for_each(
        |piece| {
            let mut right = 0;
            piece.each(|found| {
                let Ok(found) = found else { return };
                let (event, data) = (found.recorded(), found.data());
                let body = payloads.find(event.name, event.version, event.reads_as);
                let fits = |data| body.is_ok_and(|body| payloads.check(body, data).is_ok());
                right += u64::from(data.is_ok_and(fits));
            });
            right
        },
        |here: u64| {
            right += here;
            ControlFlow::Continue(())
        },
    )?;
    Ok(right)
}
