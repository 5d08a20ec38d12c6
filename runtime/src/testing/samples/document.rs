//! A file of samples, as `retold generate samples` or a person writes it.

use std::collections::{BTreeMap, HashSet};

use serde_json::value::RawValue;

/// The keys that a file may have beside what it has samples of.
const KEYS: [&str; 4] = ["$comment", "note", "version", "samples"];
/// What has versions.
const VERSIONED: [&str; 3] = ["event", "command", "query"];
/// What has none.
const WHOLE: [&str; 3] = ["answer", "view", "rejection"];

/// A file.
#[derive(Debug)]
pub(super) struct Document {
    /// What it has samples of, as the name of the file: `shop.ItemAdded.v1`.
    pub(super) stem: String,
    /// `event`, `command`, `query`, `answer`, `view` or `rejection`.
    pub(super) what: &'static str,
    /// 1 for what has no versions.
    pub(super) version: u32,
    /// Payloads with their names.
    pub(super) samples: Vec<(String, Box<RawValue>)>,
}

type Members = BTreeMap<String, Box<RawValue>>;

impl Document {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong in it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let members: Members = serde_json::from_str(text).map_err(|error| format!("is no object of JSON: {error}"))?;
        let of: Vec<&'static str> =
            VERSIONED.into_iter().chain(WHOLE).filter(|what| members.contains_key(*what)).collect();
        let [what] = of[..] else {
            return Err(format!(
                "says not what it has samples of, or too much: one of `{}`",
                VERSIONED.into_iter().chain(WHOLE).collect::<Vec<_>>().join("`, `")
            ));
        };
        if let Some(other) = members.keys().find(|key| *key != what && !KEYS.contains(&key.as_str())) {
            return Err(format!("has a key that is not known: `{other}`"));
        }
        let name: String = value(&members, what)?;
        let (stem, version) = if VERSIONED.contains(&what) {
            let version: u32 = value(&members, "version")?;
            (format!("{name}.v{version}"), version)
        } else {
            (format!("{name}.{what}"), 1)
        };
        let mut names = HashSet::new();
        let mut samples = Vec::new();
        for sample in value::<Vec<Members>>(&members, "samples")? {
            if let Some(other) = sample.keys().find(|key| !["name", "payload"].contains(&key.as_str())) {
                return Err(format!("has a sample with a key that is not known: `{other}`"));
            }
            let name: String = value(&sample, "name")?;
            if !names.insert(name.clone()) {
                return Err(format!("has two samples called `{name}`"));
            }
            let payload = sample.get("payload").cloned();
            samples.push((name.clone(), payload.ok_or_else(|| format!("has a sample without `payload`: `{name}`"))?));
        }
        if samples.is_empty() && !members.contains_key("note") {
            return Err("has no samples, and no `note` that says why".to_owned());
        }
        Ok(Self { stem, what, version, samples })
    }
}

fn value<T: serde_core::de::DeserializeOwned>(members: &Members, key: &str) -> Result<T, String> {
    let value = members.get(key).ok_or_else(|| format!("has no `{key}`"))?;
    serde_json::from_str(value.get()).map_err(|error| format!("`{key}`: {error}"))
}
