//! Types that a project has already and wants in generated Rust, in the place of those of scalars: as a configuration names
//! them, checked word by word, and as they are bound to a schema set. Whatever is written there becomes a path in Rust and
//! nothing else.

mod path;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::{Builtin, Definition, Named, ScalarId, SchemaSet, Type};
use crate::suggest::nearest;

pub use path::{TypePath, WrongPath};

/// The scalars of the language that another type may stand for by their names.
const REPLACEABLE: [Builtin; 7] = [
    Builtin::Bytes,
    Builtin::Date,
    Builtin::Decimal,
    Builtin::Duration,
    Builtin::Time,
    Builtin::Timestamp,
    Builtin::Uuid,
];

/// A type of the project's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnType {
    /// The type.
    pub path: TypePath,
    /// The type that implements `retold::Bridge` for it, if it does not itself.
    pub with: Option<TypePath>,
    /// Whether it is `Copy`.
    pub copy: bool,
}

/// The types that stand for scalars, by what they stand for: a scalar of the language, such as `timestamp`, or a newtype of
/// the schemas, such as `shop.Sku`.
///
/// ```
/// use retold_codegen::emit::rust::{OwnType, OwnTypes, TypePath};
///
/// let path = TypePath::parse("chrono::DateTime<chrono::Utc>")?;
/// let mut types = OwnTypes::default();
/// types.add("timestamp", OwnType { path, with: None, copy: true })?;
/// # Ok::<(), retold_codegen::emit::rust::WrongPath>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTypes {
    builtins: BTreeMap<Builtin, OwnType>,
    scalars: BTreeMap<String, OwnType>,
}

/// A name for which no type can stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongName {
    /// The name.
    pub name: String,
    /// What is wrong.
    pub message: String,
    /// A name that may have been meant.
    pub suggestion: Option<String>,
    /// What to do.
    pub help: String,
}

impl OwnTypes {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.builtins.is_empty() && self.scalars.is_empty()
    }

    /// The names of the language's scalars that a type may stand for.
    #[must_use]
    pub fn names() -> Vec<&'static str> {
        REPLACEABLE.map(Builtin::name).to_vec()
    }

    /// Adds what stands for a scalar or a newtype. Whether there is such a newtype, [`OwnTypes::wrong`] tells.
    ///
    /// # Errors
    /// If it is the name of a scalar for which nothing else can stand.
    pub fn add(&mut self, name: &str, own: OwnType) -> Result<(), WrongPath> {
        match Builtin::by_name(name) {
            Some(builtin) if REPLACEABLE.contains(&builtin) => {
                self.builtins.insert(builtin, own);
            }
            Some(_) => {
                return Err(WrongPath {
                    message: format!("no other type stands for every `{name}`"),
                    help: format!("give the schema a newtype of `{name}`, and name that: `\"shop.Sku\" = …`"),
                });
            }
            None => {
                self.scalars.insert(name.to_owned(), own);
            }
        }
        Ok(())
    }

    /// The names that are no newtypes of a schema set.
    #[must_use]
    pub fn wrong(&self, set: &SchemaSet) -> Vec<WrongName> {
        self.scalars.keys().filter_map(|name| find(set, name).err()).collect()
    }

    /// What stands for what in a schema set; names that are wrong are left out.
    pub(super) fn bind(&self, set: &SchemaSet) -> Bound {
        let mut bound = Bound { builtins: self.builtins.clone().into_iter().collect(), ..Bound::default() };
        for (name, own) in &self.scalars {
            if let Ok(id) = find(set, name) {
                bound.scalars.insert(id, own.clone());
                let mut below = Some(id);
                while let Some(id) = below.filter(|id| bound.hidden.insert(*id)) {
                    below = match &set[id].inner {
                        Type::Named(Named::Scalar(inner)) => Some(*inner),
                        _ => None,
                    };
                }
            }
        }
        bound
    }
}

/// The newtype of a name: a whole one, or a bare one that only one context has.
fn find(set: &SchemaSet, name: &str) -> Result<ScalarId, WrongName> {
    let all = || set.modules.iter().flat_map(|module| &module.definitions);
    let wrong = |message: String, suggestion: Option<&str>, help: &str| WrongName {
        name: name.to_owned(),
        message,
        suggestion: suggestion.map(str::to_owned),
        help: help.to_owned(),
    };
    let mut found: Vec<Definition> = all().copied().filter(|one| set.meta(*one).subject == name).collect();
    if found.is_empty() {
        found = all().copied().filter(|one| set.meta(*one).name == name).collect();
    }
    match found.as_slice() {
        [Definition::Scalar(id)] => Ok(*id),
        [_] => Err(wrong(
            format!("`{name}` is no newtype, and only for newtypes can another type stand"),
            None,
            "name a definition under `scalars` of a schema",
        )),
        [] => {
            let scalars: BTreeSet<&str> = set.scalars.iter().map(|scalar| scalar.meta.subject.as_str()).collect();
            let known = scalars.iter().copied().chain(REPLACEABLE.map(Builtin::name));
            let help = "a type stands for a newtype under `scalars` of a schema, by its whole name, or for one of `bytes`, \
                        `date`, `decimal`, `duration`, `time`, `timestamp` and `uuid`";
            Err(wrong(format!("the schemas have no newtype `{name}`"), nearest(name, known), help))
        }
        [..] => {
            Err(wrong(format!("several contexts have a `{name}`"), None, "write the whole name, as in `\"shop.Sku\"`"))
        }
    }
}

/// Types of the project's, by what they stand for in a schema set.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    builtins: HashMap<Builtin, OwnType>,
    scalars: HashMap<ScalarId, OwnType>,
    /// The newtypes that are generated for reading and writing alone: those for which a type stands, and what they wrap.
    pub(super) hidden: HashSet<ScalarId>,
}

impl Bound {
    /// Whether nothing stands for anything.
    pub(super) fn is_empty(&self) -> bool {
        self.builtins.is_empty() && self.scalars.is_empty()
    }

    pub(super) fn builtin(&self, builtin: Builtin) -> Option<&OwnType> {
        self.builtins.get(&builtin.plain())
    }

    pub(super) fn scalar(&self, id: ScalarId) -> Option<&OwnType> {
        self.scalars.get(&id)
    }

    /// What stands for a type, if it is a scalar.
    pub(super) fn of(&self, ty: &Type) -> Option<&OwnType> {
        match ty {
            Type::Builtin(builtin) => self.builtin(*builtin),
            Type::Named(Named::Scalar(id)) => self.scalar(*id),
            Type::Named(_) | Type::List(_) | Type::Set(_) | Type::Map(..) | Type::Optional(_) => None,
        }
    }

    /// Whether a type is one of the project's, or a newtype with one at its bottom.
    pub(super) fn is_own(&self, set: &SchemaSet, ty: &Type) -> bool {
        self.of(ty).is_some() || matches!(ty, Type::Named(Named::Scalar(id)) if self.is_own(set, &set[*id].inner))
    }

    /// Whether a scalar is somewhere in a type, outside of records and unions, of which something holds.
    pub(super) fn any_scalar(ty: &Type, holds: &impl Fn(&Type) -> bool) -> bool {
        match ty {
            Type::Builtin(_) | Type::Named(Named::Scalar(_)) => holds(ty),
            Type::Named(_) => false,
            Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => Self::any_scalar(inner, holds),
            Type::Map(key, value) => Self::any_scalar(key, holds) || Self::any_scalar(value, holds),
        }
    }

    /// Whether a type of the project's, which would show it, stands for personal data.
    pub(super) fn shows_personal_data(&self, set: &SchemaSet, ty: &Type) -> bool {
        Self::any_scalar(ty, &|ty| self.scalar_shows(set, ty))
    }

    fn scalar_shows(&self, set: &SchemaSet, ty: &Type) -> bool {
        let Type::Named(Named::Scalar(id)) = ty else { return false };
        match self.scalar(*id) {
            Some(_) => self.is_personal(set, *id),
            // A newtype of personal data hides it by itself.
            None => !set[*id].pii && self.scalar_shows(set, &set[*id].inner),
        }
    }

    fn is_personal(&self, set: &SchemaSet, id: ScalarId) -> bool {
        set[id].pii || matches!(&set[id].inner, Type::Named(Named::Scalar(inner)) if self.is_personal(set, *inner))
    }

    /// Whether a type of the project's can hold what a constraint of the newtype forbids that it stands for.
    pub(super) fn is_unconstrained(&self, set: &SchemaSet, ty: &Type) -> bool {
        Self::any_scalar(ty, &|ty| {
            let mut inner = ty;
            let mut own = false;
            let mut constrained = false;
            while let Type::Named(Named::Scalar(id)) = inner {
                own |= self.scalar(*id).is_some();
                constrained |= own && !set[*id].constraints.is_empty();
                inner = &set[*id].inner;
            }
            constrained
        })
    }
}
