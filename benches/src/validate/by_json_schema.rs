//! By the crate `jsonschema`, with its own best settings: a validator for each name and version, made once, patterns
//! without look-around, payloads read into its value and nothing else of the line.

use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::Path;

use jsonschema::{PatternOptions, Validator};
use retold::recording::Recording;
use retold_codegen::Compiled;
use retold_codegen::emit::json_schema;
use serde::Deserialize;
use serde_json::Value;

/// The validators of every version of every event.
#[derive(Debug)]
pub struct Validators {
    by_name: HashMap<String, Vec<Option<Validator>>>,
}

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, rename = "type")]
    name: Cow<'a, str>,
    #[serde(default = "first")]
    version: usize,
    data: Value,
}

fn first() -> usize {
    1
}

impl Validators {
    /// Those of a schema set.
    ///
    /// # Errors
    /// When a document that Retold makes is no JSON Schema.
    pub fn new(compiled: &Compiled) -> Result<Self, Box<dyn Error>> {
        let mut by_name: HashMap<String, Vec<Option<Validator>>> = HashMap::new();
        for file in json_schema::files(compiled)? {
            // `<wire name>.v<N>.schema.json`
            let Some((name, version)) = file.path.strip_suffix(".schema.json").and_then(|path| path.rsplit_once(".v"))
            else {
                continue;
            };
            let version: usize = version.parse()?;
            let schema: Value = serde_json::from_str(&file.text)?;
            let options = jsonschema::options().with_pattern_options(PatternOptions::regex());
            let validators = by_name.entry(name.to_owned()).or_default();
            if validators.len() < version {
                validators.resize_with(version, || None);
            }
            validators[version - 1] = Some(options.build(&schema).map_err(|error| error.to_string())?);
        }
        Ok(Self { by_name })
    }

    fn fits(&self, line: &[u8]) -> bool {
        let Ok(line) = serde_json::from_slice::<Line<'_>>(line) else { return false };
        let validators = self.by_name.get(&*line.name);
        let validator = validators.and_then(|validators| validators.get(line.version.checked_sub(1)?)?.as_ref());
        validator.is_some_and(|validator| validator.is_valid(&line.data))
    }
}

/// How many events of a file fit, on one core.
///
/// # Errors
/// When the file cannot be read.
pub fn one_core(path: &Path, validators: &Validators) -> Result<u64, Box<dyn Error>> {
    let mut reader = BufReader::with_capacity(1 << 19, File::open(path)?);
    let mut line = Vec::new();
    let mut right = 0;
    while reader.read_until(b'\n', &mut line)? > 0 {
        right += u64::from(validators.fits(&line));
        line.clear();
    }
    Ok(right)
}

/// The same on every core, with the pieces that Retold makes.
///
/// # Errors
/// When the file cannot be read.
pub fn every_core(path: &Path, validators: &Validators) -> Result<u64, Box<dyn Error>> {
    let mut right = 0;
    Recording::of_lines(File::open(path)?).for_each(
        |piece| {
            let lines = piece.bytes().split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
            lines.map(|line| u64::from(validators.fits(line))).sum::<u64>()
        },
        |here| {
            right += here;
            ControlFlow::Continue(())
        },
    )?;
    Ok(right)
}
