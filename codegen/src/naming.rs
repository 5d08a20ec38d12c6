//! Names in Rust for names in a schema: which words a spelling consists of, and what becomes of them. Raw identifiers
//! (`r#type`) are left to the emitter; words that no raw identifier can spell get a `_` here, so that what is unique
//! here is unique in the generated code.

/// The type of a definition: as spelled, with a capital first letter.
///
/// ```
/// assert_eq!(retold_codegen::naming::type_name("itemAdded"), "ItemAdded");
/// assert_eq!(retold_codegen::naming::type_name("self"), "Self_");
/// ```
#[must_use]
pub fn type_name(name: &str) -> String {
    avoid_unspellable(capitalized(name))
}

/// A type that is derived from the one of a definition: an older version, or what an aggregate brings.
///
/// ```
/// assert_eq!(retold_codegen::naming::derived_name("Cart", "Event"), "CartEvent");
/// assert_eq!(retold_codegen::naming::derived_name("Self_", "V1"), "SelfV1");
/// ```
#[must_use]
pub fn derived_name(type_name: &str, suffix: &str) -> String {
    format!("{}{suffix}", type_name.trim_end_matches('_'))
}

/// What follows the name of an aggregate in the names of what generated code derives from it.
pub const AGGREGATE_SUFFIXES: [&str; 5] = ["Event", "Command", "Rejection", "Decision", "Logic"];

/// What follows the name of a view.
pub const VIEW_SUFFIXES: [&str; 2] = ["View", "ViewEvent"];

/// What follows the name of a process; each of its deadlines does as well.
pub const PROCESS_SUFFIXES: [&str; 6] = ["State", "Input", "Sends", "Deadline", "Reaction", "Process"];

/// What follows the name of whoever answers the queries of a file: its aggregate, or the file.
pub const QUERY_SUFFIXES: [&str; 2] = ["Query", "Queries"];

/// What the queries of a file belong to, in words and as the beginning of names in Rust: its aggregate, or the file.
pub(crate) fn queries_of(aggregate: Option<&str>, path: &[String]) -> (String, String) {
    match (aggregate, path.last()) {
        (Some(aggregate), _) => (aggregate.to_owned(), derived_name(&type_name(aggregate), "")),
        (None, Some(file)) => (file.clone(), derived_name(&variant_name(file), "")),
        (None, None) => (String::new(), String::new()),
    }
}

/// A field, a method's part or a module: snake case.
///
/// ```
/// use retold_codegen::naming::snake;
/// assert_eq!(snake("bookingId"), "booking_id");
/// assert_eq!(snake("HTTPServer2"), "http_server2");
/// assert_eq!(snake("already_so"), "already_so");
/// assert_eq!(snake("self"), "self_");
/// ```
#[must_use]
pub fn snake(name: &str) -> String {
    avoid_unspellable(snake_words(name))
}

/// Snake case without regard for Rust's words: what the cases on the wire start from.
pub(crate) fn snake_words(name: &str) -> String {
    if !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return name.replace('-', "_");
    }
    let mut result = String::new();
    let letters: Vec<char> = name.chars().collect();
    for (index, &letter) in letters.iter().enumerate() {
        if letter == '-' {
            result.push('_');
            continue;
        }
        if letter.is_ascii_uppercase() && index > 0 {
            let before = letters[index - 1];
            let after = letters.get(index + 1).copied().unwrap_or('_');
            let starts_word = before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && after.is_ascii_lowercase());
            if starts_word {
                result.push('_');
            }
        }
        result.push(letter.to_ascii_lowercase());
    }
    result
}

/// A variant for any text: its words in upper camel case. Letters outside ASCII, and text without a letter or digit,
/// are spelled by their code points, so that distinct symbols stay distinct.
///
/// ```
/// use retold_codegen::naming::variant_name;
/// assert_eq!(variant_name("EUR"), "Eur");
/// assert_eq!(variant_name("in_progress"), "InProgress");
/// assert_eq!(variant_name("DemandFalling"), "DemandFalling");
/// assert_eq!(variant_name("1st"), "V1st");
/// assert_eq!(variant_name("<="), "U3cU3d");
/// assert_eq!(variant_name(""), "Empty");
/// ```
#[must_use]
pub fn variant_name(text: &str) -> String {
    if text.is_empty() {
        return "Empty".to_owned();
    }
    if !text.chars().any(char::is_alphanumeric) {
        return text.chars().map(|letter| format!("U{:x}", u32::from(letter))).collect();
    }
    let mut result = String::new();
    for part in text.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()) {
        for word in snake_words(part).split('_') {
            let mut spelled = String::new();
            for letter in word.chars() {
                if letter.is_ascii() {
                    spelled.push(letter);
                } else {
                    spelled.push_str(&format!("U{:x}", u32::from(letter)));
                }
            }
            result.push_str(&capitalized(&spelled));
        }
    }
    if result.starts_with(|first: char| first.is_ascii_digit()) {
        result.insert(0, 'V');
    }
    avoid_unspellable(result)
}

fn capitalized(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

/// `r#self` and its like do not exist.
fn avoid_unspellable(mut name: String) -> String {
    if matches!(name.as_str(), "self" | "Self" | "super" | "crate" | "_") {
        name.push('_');
    }
    name
}

/// Whether a path can be the path of a function: segments of identifiers joined by `::`, the first of which may be
/// `crate` or empty.
pub(crate) fn is_function_path(path: &str) -> bool {
    let mut segments: Vec<&str> = path.strip_prefix("::").unwrap_or(path).split("::").collect();
    if segments.len() > 1 && segments[0] == "crate" && !path.starts_with("::") {
        segments.remove(0);
    } else if segments.len() < 2 {
        return false;
    }
    segments.iter().all(|segment| {
        let segment = segment.strip_prefix("r#").unwrap_or(segment);
        let mut letters = segment.chars();
        letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
            && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && !matches!(segment, "self" | "Self" | "super" | "crate" | "_")
    })
}
