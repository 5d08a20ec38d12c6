//! Which JSON Schema a document is written in.

use serde_json::Value;

/// The dialects that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Draft 4, 6 or 7: what stands beside `$ref` is ignored.
    Draft07,
    /// 2019-09: as draft 7 but for `$ref`, `$anchor` and what is new.
    Draft2019,
    /// 2020-12.
    Draft2020,
    /// The document does not say: 2020-12, with the older form of `items` where it is used.
    Unsaid,
    /// The document does not say, and has `definitions` as older ones have: as before, but what stands beside `$ref` is
    /// ignored.
    UnsaidOlder,
    /// Another one.
    Unknown(String),
}

impl Dialect {
    pub(super) fn of(root: &Value) -> Self {
        let Some(named) = root.get("$schema") else {
            let older = root.get("definitions").is_some() && root.get("$defs").is_none();
            return if older { Self::UnsaidOlder } else { Self::Unsaid };
        };
        let Some(name) = named.as_str() else { return Self::Unknown(named.to_string()) };
        let known = name.trim_end_matches('#').trim_end_matches('/');
        let known = known.strip_prefix("https://").or_else(|| known.strip_prefix("http://")).unwrap_or(known);
        match known {
            "json-schema.org/draft-04/schema"
            | "json-schema.org/draft-06/schema"
            | "json-schema.org/draft-07/schema" => Self::Draft07,
            "json-schema.org/draft/2019-09/schema" => Self::Draft2019,
            "json-schema.org/draft/2020-12/schema" => Self::Draft2020,
            // The one that is newest.
            "json-schema.org/schema" => Self::Unsaid,
            _ => Self::Unknown(name.to_owned()),
        }
    }

    /// Whether `$ref` stands alone, whatever is beside it.
    pub(super) fn reference_stands_alone(&self) -> bool {
        matches!(self, Self::Draft07 | Self::UnsaidOlder)
    }

    /// Whether `prefixItems` is a keyword.
    pub(super) fn has_prefix_items(&self) -> bool {
        matches!(self, Self::Draft2020 | Self::Unsaid | Self::UnsaidOlder | Self::Unknown(_))
    }

    /// Whether `items` may be a list of schemas.
    pub(super) fn has_items_list(&self) -> bool {
        *self != Self::Draft2020
    }

    /// Whether the keywords of 2019-09 are keywords: `dependentRequired`, `minContains`, `unevaluatedProperties`, ….
    pub(super) fn has_2019(&self) -> bool {
        *self != Self::Draft07
    }
}
