//! Schema sets for the tests of single stages, made by hand: a test of a later stage does not depend on an earlier one.

use serde_json::Value;

use crate::model::{
    Body, Bound, Builtin, Constraints, Definition, Enum, EnumId, EnumValue, Field, Meta, Module, ModuleId, Named,
    NoneForm, Pattern, Record, RecordId, Scalar, ScalarId, SchemaSet, Type, Union, UnionBody, UnionId, Variant,
    Versions,
};
use crate::source::{FileId, Place};

pub(crate) const NOWHERE: Place = Place { file: FileId(0), start: 0, end: 0 };

/// Builds a set one definition at a time; a type names only what was defined before, or its own definition.
#[derive(Debug, Default)]
pub(crate) struct Sets {
    pub(crate) set: SchemaSet,
}

pub(crate) fn meta(name: &str) -> Meta {
    Meta {
        module: ModuleId::from_index(0),
        name: name.to_owned(),
        rust_name: name.to_owned(),
        subject: format!("shop.{name}"),
        doc: None,
        deprecated: None,
        frozen: false,
        place: NOWHERE,
    }
}

pub(crate) fn body(fields: Vec<Field>) -> Body {
    Body { fields, none: NoneForm::Absent, tag: None, note: None, reserved: Vec::new(), upcast: None, place: NOWHERE }
}

pub(crate) fn pattern(written: &str) -> Constraints {
    Constraints { pattern: Some(Pattern::parse(written).expect("a pattern")), ..Constraints::default() }
}

pub(crate) fn range(min: i128, max: i128) -> Constraints {
    Constraints { min: Some(Bound::Integer(min)), max: Some(Bound::Integer(max)), ..Constraints::default() }
}

pub(crate) fn lengths(min: u64, max: u64) -> Constraints {
    Constraints { min_length: Some(min), max_length: Some(max), ..Constraints::default() }
}

impl Field {
    pub(crate) fn default(mut self, value: Value) -> Self {
        self.default = Some(value);
        self
    }

    pub(crate) fn alias(mut self, name: &str) -> Self {
        self.aliases.push(name.to_owned());
        self
    }
}

impl Sets {
    pub(crate) fn new() -> Self {
        let mut sets = Self::default();
        sets.set.modules.push(Module {
            file: FileId(0),
            path: vec!["shop".to_owned()],
            context: Some("shop".to_owned()),
            doc: None,
            aggregate: None,
            owner: None,
            definitions: Vec::new(),
        });
        sets
    }

    fn defined(&mut self, definition: Definition) {
        self.set.modules[0].definitions.push(definition);
    }

    pub(crate) fn scalar(&mut self, name: &str, inner: &str, constraints: Constraints) -> ScalarId {
        let inner = self.ty(inner);
        let id = ScalarId::from_index(self.set.scalars.len());
        self.set.scalars.push(Scalar { meta: meta(name), inner, constraints, pii: false, unit: None });
        self.defined(Definition::Scalar(id));
        id
    }

    /// Values are written `Name`, `Name=wire` or `Name=wire=alias`.
    pub(crate) fn enumeration(&mut self, name: &str, open: bool, values: &[&str]) -> EnumId {
        let values = values
            .iter()
            .map(|written| {
                let mut parts = written.split('=');
                let name = parts.next().unwrap_or_default();
                EnumValue {
                    name: name.to_owned(),
                    rust_name: name.to_owned(),
                    wire: parts.next().unwrap_or(name).to_owned(),
                    aliases: parts.map(str::to_owned).collect(),
                    doc: None,
                    deprecated: None,
                    place: NOWHERE,
                }
            })
            .collect();
        let id = EnumId::from_index(self.set.enums.len());
        self.set.enums.push(Enum { meta: meta(name), open, values });
        self.defined(Definition::Enum(id));
        id
    }

    /// A record; `bodies` is called with the record already there, so that it can contain itself.
    pub(crate) fn record(&mut self, name: &str, bodies: impl FnOnce(&Self) -> Vec<Vec<Field>>) -> RecordId {
        let id = RecordId::from_index(self.set.records.len());
        let empty = Versions::new(1, vec![body(Vec::new())]).expect("a body");
        self.set.records.push(Record { meta: meta(name), versions: empty });
        let bodies = bodies(self).into_iter().map(body).collect();
        self.set.records[id.index()].versions = Versions::new(1, bodies).expect("a body");
        self.defined(Definition::Record(id));
        id
    }

    pub(crate) fn union(
        &mut self,
        name: &str,
        content: Option<&str>,
        open: bool,
        bodies: impl FnOnce(&Self) -> Vec<Vec<(&'static str, Vec<Field>)>>,
    ) -> UnionId {
        let id = UnionId::from_index(self.set.unions.len());
        let made = |variants: Vec<(&str, Vec<Field>)>| UnionBody {
            variants: variants
                .into_iter()
                .map(|(name, fields)| {
                    let (name, renamed_from) = match name.split_once('<') {
                        Some((name, old)) => (name, Some(old.to_owned())),
                        None => (name, None),
                    };
                    Variant { name: name.to_owned(), rust_name: name.to_owned(), renamed_from, fields, place: NOWHERE }
                })
                .collect(),
            note: None,
            reserved: Vec::new(),
            upcast: None,
            none: NoneForm::Absent,
            place: NOWHERE,
        };
        let empty = Versions::new(1, vec![made(Vec::new())]).expect("a body");
        let content = content.map(str::to_owned);
        self.set.unions.push(Union { meta: meta(name), tag: "type".to_owned(), content, open, versions: empty });
        let bodies = bodies(self).into_iter().map(made).collect();
        self.set.unions[id.index()].versions = Versions::new(1, bodies).expect("a body");
        self.defined(Definition::Union(id));
        id
    }

    pub(crate) fn field(&self, name: &str, ty: &str) -> Field {
        Field {
            name: name.to_owned(),
            rust_name: name.to_owned(),
            wire_name: name.to_owned(),
            aliases: Vec::new(),
            ty: self.ty(ty),
            constraints: Constraints::default(),
            default: None,
            fill: None,
            source: None,
            map: Vec::new(),
            doc: None,
            example: None,
            deprecated: None,
            pii: false,
            unit: None,
            place: NOWHERE,
            type_place: NOWHERE,
        }
    }

    /// A type as a schema spells it.
    pub(crate) fn ty(&self, written: &str) -> Type {
        if let Some(inner) = written.strip_suffix('?') {
            return Type::Optional(Box::new(self.ty(inner)));
        }
        if let Some((outer, inner)) = written.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
            return match outer {
                "list" => Type::List(Box::new(self.ty(inner))),
                "set" => Type::Set(Box::new(self.ty(inner))),
                "map" => {
                    let (key, value) = inner.split_once(", ").unwrap_or(("string", inner));
                    Type::Map(Box::new(self.ty(key)), Box::new(self.ty(value)))
                }
                other => panic!("{other} takes no parameters"),
            };
        }
        match written {
            "decimal:number" => return Type::Builtin(Builtin::DecimalNumber),
            "u64:string" => return Type::Builtin(Builtin::U64String),
            "i64:string" => return Type::Builtin(Builtin::I64String),
            _ => {}
        }
        if let Some(builtin) = Builtin::by_name(written) {
            return Type::Builtin(builtin);
        }
        let (name, version) = written.split_once('@').unwrap_or((written, "1"));
        let version = version.parse().expect("a version");
        let set = &self.set;
        let found = |metas: Vec<&Meta>| metas.iter().position(|meta| meta.name == name);
        if let Some(index) = found(set.scalars.iter().map(|scalar| &scalar.meta).collect()) {
            return Type::Named(Named::Scalar(ScalarId::from_index(index)));
        }
        if let Some(index) = found(set.enums.iter().map(|definition| &definition.meta).collect()) {
            return Type::Named(Named::Enum(EnumId::from_index(index)));
        }
        if let Some(index) = found(set.records.iter().map(|record| &record.meta).collect()) {
            return Type::Named(Named::Record(RecordId::from_index(index), version));
        }
        if let Some(index) = found(set.unions.iter().map(|union| &union.meta).collect()) {
            return Type::Named(Named::Union(UnionId::from_index(index), version));
        }
        panic!("no type {written}")
    }
}
