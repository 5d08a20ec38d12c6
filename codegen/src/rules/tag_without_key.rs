//! `tag-without-key`: `tag` stands only where a key inside the payload holds it.

use super::Rule;

pub static RULE: Rule = rule! {
    id: "tag-without-key",
    severity: Error,
    summary: "`tag` stands only where a key inside the payload holds it",
    page: r#"
        `tag` on an event or command is the value that a key inside its payload holds, as in `"eventType":
        "BookingCreated"`. No such key is named, so the value would be written nowhere.

        Name the key for the whole file or for the definition: `wire: { event_tag: eventType }`, for commands
        `command_tag`. If the name of an event on the wire was meant, that is `name`.
    "#,
};
