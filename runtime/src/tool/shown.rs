//! Text from outside made safe to print, and numbers as messages say them.

/// The text with what a terminal would obey escaped.
pub(super) fn escaped(text: &str) -> String {
    let escape = |character: char| match is_unsafe(character) {
        true => character.escape_unicode().to_string(),
        false => character.to_string(),
    };
    text.chars().map(escape).collect()
}

/// Lines of JSON that say the same and move no cursor.
pub(super) fn escaped_json(text: &str) -> String {
    let escape = |character: char| match is_unsafe(character) && character != '\n' {
        // All of them are of the plane that four digits reach.
        true => format!("\\u{:04x}", u32::from(character)),
        false => character.to_string(),
    };
    text.chars().map(escape).collect()
}

fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `1 event`, `2 events`.
pub(super) fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
