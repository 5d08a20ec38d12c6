//! How findings about steps are worded: types as a schema spells them, values cut where they are long.

use serde_json::Value;

use super::bodies::Pair;
use super::convert::Failure;
use super::fields::Target;
use super::sources::Source;
use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::value::shown;

/// Names in a sentence, cut where there are many.
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut listed: Vec<String> = names.take(13).map(|name| shown(&Value::from(name)).replace('"', "")).collect();
    if listed.len() > 12 {
        listed.truncate(12);
        listed.push("…".to_owned());
    }
    listed.join(", ")
}

/// The finding that a field cannot be had from another for every value.
pub(super) fn loses(pair: &Pair<'_>, target: &Target<'_>, source: &Source<'_>, failure: Failure) -> Diagnostic {
    let none = failure.witness == Some(Value::Null);
    let before = pair.version - 1;
    let mut finding = Diagnostic::new(
        &rules::upcast_loses_values::RULE,
        target.type_place,
        format!(
            "`{}` of v{} cannot be made from every `{}` of v{before}: {}",
            target.name, pair.version, source.name, failure.reason
        ),
    )
    .with_label("not for every older value")
    .with_also(source.field.type_place, format!("what v{before} holds"));
    let fill = if none {
        "`fill: …` gives the value for data that had none".to_owned()
    } else {
        format!("under a new name, `fill: …` gives all older data one value, and `{}` is left behind", source.name)
    };
    let helps = [
        fill,
        "`from: …` takes it from another field of the previous version".to_owned(),
        "`with: crate::function` computes it from the whole previous version".to_owned(),
    ];
    for help in helps {
        finding = finding.with_help(help);
    }
    finding.witness = failure.witness;
    finding
}
