//! The next version of an event, command, query, record or union: a copy of the current body to edit. What is published
//! stays what it was: a record or union that gets its second version is pinned to the first wherever it is mentioned. Who
//! wants the new version needs a version of its own; those are made along, as far as that is asked for.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::insert::File;
use super::names::{Names, all, kind};
use super::types::{names, of_definition, rewritten, with_pins};
use super::{Refusal, body, compiled_after};
use crate::Compiled;
use crate::diagnostic::Edit;
use crate::layout::comments;
use crate::model::{Definition, ModuleId, SchemaSet};
use crate::source::{FileId, Place, Sources};
use crate::yaml::{self, NodeKind};

/// Who gets the new version of a record or union.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread<'a> {
    /// Nobody: it is there to be used.
    None,
    /// These, by new versions of their own, and what stands between them and it.
    Into(&'a [String]),
    /// Whatever has a current version that mentions the current version, directly or not.
    All,
}

/// What a bump makes.
#[derive(Clone, Debug, PartialEq)]
pub struct Bump {
    /// The edits, in the order of the files.
    pub edits: Vec<Edit>,
    /// The new versions; the one that was asked for comes first.
    pub made: Vec<Made>,
    /// The references that say now which version they always meant.
    pub pinned: Vec<Pinned>,
    /// The references beside bodies that mean the new version now.
    pub moved: Vec<Pinned>,
    /// Who mentions an older version of what was asked for, and does not get the new one.
    pub users: Vec<User>,
    /// The schemas with the edits made.
    pub sources: Sources,
    /// The same, compiled.
    pub compiled: Compiled,
}

/// A new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Of what.
    pub subject: String,
    /// Its number.
    pub version: u32,
    /// Where it stands, in the edited schemas.
    pub place: Place,
}

/// A reference that got a pin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pinned {
    /// Whose reference it is.
    pub subject: String,
    /// The version whose body it stands in; none beside the bodies.
    pub version: Option<u32>,
    /// The type as it is spelled now.
    pub spelled: String,
}

/// Who mentions an older version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Who.
    pub subject: String,
    /// The current version, if it has versions: then a new one could use the new version.
    pub version: Option<u32>,
}

/// Writes the next version of the definition called `name`.
///
/// ```
/// use retold_codegen::edit::{Spread, bump};
/// use retold_codegen::source::{FileId, SourceFile, Sources};
///
/// let text = "records:\n  Money:\n    v1: { amount: decimal }\nevents:\n  Paid:\n    v1: { sum: Money }\n";
/// let sources = Sources::new(vec![SourceFile { path: "a.yaml".into(), shown: "a.yaml".into(), text: text.into() }]);
/// let compiled = retold_codegen::compile(&sources).compiled.unwrap();
/// let bumped = bump(&sources, &compiled, "Money", Spread::None).unwrap();
/// assert_eq!(
///     bumped.sources.file(FileId(0)).text,
///     "records:\n  Money:\n    v1: { amount: decimal }\n    v2: { amount: decimal }\nevents:\n  Paid:\n    v1: { sum: Money@1 }\n",
/// );
/// ```
///
/// # Errors
/// If there is no such definition or it has no versions, if what `spread` names does not mention it, and if the new
/// version would not compile, such as when the name that the old one gets in Rust is taken.
pub fn bump(sources: &Sources, compiled: &Compiled, name: &str, spread: Spread<'_>) -> Result<Bump, Refusal> {
    let set = &compiled.set;
    let schemas = Schemas::new(sources, set);
    let target = schemas.names.asked(name)?;
    let subject = &set.meta(target).subject;
    if versions(set, target).is_none() {
        return Err(Refusal::asked(format!("`{subject}` is {}, which has no versions", kind(target)))
            .with_help("change it where it stands; `retold check --against BASE` says whether that breaks anything"));
    }
    let (bumped, moved) = schemas.concerned(target, spread)?;
    let are_bumped: HashSet<Definition> = bumped.iter().copied().collect();
    let next = |definition: Definition| Some(versions(set, definition)? + 1);
    let mut edits = Vec::new();
    let mut made = Vec::new();
    for &definition in std::iter::once(&target).chain(bumped.iter().filter(|&&bumped| bumped != target)) {
        let Some(version) = next(definition) else { continue };
        let pin = |name: &str, old: Option<u32>, module: ModuleId| {
            let meant = schemas.current(name, old, module).filter(|meant| are_bumped.contains(meant))?;
            next(meant)
        };
        edits.push(schemas.next_body(definition, version, &pin)?);
        made.push((definition, version));
    }
    let mut pinned = Vec::new();
    for definition in all(set) {
        let pin = |name: &str, old: Option<u32>, module: ModuleId, version: Option<u32>| {
            let meant = schemas.current(name, old, module).filter(|meant| are_bumped.contains(meant))?;
            if version.is_none() && moved.contains(&definition) {
                return next(meant);
            }
            // While there was one version, the name alone meant it.
            old.is_none().then_some(1)
        };
        schemas.pin(definition, &pin, &mut edits, &mut pinned);
    }
    let (sources, after) = compiled_after(sources, &edits)?;
    let is_moved =
        |pin: &Pinned| pin.version.is_none() && moved.iter().any(|&moved| set.meta(moved).subject == pin.subject);
    let (gone_over, pinned) = pinned.into_iter().partition(is_moved);
    let users = schemas.users(target, &bumped, &moved);
    let made =
        made.into_iter().filter_map(|(definition, version)| made_in(&after.set, set, definition, version)).collect();
    Ok(Bump { edits, made, pinned, moved: gone_over, users, sources, compiled: after })
}

/// The new version where it stands now.
fn made_in(after: &SchemaSet, before: &SchemaSet, definition: Definition, version: u32) -> Option<Made> {
    let subject = before.meta(definition).subject.clone();
    let place = match definition {
        Definition::Record(id) => after[id].versions.at(version)?.place,
        Definition::Event(id) => after[id].versions.at(version)?.place,
        Definition::Command(id) => after[id].versions.at(version)?.place,
        Definition::Query(id) => after[id].versions.at(version)?.place,
        Definition::Union(id) => after[id].versions.at(version)?.place,
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => return None,
    };
    Some(Made { subject, version, place })
}

/// The current version of a definition that has versions.
fn versions(set: &SchemaSet, definition: Definition) -> Option<u32> {
    Some(match definition {
        Definition::Record(id) => set[id].versions.current(),
        Definition::Union(id) => set[id].versions.current(),
        Definition::Event(id) => set[id].versions.current(),
        Definition::Command(id) => set[id].versions.current(),
        Definition::Query(id) => set[id].versions.current(),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => return None,
    })
}

/// Whether a definition with versions can be mentioned in a type.
fn is_type(definition: Definition) -> bool {
    matches!(definition, Definition::Record(_) | Definition::Union(_))
}

/// The schemas, with everything that is looked up in them.
struct Schemas<'s> {
    set: &'s SchemaSet,
    names: Names<'s>,
    files: BTreeMap<FileId, File<'s>>,
}

/// A change of a pin: the name, its pin, and the file that they stand in give the version.
type Pin<'a> = &'a dyn Fn(&str, Option<u32>, ModuleId) -> Option<u32>;

/// The same, where it also counts in which version's body they stand, if in one.
type PinAt<'a> = &'a dyn Fn(&str, Option<u32>, ModuleId, Option<u32>) -> Option<u32>;

impl<'s> Schemas<'s> {
    fn new(sources: &'s Sources, set: &'s SchemaSet) -> Self {
        let files = sources.iter().filter_map(|(id, file)| {
            let tree = yaml::parse(id, &file.text).0?;
            let comments = comments(&file.text, &tree);
            Some((id, File { id, text: &file.text, tree, comments }))
        });
        Schemas { set, names: Names::new(set), files: files.collect() }
    }

    fn file(&self, definition: Definition) -> Option<&File<'s>> {
        self.files.get(&self.set.meta(definition).place.file)
    }

    /// The record or union of which a reference means the current version.
    fn current(&self, name: &str, pin: Option<u32>, module: ModuleId) -> Option<Definition> {
        let meant = self.names.meant(name, module).filter(|&meant| is_type(meant))?;
        (versions(self.set, meant) == Some(pin.unwrap_or(1))).then_some(meant)
    }

    /// What is mentioned, in its current version, in the current body of a definition and beside its bodies.
    fn mentioned(&self, definition: Definition) -> Mentioned {
        let mut mentioned = Mentioned::default();
        let meta = self.set.meta(definition);
        let current = versions(self.set, definition);
        let Some((section, entry)) = self.file(definition).and_then(|file| file.definition(meta.place)) else {
            return mentioned;
        };
        of_definition(section, &entry.value, &mut |version, node| {
            let Some(scalar) = node.as_scalar().filter(|_| version.is_none() || version == current) else { return };
            let kept = if version.is_some() { &mut mentioned.in_body } else { &mut mentioned.beside };
            let names = names(&scalar.text).into_iter();
            kept.extend(names.filter_map(|(name, pin)| self.current(&name, pin, meta.module)));
        });
        mentioned
    }

    /// What gets a new version, and what has no versions and is moved to the new one where it stands.
    fn concerned(&self, target: Definition, spread: Spread<'_>) -> Result<(Vec<Definition>, Vec<Definition>), Refusal> {
        if spread == Spread::None {
            return Ok((vec![target], Vec::new()));
        }
        let subject = &self.set.meta(target).subject;
        if !is_type(target) {
            return Err(Refusal::asked(format!("`{subject}` is {}, and nothing mentions it in a type", kind(target)))
                .with_help("only records and unions are a part of others"));
        }
        let mentioned: Vec<(Definition, Mentioned)> =
            all(self.set).map(|definition| (definition, self.mentioned(definition))).collect();
        // Everything whose current body leads to the target.
        let mut leading: Vec<Definition> = vec![target];
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        loop {
            let more: Vec<usize> = (0..mentioned.len())
                .filter(|index| !seen.contains(index))
                .filter(|&index| mentioned[index].1.in_body.iter().any(|inner| leading.contains(inner)))
                .collect();
            if more.is_empty() {
                break;
            }
            for index in more {
                seen.insert(index);
                // What was seen comes once, and the target is there from the start.
                if mentioned[index].0 != target {
                    leading.push(mentioned[index].0);
                }
            }
        }
        let in_order = |wanted: &dyn Fn(Definition) -> bool| {
            mentioned
                .iter()
                .map(|(definition, _)| *definition)
                .filter(|&definition| wanted(definition))
                .collect::<Vec<_>>()
        };
        match spread {
            Spread::None => Ok((vec![target], Vec::new())),
            Spread::All => {
                let leading: HashSet<Definition> = leading.iter().copied().collect();
                Ok((in_order(&|definition| leading.contains(&definition)), Vec::new()))
            }
            Spread::Into(wanted) => {
                let (mut bumped, mut moved) = (vec![target], Vec::new());
                for name in wanted {
                    let user = self.names.asked(name)?;
                    let own = mentioned.iter().find(|(definition, _)| *definition == user).map(|(_, own)| own);
                    let is_beside = own.is_some_and(|own| own.beside.iter().any(|inner| leading.contains(inner)));
                    if user != target && !leading.contains(&user) && !is_beside {
                        let message = format!("`{}` does not mention `{subject}`", self.set.meta(user).subject);
                        let users: Vec<&str> =
                            in_order(&|definition| definition != target && leading.contains(&definition))
                                .into_iter()
                                .map(|definition| self.set.meta(definition).subject.as_str())
                                .collect();
                        return Err(Refusal::asked(message).with_help(match users.as_slice() {
                            [] => "no event, command, query, record or union does".to_owned(),
                            users => format!("these do: {}", crate::written::listed(users)),
                        }));
                    }
                    if is_beside {
                        moved.push(user);
                    }
                    // Down from the user, over everything that leads to the target.
                    let mut open = if leading.contains(&user) { vec![user] } else { Vec::new() };
                    if let Some(own) = own.filter(|_| is_beside) {
                        open.extend(own.beside.iter().filter(|inner| leading.contains(inner)));
                    }
                    while let Some(definition) = open.pop() {
                        if bumped.contains(&definition) && definition != user {
                            continue;
                        }
                        if !bumped.contains(&definition) {
                            bumped.push(definition);
                        }
                        let own = mentioned.iter().find(|(other, _)| *other == definition);
                        let inner = own.map(|(_, own)| own.in_body.as_slice()).unwrap_or(&[]);
                        open.extend(inner.iter().filter(|inner| leading.contains(inner) && !bumped.contains(inner)));
                    }
                }
                Ok((in_order(&|definition| bumped.contains(&definition)), moved))
            }
        }
    }

    /// The edit that writes the next body of a definition.
    fn next_body(&self, definition: Definition, version: u32, pin: Pin<'_>) -> Result<Edit, Refusal> {
        let meta = self.set.meta(definition);
        let found = self.file(definition).and_then(|file| Some((file, file.definition(meta.place)?)));
        let current = format!("v{}", version - 1);
        let found =
            found.and_then(|(file, (section, entry))| Some((file, section, entry, entry.value.entry(&current)?)));
        let Some((file, section, owner, current)) = found else {
            return Err(Refusal::asked(format!("`{current}` of `{}` is nowhere to be found", meta.subject)));
        };
        let pin = |name: &str, old: Option<u32>| pin(name, old, meta.module);
        // Those of the whole file would be gone over for every version that is made.
        let from = file.comments.partition_point(|comment| comment.start < current.key_place.end as usize);
        let to = file.comments.partition_point(|comment| comment.start < file.end_of(current));
        let comments = file.comments.get(from..to).unwrap_or(&[]);
        let next = body::next(current, section == "unions", version, comments, &pin);
        if file.is_in_brackets(&owner.value) || !is_first_in_line(file, current.key_place) {
            return Ok(file.insert(current.value.place.end as usize, format!(", {}", file.line_of(&next.entry))));
        }
        let lines = file.lines_of(&next.entry, &next.comments, file.indentation(owner));
        Ok(file.lines_behind(current, &lines))
    }

    /// Gives the references of a definition that need it a pin.
    fn pin(&self, definition: Definition, pin: PinAt<'_>, edits: &mut Vec<Edit>, pinned: &mut Vec<Pinned>) {
        let meta = self.set.meta(definition);
        let Some(file) = self.file(definition) else { return };
        let Some((section, entry)) = file.definition(meta.place) else { return };
        of_definition(section, &entry.value, &mut |version, node| {
            let NodeKind::Scalar(scalar) = &node.kind else { return };
            let Some(new) = with_pins(&scalar.text, |name, old| pin(name, old, meta.module, version)) else { return };
            let written = file.text.get(node.place.range()).unwrap_or("");
            edits.push(Edit { place: node.place, text: rewritten(scalar, written, &new) });
            pinned.push(Pinned { subject: meta.subject.clone(), version, spelled: new });
        });
    }

    /// Who mentions the target in a current body, or beside bodies, and stays with an older version.
    fn users(&self, target: Definition, bumped: &[Definition], moved: &[Definition]) -> Vec<User> {
        if !is_type(target) {
            return Vec::new();
        }
        let mut users = Vec::new();
        for definition in all(self.set) {
            let mentioned = self.mentioned(definition);
            let subject = || self.set.meta(definition).subject.clone();
            if mentioned.in_body.contains(&target) && !bumped.contains(&definition) {
                users.push(User { subject: subject(), version: versions(self.set, definition) });
            } else if mentioned.beside.contains(&target) && !moved.contains(&definition) {
                users.push(User { subject: subject(), version: None });
            }
        }
        users
    }
}

/// The records and unions whose current versions a definition mentions.
#[derive(Default)]
struct Mentioned {
    in_body: Vec<Definition>,
    beside: Vec<Definition>,
}

fn is_first_in_line(file: &File<'_>, place: Place) -> bool {
    let before = &file.text[..place.start as usize];
    before.trim_end_matches([' ', '\t']).ends_with('\n') || before.trim_start_matches('\u{feff}').trim().is_empty()
}
