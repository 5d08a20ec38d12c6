//! Reads recorded events and commands, one a line, and writes what they are today.

#![allow(deprecated)]

use std::io::{BufRead, Write};

use retold::EventSet as _;
use retold::__v1::{self as rt, serde_json};
use rt::Value;

/// One line of input.
struct Line {
    name: String,
    version: u32,
    data: String,
}

fn main() {
    let input = std::io::stdin().lock();
    let mut output = std::io::BufWriter::new(std::io::stdout().lock());
    for line in input.lines() {
        let text = line.expect("the input is text");
        let value: Value = serde_json::from_str(&text).expect("the input is JSON");
        let text = |key: &str| value[key].as_str().expect("a text").to_owned();
        let version = value["version"].as_u64().and_then(|version| version.try_into().ok()).expect("a version");
        let line = Line { name: text("name"), version, data: text("data") };
        let result = read(&text("set"), value["command"] == Value::Bool(true), line);
        let result = result.map_or_else(Value::String, Value::Array);
        writeln!(output, "{result}").expect("the output is read");
    }
}

fn read(set: &str, command: bool, line: Line) -> Result<Vec<Value>, String> {
    let _ = (events::<Nothing>, commands::<NothingToDo>, message::<Something>);
    match (set, command, line.name.as_str()) {
        // The sets stand here.
        _ => panic!("there is no set `{set}` with `{}`", line.name),
    }
}

/// A set without events, so that the functions are used.
#[derive(rt::EventSet)]
enum Nothing {}

/// A set without commands.
#[derive(rt::CommandSet)]
enum NothingToDo {}

/// An event of no set.
#[derive(rt::Event, rt::Record)]
#[event(name = "Something", version = 1)]
struct Something {}

fn message<T: rt::Versioned + rt::serde::Serialize>(line: &Line) -> Result<Vec<Value>, String> {
    let value = T::read_version(line.version, &line.data).map_err(|error| format!("{error:?}"))?;
    let data = serde_json::to_string(&value).map_err(|error| error.to_string())?;
    Ok(vec![serde_json::json!({ "name": T::NAME, "version": T::VERSION, "data": data })])
}

fn events<Set: rt::EventSet>(line: &Line) -> Result<Vec<Value>, String> {
    let recorded = retold::Recorded::new(&line.name, line.version, line.data.as_str());
    let current = Set::decode(recorded).map_err(|error| error.to_string())?;
    current.into_iter().map(|event| event.encode().map_err(|error| error.to_string()).map(written)).collect()
}

fn commands<Set: rt::CommandSet>(line: &Line) -> Result<Vec<Value>, String> {
    let request = rt::Request { name: &line.name, version: line.version, reads_as: None, json: &line.data };
    let command = Set::read(&request).map_err(|error| format!("{error:?}"))?;
    command.encode().map_err(|error| error.to_string()).map(|encoded| vec![written(encoded)])
}

fn written(encoded: rt::Encoded) -> Value {
    let data = String::from_utf8(encoded.payload).expect("JSON is text");
    serde_json::json!({ "name": encoded.name, "version": encoded.version, "data": data })
}
