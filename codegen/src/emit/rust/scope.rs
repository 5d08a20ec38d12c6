//! The schema set as one module of the generated code sees it: how it calls each definition, and which Rust type stands
//! for each type of the language.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::doubts;
use super::graph::Graph;
use super::layout::{Doc, list};
use super::names::{self, ModuleNames};
use super::own::{Bound, OwnTypes};
use super::owners::Owners;
use crate::model::{
    Builtin, CommandId, EnumId, EventId, Meta, Named, RecordId, ScalarId, SchemaSet, Type, UnionId, ViewId,
};
use crate::plan::Plans;
use crate::{Compiled, ReadsAs, reads_as};

/// What all modules share.
#[derive(Debug)]
pub(super) struct Schema<'s> {
    pub(super) set: &'s SchemaSet,
    pub(super) plans: Cow<'s, Plans>,
    /// Types of the project's.
    pub(super) own: Bound,
    pub(super) modules: Vec<ModuleNames>,
    pub(super) graph: Graph,
    compiled: &'s Compiled,
    reads_as: OnceCell<ReadsAs>,
    becoming: OnceCell<Vec<Vec<EventId>>>,
    pub(super) owners: Owners,
}

/// One module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s> {
    pub(super) schema: &'s Schema<'s>,
    pub(super) module: &'s ModuleNames,
}

impl<'s> Schema<'s> {
    pub(super) fn new(compiled: &'s Compiled, own: &OwnTypes) -> Self {
        let set = &compiled.set;
        let own = own.bind(set);
        let graph = Graph::new(set, &own);
        let plans = doubts::plans(compiled, &own, &graph);
        let modules = names::modules(set);
        let owners = Owners::new(set, &modules);
        Self { set, plans, modules, graph, own, compiled, reads_as: OnceCell::new(), becoming: OnceCell::new(), owners }
    }

    /// Which readers read the current version of an event or a command.
    pub(super) fn reads_as(&self) -> &ReadsAs {
        self.reads_as.get_or_init(|| reads_as(self.compiled))
    }

    /// The events of a module of which stored data became others.
    pub(super) fn becoming(&self, module: usize) -> &[EventId] {
        let all = self.becoming.get_or_init(|| {
            let mut all = vec![Vec::new(); self.set.modules.len()];
            for (index, event) in self.set.events.iter().enumerate() {
                if event.becomes.is_some() {
                    all[event.meta.module.index()].push(EventId::from_index(index));
                }
            }
            all
        });
        &all[module]
    }

    pub(super) fn scope(&'s self, module: usize) -> Scope<'s> {
        Scope { schema: self, module: &self.modules[module] }
    }
}

impl<'s> Scope<'s> {
    pub(super) fn set(&self) -> &'s SchemaSet {
        self.schema.set
    }

    /// A name of the prelude as it is spelled here.
    pub(super) fn prelude(&self, name: &'static str) -> &'static str {
        self.module.prelude(name)
    }

    /// The path to the type of a definition's version.
    pub(super) fn path(&self, meta: &Meta, name: &str) -> String {
        self.module.path_to(&self.schema.modules[meta.module.index()], name)
    }

    pub(super) fn scalar(&self, id: ScalarId) -> String {
        if let Some(own) = self.schema.own.scalar(id) {
            return own.path.as_str().to_owned();
        }
        let meta = &self.set()[id].meta;
        self.path(meta, &names::identifier(&meta.rust_name))
    }

    pub(super) fn enumeration(&self, id: EnumId) -> String {
        let meta = &self.set()[id].meta;
        self.path(meta, &names::identifier(&meta.rust_name))
    }

    pub(super) fn record(&self, id: RecordId, version: u32) -> String {
        let record = &self.set()[id];
        self.path(&record.meta, &names::versioned(&record.meta, version, record.versions.current()))
    }

    pub(super) fn union(&self, id: UnionId, version: u32) -> String {
        let union = &self.set()[id];
        self.path(&union.meta, &names::versioned(&union.meta, version, union.versions.current()))
    }

    pub(super) fn event(&self, id: EventId, version: u32) -> String {
        let event = &self.set()[id];
        self.path(&event.meta, &names::versioned(&event.meta, version, event.versions.current()))
    }

    /// The current version of a command.
    pub(super) fn command(&self, id: CommandId) -> String {
        let meta = &self.set()[id].meta;
        self.path(meta, &names::identifier(&meta.rust_name))
    }

    /// The entries of a view.
    pub(super) fn view(&self, id: ViewId) -> String {
        let meta = &self.set()[id].meta;
        self.path(meta, &names::identifier(&meta.rust_name))
    }

    pub(super) fn named(&self, named: Named) -> String {
        match named {
            Named::Scalar(id) => self.scalar(id),
            Named::Enum(id) => self.enumeration(id),
            Named::Record(id, version) => self.record(id, version),
            Named::Union(id, version) => self.union(id, version),
        }
    }

    /// The type of a field that belongs to `owner`, if its owner is a record or a union.
    pub(super) fn field_type(&self, ty: &Type, owner: Option<Named>) -> Vec<Doc> {
        let boxed = |inner: &Type| {
            let docs = self.ty(inner);
            if self.schema.graph.is_boxed(owner, ty) { generic(self.prelude("Box"), docs) } else { docs }
        };
        match ty {
            Type::Optional(inner) => generic(self.prelude("Option"), boxed(inner)),
            other => boxed(other),
        }
    }

    /// The Rust type of a type of the language, without a box.
    pub(super) fn ty(&self, ty: &Type) -> Vec<Doc> {
        match ty {
            Type::Builtin(builtin) => vec![match self.schema.own.builtin(*builtin) {
                Some(own) => Doc::text(own.path.as_str().to_owned()),
                None => Doc::text(self.builtin(*builtin)),
            }],
            Type::Named(named) => vec![Doc::text(self.named(*named))],
            Type::Optional(inner) => generic(self.prelude("Option"), self.ty(inner)),
            Type::List(inner) => generic(self.prelude("Vec"), self.ty(inner)),
            Type::Set(inner) if self.is_float(inner) => generic(self.prelude("Vec"), self.ty(inner)),
            Type::Set(inner) => generic("::std::collections::BTreeSet", self.ty(inner)),
            Type::Map(key, value) => {
                let mut docs = vec![Doc::text("::std::collections::BTreeMap")];
                let arguments = [Doc::consistent(0, self.ty(key)), Doc::consistent(0, self.ty(value))];
                docs.extend(list("<", arguments, ">"));
                docs
            }
        }
    }

    pub(super) fn builtin(&self, builtin: Builtin) -> &'static str {
        match builtin {
            Builtin::Bool => "bool",
            Builtin::U8 => "u8",
            Builtin::U16 => "u16",
            Builtin::U32 => "u32",
            Builtin::U64 | Builtin::U64String => "u64",
            Builtin::I8 => "i8",
            Builtin::I16 => "i16",
            Builtin::I32 => "i32",
            Builtin::I64 | Builtin::I64String => "i64",
            Builtin::F32 => "f32",
            Builtin::F64 => "f64",
            Builtin::Decimal | Builtin::DecimalNumber => "__rt::Decimal",
            Builtin::String => self.prelude("String"),
            Builtin::Bytes => "__rt::Bytes",
            Builtin::Uuid => "__rt::Uuid",
            Builtin::Date => "__rt::Date",
            Builtin::Time => "__rt::Time",
            Builtin::Timestamp => "__rt::Timestamp",
            Builtin::Duration => "__rt::Duration",
            Builtin::Json => "__rt::Value",
        }
    }

    /// Whether a scalar type is a float, or a newtype of one.
    pub(super) fn is_float(&self, ty: &Type) -> bool {
        match ty {
            Type::Builtin(builtin) => matches!(builtin, Builtin::F32 | Builtin::F64),
            Type::Named(Named::Scalar(id)) => self.is_float(&self.set()[*id].inner),
            Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => false,
        }
    }

    /// The codec of a type whose form on the wire is not the one of its Rust type.
    pub(super) fn codec(&self, ty: &Type) -> Option<String> {
        let nested = |codec: &str, inner: &Type| self.codec(inner).map(|inner| format!("__rt::{codec}<{inner}>"));
        if let Some(codec) = self.own_codec(ty) {
            return Some(codec);
        }
        match ty {
            Type::Builtin(Builtin::DecimalNumber) => Some("__rt::AsNumber".to_owned()),
            Type::Builtin(Builtin::U64String | Builtin::I64String) => Some("__rt::AsString".to_owned()),
            Type::Builtin(_) | Type::Named(_) => None,
            Type::Optional(inner) => nested("Opt", inner),
            Type::List(inner) => nested("List", inner),
            Type::Set(inner) if self.is_float(inner) => Some("__rt::FloatSet".to_owned()),
            Type::Set(inner) => nested("Set", inner),
            Type::Map(_, value) => nested("Map", value),
        }
    }

    /// The codec of a list without equal items in a body that only reads, where its items can be written all the same
    /// and one value has several spellings.
    pub(super) fn unique_codec(&self, ty: &Type) -> Option<String> {
        match ty {
            Type::Optional(inner) => self.unique_codec(inner).map(|inner| format!("__rt::Opt<{inner}>")),
            Type::List(item) if self.is_written(item) && has_spellings(item) => {
                let inner = self.codec(item).unwrap_or_else(|| "__rt::Plain".to_owned());
                Some(format!("__rt::Unique<{inner}>"))
            }
            Type::Builtin(_) | Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) => None,
        }
    }

    /// Whether the Rust type writes, and does not only read.
    fn is_written(&self, ty: &Type) -> bool {
        match ty {
            Type::Builtin(_) | Type::Named(Named::Scalar(_) | Named::Enum(_)) => true,
            Type::Named(named) => self.schema.graph.is_written(*named),
            Type::List(inner) | Type::Set(inner) | Type::Map(_, inner) | Type::Optional(inner) => {
                self.is_written(inner)
            }
        }
    }

    /// Whether values of this type are copied rather than moved.
    pub(super) fn is_copy(&self, ty: &Type) -> bool {
        match ty {
            ty if self.schema.own.of(ty).is_some() => self.schema.own.of(ty).is_some_and(|own| own.copy),
            Type::Builtin(builtin) => !matches!(builtin, Builtin::String | Builtin::Bytes | Builtin::Json),
            Type::Named(Named::Scalar(id)) => self.is_copy(&self.set()[*id].inner),
            Type::Named(Named::Enum(id)) => !self.set()[*id].open,
            Type::Named(Named::Record(..) | Named::Union(..)) | Type::List(_) | Type::Set(_) | Type::Map(..) => false,
            Type::Optional(inner) => self.is_copy(inner),
        }
    }
}

/// Whether different JSON may be one value of the type.
fn has_spellings(ty: &Type) -> bool {
    match ty {
        Type::Builtin(builtin) => {
            !matches!(builtin, Builtin::Bool | Builtin::String | Builtin::Bytes | Builtin::Date)
                && builtin.integer_bounds().is_none()
        }
        Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => true,
    }
}

/// `outer<inner>`.
pub(super) fn generic(outer: &str, inner: Vec<Doc>) -> Vec<Doc> {
    let mut docs = vec![Doc::text(outer.to_owned())];
    docs.extend(list("<", [Doc::consistent(0, inner)], ">"));
    docs
}
