//! Type expressions bound to definitions, with their pins.

use crate::diagnostic::Diagnostic;
use crate::model::{Builtin, Definition, KeyForm, Named, Returns, Type, ViewCount};
use crate::rules;
use crate::source::Place;
use crate::written::{TypeExpression, TypeKind};

use super::Resolver;
use super::names::Kinds;

impl Resolver<'_> {
    /// The type that an expression means in a file.
    pub(super) fn ty(&mut self, expression: &TypeExpression, file: usize) -> Option<Type> {
        let place = expression.place;
        match &expression.kind {
            TypeKind::Name { name, pin } => {
                self.named(name, *pin, place, file, Kinds::Types).and_then(|named| match named {
                    NamedType::Type(ty) => Some(ty),
                    NamedType::View(_) => None,
                })
            }
            TypeKind::List(item) => Some(Type::List(Box::new(self.ty(item, file)?))),
            TypeKind::Set(item) => {
                let item_type = self.ty(item, file)?;
                if !self.is_scalar(&item_type) {
                    self.report(
                        Diagnostic::new(
                            &rules::set_of_non_scalars::RULE,
                            item.place,
                            "a set holds scalars, newtypes of scalars or enums: nothing else has an order to be sorted by",
                        )
                        .with_help("write `list<…>`, with `unique: true` if no item may come twice"),
                    );
                    return None;
                }
                Some(Type::Set(Box::new(item_type)))
            }
            TypeKind::Map(key, value) => {
                let key_type = match key {
                    None => Some(Type::Builtin(Builtin::String)),
                    Some(key) => self.ty(key, file).filter(|ty| {
                        let is_key = self.is_key(ty);
                        if !is_key {
                            self.report(
                                Diagnostic::new(
                                    &rules::map_key_type::RULE,
                                    key.place,
                                    "a key of a map is text, an integer, a uuid, a date, an enum, or a newtype of these",
                                )
                                .with_help("a list of records that hold the key as a field takes any type"),
                            );
                        }
                        is_key
                    }),
                };
                let value_type = self.ty(value, file);
                Some(Type::Map(Box::new(key_type?), Box::new(value_type?)))
            }
            TypeKind::Optional(inner) => {
                let inner = self.ty(inner, file)?;
                if inner.is_optional() {
                    return Some(inner);
                }
                Some(Type::Optional(Box::new(inner)))
            }
        }
    }

    /// What a query returns.
    pub(super) fn returns(&mut self, expression: &TypeExpression, file: usize) -> Option<Returns> {
        let (inner, count) = match &expression.kind {
            TypeKind::Optional(inner) => (&**inner, ViewCount::Optional),
            TypeKind::List(inner) => (&**inner, ViewCount::List),
            _ => (expression, ViewCount::One),
        };
        if let TypeKind::Name { name, pin } = &inner.kind
            && let NamedType::View(view) = self.named(name, *pin, inner.place, file, Kinds::TypesAndViews)?
        {
            return Some(Returns::View { view, count });
        }
        Some(Returns::Type(self.ty(expression, file)?))
    }

    fn named(&mut self, name: &str, pin: Option<u32>, place: Place, file: usize, kinds: Kinds) -> Option<NamedType> {
        if let Some(builtin) = Builtin::by_name(name) {
            self.no_pin(name, pin, place)?;
            return Some(NamedType::Type(Type::Builtin(builtin)));
        }
        let definition = self.find(name, place, file, kinds)?;
        let named = match definition {
            Definition::Scalar(id) => {
                self.no_pin(name, pin, place)?;
                Named::Scalar(id)
            }
            Definition::Enum(id) => {
                self.no_pin(name, pin, place)?;
                Named::Enum(id)
            }
            Definition::Record(id) => Named::Record(id, self.pinned(definition, name, pin, place)?),
            Definition::Union(id) => Named::Union(id, self.pinned(definition, name, pin, place)?),
            Definition::View(id) => {
                self.no_pin(name, pin, place)?;
                return Some(NamedType::View(id));
            }
            Definition::Event(_)
            | Definition::Command(_)
            | Definition::Rejection(_)
            | Definition::Query(_)
            | Definition::Process(_) => return None,
        };
        Some(NamedType::Type(Type::Named(named)))
    }

    /// Reports a version of something that has none.
    fn no_pin(&mut self, name: &str, pin: Option<u32>, place: Place) -> Option<()> {
        let Some(pin) = pin else { return Some(()) };
        self.report(
            Diagnostic::new(
                &rules::pin_not_versioned::RULE,
                place,
                format!("`{name}` has no versions, so `@{pin}` means nothing"),
            )
            .with_help(format!("write `{name}`"))
            .with_edit(place, name),
        );
        None
    }

    /// The version that a reference to a record or union means.
    fn pinned(&mut self, definition: Definition, name: &str, pin: Option<u32>, place: Place) -> Option<u32> {
        let (first, current) = self.names.versions(definition)?;
        match pin {
            None if current <= 1 => Some(1),
            None => {
                let mut problem = Diagnostic::new(
                    &rules::pin_missing::RULE,
                    place,
                    format!("`{name}` has {current} versions, and this does not say which one it means"),
                )
                .with_help(format!(
                    "write `{name}@{first}` if this is as old as version {first}, or another version up to `{name}@{current}`"
                ));
                if first == 1 {
                    // What was written before a second version existed meant the first.
                    problem = problem.with_edit(place, format!("{name}@1"));
                }
                self.report(problem);
                None
            }
            Some(pin) if pin >= first && pin <= current => Some(pin),
            Some(_) if self.problems.is_full(place.file) => {
                self.broken.insert(self.subject.clone());
                None
            }
            Some(pin) => {
                let why = if pin < first { "is retired" } else { "does not exist" };
                let also = self.place_of(definition);
                self.report(
                    Diagnostic::new(
                        &rules::pin_unknown_version::RULE,
                        place,
                        format!("version {pin} of `{name}` {why}"),
                    )
                    .with_also(also, format!("it has versions {first} to {current}"))
                    .with_help(format!("write `{name}@{current}` for the current one")),
                );
                None
            }
        }
    }

    /// What a type is under its newtypes; `None` for containers and for a newtype of something unknown.
    pub(super) fn base<'t>(&'t self, ty: &'t Type) -> &'t Type {
        let mut ty = ty;
        // Bounded, so that newtypes of each other, which are reported elsewhere, end too.
        for _ in 0..=self.set.scalars.len() {
            match ty {
                Type::Named(Named::Scalar(id)) => match self.set.scalars.get(id.index()) {
                    Some(scalar) => ty = &scalar.inner,
                    None => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    pub(super) fn is_scalar(&self, ty: &Type) -> bool {
        match self.base(ty) {
            Type::Builtin(builtin) => *builtin != Builtin::Json,
            Type::Named(Named::Enum(_) | Named::Scalar(_)) => true,
            _ => false,
        }
    }

    pub(super) fn is_key(&self, ty: &Type) -> bool {
        match self.base(ty) {
            Type::Builtin(builtin) => builtin.key_form() != KeyForm::No,
            Type::Named(Named::Enum(_)) => true,
            _ => false,
        }
    }
}

enum NamedType {
    Type(Type),
    View(crate::model::ViewId),
}
