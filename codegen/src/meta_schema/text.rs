//! Kinds of text: names, type expressions, paths.

use schemars::JsonSchema;

/// Text of a form: a newtype whose schema is a pattern, what an editor says when it does not match, and an example.
macro_rules! text {
    ($($(#[doc = $doc:literal])+ $name:ident: $pattern:literal, $message:literal, $example:literal;)+) => {$(
        $(#[doc = $doc])+
        #[derive(PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
        #[schemars(transparent, extend("patternErrorMessage" = $message), example = &$example)]
        pub(super) struct $name(#[schemars(regex(pattern = $pattern))] String);
    )+};
}

text! {
    /// The number of a version: `v1`, `v2`, … without a gap.
    VersionKey: "^v[1-9][0-9]*$", "a version is `v1`, `v2`, …", "v1";
    /// The name of a definition.
    DefinitionName: "^[A-Za-z][A-Za-z0-9]*$", "a name is letters and digits, a letter first", "ItemAdded";
    /// The name of a field.
    FieldName: "^[A-Za-z_][A-Za-z0-9_]*$", "a field is called by letters, digits and `_`", "quantity";
    /// The name of a definition, with its context where that is another one.
    Reference: r"^([a-z][a-z0-9_]*\.)*[A-Za-z][A-Za-z0-9]*$", "name a definition, such as `ItemAdded` or `shop.ItemAdded`", "shop.ItemAdded";
    /// A whole name on the wire.
    WireName: "^[A-Za-z0-9_.-]+$", "a name on the wire is letters, digits, `_`, `.` and `-`", "shop.ItemAdded";
    /// The prefix of names on the wire.
    Context: r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", "a context is small letters, digits and `_`, with dots between", "shop";
    /// The path of a Rust function; a `?` at its end says that it returns a `Result`.
    FunctionPath: r"^(::)?(r#)?[A-Za-z_][A-Za-z0-9_]*(::(r#)?[A-Za-z_][A-Za-z0-9_]*)*\??$", "name a Rust function, such as `crate::split`", "crate::split";
    /// A field of the previous version; dots lead into records.
    SourcePath: r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$", "name a field of the previous version, such as `qty` or `address.city`", "address.city";
    /// A duration: a day is 24 hours.
    Duration: r"^P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]{1,9})?S)?)?$", "a duration is `P1D`, `PT10M`, `PT1.5S`, …", "PT10M";
    /// A number as text, for decimals and for integers that JSON readers round.
    NumberText: r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$", "a number in quotes, such as \"0.01\"", "0.01";
    /// A name, perhaps with the version of a record or union behind `@`, or a list, set or map of types; a `?` at the
    /// end says that there may be none.
    TypeText: r"^\s*([A-Za-z_][A-Za-z0-9_.]*(@[1-9][0-9]*)?|(list|set|map)\s*<[A-Za-z0-9_.@?<>,\s]+>)\s*\??\s*$", "write a type, such as `u32`, `Money@2`, `list<Sku>`, `map<Sku, u64>` or `string?`", "list<Sku>";
}

/// A type of the language itself.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(super) enum BuiltinType {
    /// `true` or `false`.
    Bool,
    /// An integer from 0 to 255.
    U8,
    /// An integer from 0 to 65 535.
    U16,
    /// An integer from 0 to 4 294 967 295.
    U32,
    /// An integer from 0 to 2⁶⁴ − 1.
    U64,
    /// An integer from −128 to 127.
    I8,
    /// An integer from −32 768 to 32 767.
    I16,
    /// An integer from −2 147 483 648 to 2 147 483 647.
    I32,
    /// An integer from −2⁶³ to 2⁶³ − 1.
    I64,
    /// A finite number with about 7 digits.
    F32,
    /// A finite number with about 15 digits.
    F64,
    /// An exact decimal number, as a string such as `"12.50"`; `as: number` makes it a JSON number.
    Decimal,
    /// Text.
    String,
    /// Bytes, as base64.
    Bytes,
    /// A UUID.
    Uuid,
    /// A day, as `2027-01-31`.
    Date,
    /// A time of day without an offset, as `12:30:45`.
    Time,
    /// A moment, as RFC 3339; any offset is read, `Z` is written.
    Timestamp,
    /// A duration, as `P1DT2H`; a day is 24 hours.
    Duration,
    /// Any JSON value.
    Json,
}

/// A type: one of the language (`u32`, `string`, `timestamp`, …), the name of a definition (`Money`, `Money@2`,
/// `shop.Money`), `list<T>`, `set<T>`, `map<K, V>`, and `T?` where there may be none.
#[derive(JsonSchema)]
#[schemars(untagged, example = &"u32", example = &"Money@2", example = &"map<Sku, list<u64>>", example = &"string?")]
pub(super) enum TypeExpression {
    Builtin(BuiltinType),
    Text(TypeText),
}
