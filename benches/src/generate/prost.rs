//! prost-build: messages to Rust text, from descriptors as protoc hands them over, so that protoc's own time is not
//! counted against it.

use std::error::Error;
use std::fs;

use prost_types::field_descriptor_proto::{Label, Type};
use prost_types::source_code_info::Location;
use prost_types::{DescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet, SourceCodeInfo};

use super::workload::PER_FILE;

/// The events as descriptors, one file and package a hundred.
#[must_use]
pub fn descriptors(count: usize) -> FileDescriptorSet {
    FileDescriptorSet { file: (0..count.div_ceil(PER_FILE)).map(|file| descriptor(file, count)).collect() }
}

/// Generates into a temporary folder; gives the number of bytes made.
///
/// # Errors
/// If prost-build refuses the descriptors, or the folder cannot be written.
pub fn generate(descriptors: FileDescriptorSet) -> Result<usize, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    prost_build::Config::new().out_dir(folder.path()).compile_fds(descriptors)?;
    let mut bytes = 0;
    for file in fs::read_dir(folder.path())? {
        bytes += usize::try_from(file?.metadata()?.len())?;
    }
    Ok(bytes)
}

fn descriptor(file: usize, count: usize) -> FileDescriptorProto {
    let events = file * PER_FILE..((file + 1) * PER_FILE).min(count);
    let mut messages = vec![message("Money", &[("amount", Type::Int64), ("currency", Type::String)])];
    // prost-build looks up the place of every message, field and oneof, by bisection.
    let mut locations = vec![
        comment(vec![4, 0], "An amount."),
        comment(vec![4, 0, 2, 0], "How much."),
        comment(vec![4, 0, 2, 1], "Of what."),
    ];
    for (place, index) in events.enumerate() {
        let mut event = message(
            &format!("Event{index}"),
            &[
                ("name", Type::String),
                ("description", Type::String),
                ("quantity", Type::Uint32),
                ("sequence", Type::Int64),
                ("active", Type::Bool),
                ("labels", Type::String),
                ("ratio", Type::Double),
                ("price", Type::Message),
            ],
        );
        event.field[5].label = Some(Label::Repeated.into());
        event.field[6].proto3_optional = Some(true);
        event.field[6].oneof_index = Some(0);
        event.oneof_decl = vec![prost_types::OneofDescriptorProto { name: Some("_ratio".to_owned()), options: None }];
        event.field[7].type_name = Some(format!(".part{file}.Money"));
        messages.push(event);
        let message_at = i32::try_from(place).unwrap_or(i32::MAX) + 1;
        locations.push(comment(vec![4, message_at], &format!("Something of kind {index} happened.")));
        let docs = [
            "What it is called.",
            "What it is.",
            "How many.",
            "Which one.",
            "Whether it counts.",
            "How it is found.",
            "How much of it.",
            "What it costs.",
        ];
        for (field_at, doc) in (0..).zip(docs) {
            locations.push(comment(vec![4, message_at, 2, field_at], doc));
        }
        locations.push(comment(vec![4, message_at, 8, 0], "Whether there is a ratio."));
    }
    FileDescriptorProto {
        name: Some(format!("part{file}.proto")),
        package: Some(format!("part{file}")),
        message_type: messages,
        syntax: Some("proto3".to_owned()),
        source_code_info: Some(SourceCodeInfo { location: locations }),
        ..Default::default()
    }
}

fn message(name: &str, fields: &[(&str, Type)]) -> DescriptorProto {
    let fields = (1..).zip(fields).map(|(number, (name, kind))| FieldDescriptorProto {
        name: Some((*name).to_owned()),
        number: Some(number),
        label: Some(Label::Optional.into()),
        r#type: Some((*kind).into()),
        json_name: Some((*name).to_owned()),
        ..Default::default()
    });
    DescriptorProto { name: Some(name.to_owned()), field: fields.collect(), ..Default::default() }
}

fn comment(path: Vec<i32>, text: &str) -> Location {
    Location { path, span: vec![0, 0, 0], leading_comments: Some(format!(" {text}\n")), ..Default::default() }
}
