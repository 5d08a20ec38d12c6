//! `retold new`: adds a definition to a schema file, or a file with an aggregate.

use retold_codegen::Compiled;
use retold_codegen::edit::{self, Added, Kind, NewDefinition, Refusal};
use retold_codegen::naming;
use retold_codegen::source::{FileId, Sources};

use crate::arguments::{New, NewKind};
use crate::config::Project;
use crate::edited;
use crate::judged::{self, Judged};
use crate::schemas::Location;
use crate::status::Status;
use crate::terminal::{Failure, Terminal};
use crate::{findings, shown};

/// How a difference says where the new text comes from.
const MADE: &str = "as `retold new` makes it";

/// Adds what is asked for.
pub(super) fn run(arguments: &New, terminal: &mut Terminal) -> Status {
    let result = judged::project(terminal).and_then(|project| {
        let named = arguments.schemas.schemas.as_deref();
        let location = edited::location(&project, named)?;
        let judged = schemas(&project, arguments, terminal)?;
        let empty = Compiled::default();
        let compiled = judged.compiled.as_ref().unwrap_or(&empty);
        let place = Place { sources: &judged.sources, compiled, location: &location };
        options_fit(arguments)?;
        let added = place.added(arguments).map_err(|refusal| edited::refused(refusal, terminal))?;
        let files = edited::rewritten(&project, named, &judged.sources, &added.sources)?;
        if arguments.dry_run {
            edited::show(&files, MADE, terminal);
        } else {
            edited::write(&files, terminal)?;
        }
        let (start, _) = added.sources.line_columns(added.place);
        let file = &added.sources.file(added.place.file).shown;
        terminal.message(&format!("{}: at {file}:{}:{}", added.subject, start.line, start.column));
        Ok(Status::Done)
    });
    result.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        Status::CouldNotLook
    })
}

/// The schemas as they are; there may be none yet.
fn schemas(project: &Project, arguments: &New, terminal: &mut Terminal) -> Result<Judged, Failure> {
    let judged = judged::judge(project, arguments.schemas.schemas.as_deref(), terminal);
    let is_empty = judged.sources.is_empty() && !judged.sources.is_incomplete();
    if judged.compiled.is_none() && !is_empty {
        terminal.findings(&findings::human(&judged, terminal.colors_messages()));
        return Err(Failure::new(format!("the schemas cannot be used; {}", judged.summary())));
    }
    Ok(judged)
}

/// Options that the kind does not have are mistakes and are not passed over.
fn options_fit(arguments: &New) -> Result<(), Failure> {
    use NewKind::{Aggregate, Command, Enum, Process, Query, Rejection, Scalar, Union, View};
    let given: [(&str, bool, &[NewKind]); 11] = [
        ("--type", arguments.ty.is_some(), &[Scalar, View, Query]),
        ("--key", arguments.key.is_some(), &[Aggregate, View, Process]),
        ("--emits", !arguments.emits.is_empty(), &[Command]),
        ("--rejects", !arguments.rejects.is_empty(), &[Command]),
        ("--from", !arguments.from.is_empty(), &[View, Process]),
        ("--by", arguments.by.is_some(), &[Process]),
        ("--sends", !arguments.sends.is_empty(), &[Process]),
        ("--message", arguments.message.is_some(), &[Rejection]),
        ("--tag", arguments.tag.is_some(), &[Union]),
        ("--open", arguments.open, &[Enum, Union]),
        ("--owner", arguments.owner.is_some(), &[Aggregate]),
    ];
    let wrong = given.iter().find(|(_, is_given, kinds)| *is_given && !kinds.contains(&arguments.kind));
    match wrong {
        None => Ok(()),
        Some((option, ..)) => Err(Failure::new(format!("`{option}` does not go with {}", kind_word(arguments.kind)))
            .with_help("`retold new --help` says what does")),
    }
}

fn kind_word(kind: NewKind) -> &'static str {
    match kind {
        NewKind::Aggregate => "an aggregate",
        NewKind::Event => "an event",
        NewKind::Command => "a command",
        NewKind::Query => "a query",
        NewKind::Record => "a record",
        NewKind::Union => "a union",
        NewKind::Scalar => "a scalar",
        NewKind::Enum => "an enum",
        NewKind::Rejection => "a rejection",
        NewKind::View => "a view",
        NewKind::Process => "a process",
    }
}

/// The schemas that something is added to.
struct Place<'a> {
    sources: &'a Sources,
    compiled: &'a Compiled,
    location: &'a Location,
}

/// Where a definition goes.
enum Target<'a> {
    /// A file that is there.
    File(FileId),
    /// A file that is made, by its path below the schemas.
    New(&'a str),
}

impl Place<'_> {
    fn added(&self, arguments: &New) -> Result<Added, Refusal> {
        let words: Vec<&str> = arguments.words.iter().map(String::as_str).collect();
        let Some(kind) = arguments.kind.definition() else { return self.aggregate(&words, arguments) };
        let (target, name, rest) = self.target(kind, &words)?;
        let definition = definition(kind, name, rest, arguments)?;
        match target {
            Target::File(file) if arguments.context.is_none() => edit::add(self.sources, file, &definition),
            Target::File(_) => Err(Refusal::asked("`--context` is for a new file")
                .with_help("name a path that is not there, such as `shop/money.yaml`")),
            Target::New(path) => {
                let head = [("context", arguments.context.clone())];
                let head = head.into_iter().filter_map(|(key, value)| Some((key, value?))).collect::<Vec<_>>();
                let made = if head.is_empty() {
                    let files = self.sources.iter().map(|(_, file)| file.clone());
                    let text = String::new();
                    let shown = self.shown(path);
                    let new = retold_codegen::source::SourceFile { path: path.to_owned(), shown, text };
                    Sources::new(files.chain([new]).collect())
                } else {
                    edit::add_file(self.sources, path, &self.shown(path), &head)?.sources
                };
                let file = made.iter().find(|(_, file)| file.path == path).map(|(id, _)| id);
                match file {
                    Some(file) => edit::add(&made, file, &definition),
                    None => Err(Refusal::asked(format!("`{path}` could not be made"))),
                }
            }
        }
    }

    /// The file, the name and the other words.
    fn target<'w>(&self, kind: Kind, words: &'w [&'w str]) -> Result<(Target<'w>, &'w str, &'w [&'w str]), Refusal> {
        let set = &self.compiled.set;
        let is_bare = |word: &&&str| !word.contains(':');
        let bare = words.iter().take_while(is_bare).count();
        let has_words = matches!(kind, Kind::Enum | Kind::Union | Kind::Scalar);
        if let [first, name, rest @ ..] = words
            && bare > 1
        {
            if let Some(file) = edit::file_called(self.sources, set, first)? {
                return Ok((Target::File(file), name, rest));
            }
            let is_path = [".yaml", ".yml"].iter().any(|extension| first.ends_with(extension));
            if is_path {
                return Ok((Target::New(self.below(first)), name, rest));
            }
            if !has_words || bare > 2 && kind == Kind::Scalar {
                return Err(edit::no_file_called(self.sources, set, first));
            }
        }
        let [name, rest @ ..] = words else { return Err(Refusal::asked("a name is missing")) };
        let mut files = self.sources.iter().map(|(id, _)| id);
        match (files.next(), files.next()) {
            (Some(only), None) => Ok((Target::File(only), name, rest)),
            (None, _) => Err(Refusal::asked("there is no schema file yet")
                .with_help("`retold new aggregate NAME` makes one")
                .with_help(format!("or name one to make: `retold new … shop/{}.yaml {name}`", naming::snake(name)))),
            (Some(_), Some(_)) => {
                let missing = edit::no_file_called(self.sources, set, name);
                let Refusal::Asked { help, .. } = missing else { return Err(missing) };
                let refusal = Refusal::asked(format!("it is not said which file `{}` goes to", shown::escaped(name)))
                    .with_help("write the file, its aggregate or its context before the name");
                Err(help.into_iter().filter(|help| help.starts_with("the files")).fold(refusal, Refusal::with_help))
            }
        }
    }

    fn aggregate(&self, words: &[&str], arguments: &New) -> Result<Added, Refusal> {
        let (path, name) = match words {
            [name] => (None, *name),
            [path, name] if path.ends_with(".yaml") || path.ends_with(".yml") => (Some(self.below(path)), *name),
            _ => {
                return Err(Refusal::asked("an aggregate has a name, and events in its file")
                    .with_help("write `retold new aggregate [FILE.yaml] NAME`, and add events to it"));
            }
        };
        let (context, name) = match name.rsplit_once('.') {
            Some((context, name)) => (Some(context.to_owned()), name),
            None => (arguments.context.clone(), name),
        };
        let folder = context.as_ref().map(|context| context.replace('.', "/") + "/").unwrap_or_default();
        let path = path.map_or_else(|| format!("{folder}{}.yaml", naming::snake(name)), str::to_owned);
        let head = [
            ("context", context),
            ("aggregate", Some(name.to_owned())),
            ("id", Some(arguments.key.clone().unwrap_or_else(|| "uuid".to_owned()))),
            ("owner", arguments.owner.clone()),
            ("doc", arguments.doc.clone()),
        ];
        let head: Vec<(&str, String)> = head.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        edit::add_file(self.sources, &path, &self.shown(&path), &head)
    }

    /// A path as it stands below the folder of the schemas.
    fn below<'w>(&self, path: &'w str) -> &'w str {
        let Location::Path(folder) = self.location else { return path };
        let folder = format!("{}/", shown::path(folder));
        path.strip_prefix(&folder).or_else(|| path.strip_prefix("./")?.strip_prefix(&folder)).unwrap_or(path)
    }

    fn shown(&self, path: &str) -> String {
        match self.location {
            Location::Path(folder) => shown::path(&folder.join(path)),
            Location::StandardInput => path.to_owned(),
        }
    }
}

/// What the words and options say.
fn definition(kind: Kind, name: &str, rest: &[&str], arguments: &New) -> Result<NewDefinition, Refusal> {
    let mut ty = arguments.ty.clone();
    let mut fields = Vec::new();
    for word in rest {
        match (word.split_once(':'), kind) {
            (_, Kind::Enum) => fields.push(((*word).to_owned(), None)),
            (Some((field, ty)), _) if !field.is_empty() && !ty.is_empty() => {
                fields.push((field.to_owned(), Some(ty.to_owned())));
            }
            (None, Kind::Union) => fields.push(((*word).to_owned(), None)),
            (None, Kind::Scalar) if ty.is_none() => ty = Some((*word).to_owned()),
            (..) => {
                return Err(Refusal::asked(format!("`{}` is no field", shown::escaped(word)))
                    .with_help("write `name:type`, such as `quantity:u32` or 'note:string?'"));
            }
        }
    }
    if kind == Kind::Scalar && !fields.is_empty() {
        return Err(
            Refusal::asked("a scalar has no fields").with_help("write its type: `retold new scalar Sku string`")
        );
    }
    Ok(NewDefinition {
        fields,
        doc: arguments.doc.clone(),
        ty,
        key: arguments.key.clone(),
        emits: arguments.emits.clone(),
        rejects: arguments.rejects.clone(),
        from: arguments.from.clone(),
        by: arguments.by.clone(),
        sends: arguments.sends.clone(),
        message: arguments.message.clone(),
        tag: arguments.tag.clone(),
        open: arguments.open,
        ..NewDefinition::new(kind, name)
    })
}
