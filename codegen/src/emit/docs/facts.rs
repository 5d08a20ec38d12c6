//! What can be said of any definition: its kind and the place of that in lists, its versions, whether it holds personal
//! data, its name.

use super::site::Site;
use crate::model::{Definition, Meta, Returns, SchemaSet};

/// The word for a definition of a kind.
pub(super) fn kind(definition: Definition) -> &'static str {
    match definition {
        Definition::Scalar(_) => "scalar",
        Definition::Enum(_) => "enum",
        Definition::Record(_) => "record",
        Definition::Union(_) => "union",
        Definition::Event(_) => "event",
        Definition::Command(_) => "command",
        Definition::Rejection(_) => "rejection",
        Definition::View(_) => "view",
        Definition::Query(_) => "query",
        Definition::Process(_) => "process",
    }
}

/// The folder of the pages of a kind.
pub(super) fn plural(definition: Definition) -> &'static str {
    match definition {
        Definition::Scalar(_) | Definition::Enum(_) | Definition::Record(_) | Definition::Union(_) => "types",
        Definition::Event(_) => "events",
        Definition::Command(_) => "commands",
        Definition::Rejection(_) => "rejections",
        Definition::View(_) => "views",
        Definition::Query(_) => "queries",
        Definition::Process(_) => "processes",
    }
}

/// The order of kinds, in lists.
pub(super) fn order(definition: Definition) -> u8 {
    match definition {
        Definition::Event(_) => 0,
        Definition::Command(_) => 1,
        Definition::Rejection(_) => 2,
        Definition::View(_) => 3,
        Definition::Query(_) => 4,
        Definition::Process(_) => 5,
        Definition::Record(_) => 6,
        Definition::Union(_) => 7,
        Definition::Enum(_) => 8,
        Definition::Scalar(_) => 9,
    }
}

/// Whether a definition has versions, and which.
pub(super) fn versions(set: &SchemaSet, definition: Definition) -> Option<(u32, u32)> {
    match definition {
        Definition::Event(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Command(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Query(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Record(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Union(id) => Some((set[id].versions.first(), set[id].versions.current())),
        Definition::Scalar(_)
        | Definition::Enum(_)
        | Definition::Rejection(_)
        | Definition::View(_)
        | Definition::Process(_) => None,
    }
}

/// Whether a definition holds personal data in any version.
pub(super) fn is_personal(site: &Site<'_>, definition: Definition) -> bool {
    let (set, personal) = (site.set, &site.personal);
    let returns = |returns: &Returns| match returns {
        Returns::Type(ty) => personal.is_in_type(ty),
        Returns::View { .. } => false,
    };
    match definition {
        Definition::Scalar(id) => set[id].pii || personal.is_in_type(&set[id].inner),
        Definition::Enum(_) => false,
        Definition::Record(id) => set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)),
        Definition::Union(id) => set[id]
            .versions
            .iter()
            .any(|(_, body)| body.variants.iter().any(|variant| personal.is_in_fields(&variant.fields))),
        Definition::Event(id) => set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)),
        Definition::Command(id) => set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)),
        Definition::Query(id) => {
            set[id].versions.iter().any(|(_, body)| personal.is_in_body(body)) || returns(&set[id].returns)
        }
        Definition::Rejection(id) => personal.is_in_fields(&set[id].fields),
        Definition::View(id) => personal.is_in_type(&set[id].key) || personal.is_in_view(&set[id].value),
        Definition::Process(id) => personal.is_in_type(&set[id].key) || personal.is_in_fields(&set[id].state),
    }
}

/// What messages call a definition, without its context.
pub(super) fn name(set: &SchemaSet, definition: Definition) -> &str {
    let meta: &Meta = set.meta(definition);
    &meta.name
}
