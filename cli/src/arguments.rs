//! The arguments of every command, as clap reads them. Options of commands and outputs that do not exist yet are not
//! declared, so that naming one is a usage error and never does nothing.

mod new;
mod recorded;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use retold_codegen::evolution;

use crate::output::Output;

pub(crate) use new::{New, NewKind};
pub(crate) use recorded::{EventFormat, Log, RecordedOptions, Tail, Unreadable, Upcast, Validate};

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "retold",
    version,
    about = "Schemas of events, commands and queries, and Rust types that read every version ever written",
    max_term_width = 100,
    after_help = "Examples:\n  \
        retold init shop             # a project that works at once\n  \
        retold check                 # are the schemas right?\n  \
        retold generate              # write the outputs that retold.toml names\n  \
        retold explain name-unknown  # what a rule means"
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Clone, Copy, Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// When to colour; `auto` colours terminals and honours NO_COLOR
    #[arg(long, global = true, value_enum, value_name = "auto|always|never", hide_possible_values = true, default_value_t = Color::Auto)]
    pub(crate) color: Color,
    /// Print results and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what was read and what was left as it is
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// Terminals, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a project that works at once: a schema, generated code, an aggregate, tests, CI
    ///
    /// It is a to-do list that keeps what happened in SQLite; change its schema, and it becomes yours. Nothing is
    /// overwritten, and nothing is left if a file cannot be written. Inside a checkout of Retold's own repository, or
    /// with `--path`, the project depends on that checkout, otherwise on the published release.
    #[command(after_help = "Examples:\n  \
        retold init shop && cd shop && cargo run -- add milk\n  \
        retold init                          # in the current folder\n  \
        retold init shop --path ~/src/retold # on a checkout")]
    Init(Init),
    /// Write the outputs that retold.toml names, or those named here
    ///
    /// Files are written only if they change, and whole or not at all. Files of an earlier run that the schemas no
    /// longer make are removed; a file that Retold did not write is never touched.
    #[command(after_help = "Examples:\n  \
        retold generate                        # what retold.toml names\n  \
        retold generate rust --out src/events  # one output, to a folder\n  \
        retold generate --check                # in CI: exit 1 if anything is out of date\n  \
        retold generate --watch                # again at every change")]
    Generate(Generate),
    /// Write an aggregate, a view, the answers to queries or a process for you to fill in, with tests
    ///
    /// What the schema decides is filled in; the rest says what there is to decide. A file that is there is never
    /// touched: where there is one, also under another name or in another folder, the methods that it lacks are printed as
    /// code to paste, and what is gone from the schema is told. Exit status: 0 written, or nothing is new; 1 methods are
    /// missing; 2 it could not look.
    #[command(after_help = "Examples:\n  \
        retold scaffold Cart                 # writes src/cart.rs: state, handlers, given-when-then tests\n  \
        retold scaffold CartContents         # a view: a model in memory\n  \
        retold scaffold GetCart              # what answers the queries of its file\n  \
        retold scaffold Fulfilment           # a process\n  \
        retold scaffold shop.Cart --out src/domain/cart.rs\n  \
        retold scaffold Cart                 # again, after a change: what is new")]
    Scaffold(Scaffold),
    /// Check the schemas, and what a change of them breaks
    ///
    /// All problems of all files are reported at once. With a base, everything that its schemas ever wrote has to be
    /// read as it was: each finding says which version, where on both sides, and shows a payload. BASE is a git revision
    /// (`main`, `v1.2.0`, `HEAD~3`), read from the local repository without a checkout; `auto`, the commit that the
    /// current work started from; a folder; or a lock file. With `--events` or `--store`, every event that was really
    /// recorded is counted, read, and taken as far as derived steps go. Exit status: 0 nothing wrong, 1 findings, 2 a
    /// schema, a base or recorded events that cannot be read.
    #[command(after_help = "Examples:\n  \
        retold check\n  \
        retold check --against main\n  \
        retold check --against auto --mode full\n  \
        retold check --events archive/*.jsonl      # do the schemas read what was recorded?\n  \
        retold check --store shop.db --sample 100\n  \
        retold check --fix                         # mend what needs no person\n  \
        retold check --schemas other/schemas\n  \
        retold check --format json | jq '.findings[].rule'\n  \
        retold check --format github               # annotations in a workflow of GitHub")]
    Check(Check),
    /// Add a definition to a schema file, keeping its comments and layout
    ///
    /// WORDS are the file, if there is more than one (its path, its aggregate, or its context), the name, and the fields as
    /// `name:type`. Values of an enum are words, fields of a union's variants `variant.field:type`; the type of a scalar is
    /// a word. The section is made where it is missing. The schemas must be right with it: otherwise it is said why, and
    /// nothing is written. An aggregate gets a file of its own. Exit status: 0 written, 2 it cannot be done.
    #[command(after_help = "Examples:\n  \
        retold new event Cart ItemRemoved sku:Sku 'reason:string?' --doc \"An item was taken out.\"\n  \
        retold new command Cart RemoveItem sku:Sku --emits ItemRemoved --rejects CartClosed\n  \
        retold new record shop Money amount:decimal currency:Currency\n  \
        retold new enum shop Currency EUR USD\n  \
        retold new view Cart CartContents --type 'map<Sku, u64>' --from ItemAdded,ItemRemoved\n  \
        retold new aggregate shop.Basket --key uuid")]
    New(New),
    /// Write the next version of an event, command, query, record or union, as a copy to edit
    ///
    /// The copy starts equal to the current version, so that a check finds nothing until it is edited. A record or union
    /// that gets its second version is pinned to the first wherever it is mentioned (`Money` becomes `Money@1`), because
    /// what is published stays what it was. Who wants the new one needs a new version, too: `--into` makes that for those
    /// named and what stands between, `--all` for whatever mentions it; a view, a rejection or what a query returns has
    /// no versions, and `--into` moves it. All else in the files stays byte for byte. Exit status: 0 written, 2 it cannot
    /// be done, and nothing is written.
    #[command(after_help = "Examples:\n  \
        retold bump ItemAdded\n  \
        retold bump shop.Money --into ItemAdded\n  \
        retold bump Money --all --dry-run      # only the difference")]
    Bump(Bump),
    /// Give schema files their one layout; comments and blank lines stay
    ///
    /// FILE is a schema file or a folder; `-` reads standard input and prints to standard output. What a file says stays
    /// the same: it is read again before it is written. Collections in brackets are written on one line of at most 120
    /// columns, or else on lines of their own; quotes are added where older YAML parsers read something else than text
    /// (`NO`, `12:30:45`). Files are written whole or not at all, and none if one of them does not parse. Exit status:
    /// 0 done, 1 with `--check` files are not laid out, 2 a file cannot be read or does not parse.
    #[command(after_help = "Examples:\n  \
        retold fmt                             # the schemas of the project\n  \
        retold fmt --check                     # in CI: exit 1 and print the differences\n  \
        retold fmt schemas/shop/cart.yaml\n  \
        retold fmt - < cart.yaml               # in an editor")]
    Fmt(Fmt),
    /// Check recorded events, as JSON lines or in a store, against the schemas
    ///
    /// FILE is a store (`FILE.db`, `sqlite:FILE.db`) or has an event on each line: an object with `type` (its name on the wire), `version` (1 if absent), `data`, and
    /// optionally `reads_as`, `id`, `stream`, `time`, `metadata`; or a CloudEvents 1.0 line. Names are looked up with
    /// their aliases, payloads are held against the version that they were written in. Takes constant memory, however
    /// long the file. Exit status: 0 all events fit, 1 some do not, 2 a file or the schemas cannot be read.
    #[command(after_help = "Examples:\n  \
        retold validate history.jsonl\n  \
        zcat archive/*.gz | retold validate -\n  \
        retold validate shop.db                # a store\n  \
        retold validate history.jsonl --format json | jq '.counts[] | select(.wrong > 0)'")]
    Validate(Validate),
    /// Rewrite recorded events to their current version, as far as derived steps go
    ///
    /// FILE is a store (`FILE.db`, `sqlite:FILE.db`; only read) or has an event on each line. Events are written as
    /// lines in the order in which they were read, with the name, version and payload of today; all else of a line stays
    /// as it is. Functions run in your own program, so an event that needs one is written in the version before it and
    /// counted. An event that cannot be read stops the run, unless `--unreadable` says otherwise. Exit status: 0 all are
    /// of their current version, 1 some were left or could not be read, 2 it stopped or could not look.
    #[command(after_help = "Examples:\n  \
        retold upcast history.jsonl > today.jsonl\n  \
        retold upcast shop.db --out today.jsonl   # a file that is there when it is whole\n  \
        zcat archive/*.gz | retold upcast - | gzip > today.jsonl.gz\n  \
        retold upcast history.jsonl --unreadable keep > today.jsonl")]
    Upcast(Upcast),
    /// Say what changed between two schema sets, as a changelog in Markdown
    ///
    /// BASE is a git revision (`main`, `v1.2.0`, `HEAD~3`), read from the local repository without a checkout; `auto`,
    /// the commit that the current work started from; a folder; or a lock, which knows nothing of docs and deprecations.
    #[command(after_help = "Examples:\n  \
        retold diff main\n  \
        retold diff v1.2.0 > CHANGES.md\n  \
        retold diff retold.lock\n  \
        retold diff ../published/schemas")]
    Diff(Diff),
    /// Write retold.lock: what is published, for checks without git history
    ///
    /// The file stands beside retold.toml and holds every body of the schemas with its hash. Whoever compares with it
    /// (`retold check --against retold.lock`) needs no repository. It is written anew whenever the schemas are published;
    /// if they break what it said until then, that is told. Docs, examples, order and file names are not in it. Git merges it: branches that add different definitions do not
    /// meet, branches that write the same version differently conflict. Exit status: 0 written or up to date, 1 with
    /// `--check` the lock is not what is in the schemas, 2 the schemas or the file cannot be used.
    #[command(after_help = "Examples:\n  \
        retold lock                  # what is published now\n  \
        retold lock --check          # in CI, on the main branch: is it what the schemas say?\n  \
        retold check --against retold.lock\n  \
        retold diff retold.lock      # what changed since")]
    Lock(Lock),
    /// Show what a store holds: the events of one stream, or of all
    ///
    /// URL is a SQLite file, `FILE.db` or `sqlite:FILE.db`; it is only read. Without STREAM all events are shown in the
    /// order of their positions, and numbers are positions; with it, numbers are versions of the stream. `--as-of`
    /// shows the past: up to a version, a time, or the end of a day (UTC). `--format json` prints the lines that
    /// `retold validate` reads. Exit status: 0 shown, 1 there is no such stream, 2 the store cannot be read.
    #[cfg(feature = "stores")]
    #[command(after_help = "Examples:\n  \
        retold log shop.db                            # everything that happened\n  \
        retold log shop.db --streams                  # which streams there are\n  \
        retold log shop.db shop.Cart/7 --as-of 3      # as of a version\n  \
        retold log shop.db --reverse -n 10            # the last ten\n  \
        retold log shop.db --format json | retold validate -")]
    Log(Log),
    /// Follow a store: print events as they are appended, until Ctrl-C
    ///
    /// URL is a SQLite file, `FILE.db` or `sqlite:FILE.db`; it is only read. Shown is what comes from now on, unless
    /// `-n` or `--from` begins earlier; nothing is skipped. If nobody reads the output any more, it ends with the next
    /// event.
    #[cfg(feature = "stores")]
    #[command(after_help = "Examples:\n  \
        retold tail shop.db\n  \
        retold tail shop.db -n 10\n  \
        retold tail shop.db --type shop.OrderPlaced --format json")]
    Tail(Tail),
    /// Say whether two versions of a JSON Schema document are compatible, with the values that show where they are not
    ///
    /// For types that are not written in the schema language. Documents of draft-07 and 2020-12 are read; `format` is an
    /// annotation, references lead within the document. A finding names the keyword that refuses, its place, and the
    /// shortest value that one side may write and the other refuses. What rests on a keyword that is not understood is
    /// not decided, and says which. Of texts with line breaks, which `.` of a pattern does not match, it is only warned
    /// where nothing else is refused. Exit status: 0 compatible, 1 not compatible or not decided, 2 a document cannot
    /// be read.
    #[command(after_help = "Examples:\n  \
        retold compat order-v1.schema.json order-v2.schema.json\n  \
        retold compat old.json new.json --mode full --format json\n  \
        git show main:order.json | retold compat - order.json --closed")]
    Compat(Compat),
    /// Explain a rule: what it means, why it matters, an example and its repair
    #[command(after_help = "Example:\n  retold explain name-unknown")]
    Explain(Explain),
    /// List all rules
    #[command(after_help = "Examples:\n  retold rules\n  retold rules --format json")]
    Rules(Rules),
    /// Print the JSON Schema of the schema language, for editors, or of what a command prints
    ///
    /// Editors with YAML support complete and check schema files with it. Name it in the first line of a file:
    ///
    /// # yaml-language-server: $schema=../retold.schema.json
    ///
    /// With the name of a command, it is the JSON Schema of the document that `--format json` of that command prints.
    #[command(
        name = "meta-schema",
        after_help = "Examples:\n  retold meta-schema > retold.schema.json\n  \
        and as the first line of a schema file:\n  # yaml-language-server: $schema=../retold.schema.json\n  \
        retold meta-schema check > check.schema.json # of `retold check --format json`"
    )]
    MetaSchema(MetaSchema),
    /// Print the completions of a shell
    #[command(after_help = "Examples:\n  \
        retold completions bash > ~/.local/share/bash-completion/completions/retold\n  \
        retold completions zsh > ~/.zfunc/_retold\n  \
        retold completions fish > ~/.config/fish/completions/retold.fish")]
    Completions(Completions),
    /// Print the man page, or write the pages of all commands to a folder
    #[command(after_help = "Examples:\n  retold man | man -l -\n  retold man ~/.local/share/man/man1")]
    Man(Man),
}

/// Where the schemas are.
#[derive(Debug, Args)]
pub(crate) struct SchemasOption {
    /// The folder of the schemas, one file, or `-` for standard input [default: `schemas` of retold.toml]
    #[arg(long, value_name = "DIR")]
    pub(crate) schemas: Option<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the lines of the schema
    Human,
    /// One JSON document on standard output
    Json,
}

/// How the findings of a check are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    /// For people, with the lines of the schema
    Human,
    /// One JSON document
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// A JUnit report
    Junit,
    /// A comment for a pull request
    Markdown,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The folder of the project [default: the current one]
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// The name of the crate [default: after the folder]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The checkout of Retold's repository to depend on
    #[arg(long, value_name = "CHECKOUT")]
    pub(crate) path: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// The outputs to write [default: those with a section in retold.toml]
    #[arg(value_enum, value_name = "OUTPUT")]
    pub(crate) outputs: Vec<Output>,
    /// The folder to write into [default: `out` of the output's section in retold.toml]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// Write nothing; exit 1 and list what is out of date, missing or orphaned, with the difference
    #[arg(long, conflicts_with = "watch")]
    pub(crate) check: bool,
    /// Write again whenever a schema or retold.toml changes, until Ctrl-C
    #[arg(long)]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
    /// How findings are printed: for people, or as one JSON document on standard output
    #[arg(long, value_enum, value_name = "human|json", hide_possible_values = true, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Scaffold {
    /// The aggregate, view, query or process, as the schema calls it, with its context where the name alone is not enough
    pub(crate) name: String,
    /// The file to write; if nothing is said, the one that has it already, or one named after it, beside the folder of the
    /// generated modules
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The Rust path of the generated modules [default: what `out` of `[generate.rust]` makes it]
    #[arg(long, value_name = "PATH")]
    pub(crate) module: Option<String>,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
    /// How findings are printed, on standard output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Report::Human)]
    pub(crate) format: Report,
    /// What to compare with: a git revision, `auto`, a folder, or a lock file; what retold.toml says, if not given
    #[arg(long, value_name = "BASE")]
    pub(crate) against: Option<String>,
    /// Which side a change must not break; what retold.toml says, or `backward`, if not given
    #[arg(long, value_enum, value_name = "MODE")]
    pub(crate) mode: Option<Mode>,
    /// Mend what needs no person first: missing pins and quotes, types that YAML splits, names that differ in case alone,
    /// fields to reserve that are gone; the difference is shown, and at a terminal it is asked before it is written
    #[arg(long)]
    pub(crate) fix: bool,
    /// With `--fix`, write without asking
    #[arg(long, requires = "fix")]
    pub(crate) yes: bool,
    #[command(flatten)]
    pub(crate) recorded: RecordedOptions,
}

#[derive(Debug, Args)]
pub(crate) struct Bump {
    /// The definition, as the schema calls it, with its context where the name alone is not enough
    pub(crate) name: String,
    /// Who gets a new version that uses the new one, with what stands between; can be given several times
    #[arg(long, value_name = "NAME", value_delimiter = ',', conflicts_with = "all")]
    pub(crate) into: Vec<String>,
    /// Give a new version to whatever mentions it, directly or not
    #[arg(long)]
    pub(crate) all: bool,
    /// Write nothing, and print the difference
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
}

#[derive(Debug, Args)]
pub(crate) struct Fmt {
    /// Schema files and folders of them, or `-` for standard input [default: `schemas` of retold.toml]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Write nothing; exit 1 and print the difference if a file is not laid out
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// What to compare with: a git revision, `auto`, a folder, or a lock
    pub(crate) base: String,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
}

#[derive(Debug, Args)]
pub(crate) struct Lock {
    /// Write nothing; exit 1 and print the difference if the lock is not what is in the schemas
    #[arg(long)]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) schemas: SchemasOption,
}

/// Which side reads what the other wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Mode {
    /// NEW reads what OLD allowed to be written
    Backward,
    /// OLD reads what NEW allows to be written
    Forward,
    /// Both
    Full,
}

impl From<Mode> for evolution::Mode {
    fn from(mode: Mode) -> Self {
        match mode {
            Mode::Backward => evolution::Mode::Backward,
            Mode::Forward => evolution::Mode::Forward,
            Mode::Full => evolution::Mode::Full,
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct Compat {
    /// The older document, or `-` for standard input
    pub(crate) old: PathBuf,
    /// The newer document, or `-` for standard input
    pub(crate) new: PathBuf,
    /// Which side reads: `backward`, NEW reads what was written with OLD; `forward`, OLD reads what is written with
    /// NEW; `full`, both
    #[arg(long, value_enum, value_name = "backward|forward|full", hide_possible_values = true, default_value_t = Mode::Backward)]
    pub(crate) mode: Mode,
    /// Writers may write members that their document does not list, where it does not forbid them, as JSON Schema has
    /// it (what is done if nothing is said)
    #[arg(long, conflicts_with = "closed")]
    pub(crate) open: bool,
    /// Writers write only members that their document lists, in every object for which it lists any and says nothing
    /// about others; readers are as their document says
    #[arg(long)]
    pub(crate) closed: bool,
    /// How findings are printed: for people, or as one JSON document on standard output
    #[arg(long, value_enum, value_name = "human|json", hide_possible_values = true, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// The rule, as findings name it
    pub(crate) rule: String,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// How the list is printed
    #[arg(long, value_enum, value_name = "human|json", hide_possible_values = true, default_value_t = Format::Human)]
    pub(crate) format: Format,
}

/// What a JSON Schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Described {
    /// The schema language
    Language,
    /// The document of `check`
    Check,
    /// The document of `generate`
    Generate,
    /// The document of `validate`
    Validate,
    /// The document of `compat`
    Compat,
    /// A line of `log` and `tail`: a recorded event, as `validate` reads it
    Log,
    /// The document of `rules`
    Rules,
}

#[derive(Debug, Args)]
pub(crate) struct MetaSchema {
    /// What it describes: the schema language, or what a command prints with `--format json`
    #[arg(value_enum, value_name = "WHAT", default_value_t = Described::Language)]
    pub(crate) of: Described,
}

#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub(crate) shell: Shell,
}

#[derive(Debug, Args)]
pub(crate) struct Man {
    /// The folder for the pages of all commands; without it, the main page goes to standard output
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// The `--color` of a command line that clap has not read yet: clap prints help and usage errors itself, and must be
/// told before.
pub(crate) fn color_of(arguments: &[OsString]) -> Color {
    let mut color = Color::Auto;
    let mut words = arguments.iter().skip(1).map(OsString::as_os_str).take_while(|word| *word != "--");
    while let Some(word) = words.next() {
        let value = match word.to_str() {
            Some("--color") => words.next().and_then(OsStr::to_str),
            Some(word) => word.strip_prefix("--color="),
            None => None,
        };
        color = match value {
            Some("always") => Color::Always,
            Some("never") => Color::Never,
            Some("auto") => Color::Auto,
            _ => color,
        };
    }
    color
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_command_shows_an_example() {
        for command in Arguments::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example") && help.contains("\n  retold "), "{}", command.get_name());
        }
    }

    #[test]
    fn the_last_color_before_the_dashes_counts() {
        let color = |words: &[&str]| color_of(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(color(&["retold", "--color", "never", "rules", "--color=always"]), Color::Always);
        assert_eq!(color(&["retold", "rules", "--", "--color=always"]), Color::Auto);
        assert_eq!(color(&["retold", "--color"]), Color::Auto);
    }
}
