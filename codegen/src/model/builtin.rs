//! The scalar types of the language, one table row each: how they are called, what JSON they are, which exact text
//! they read. A new one is one row here and one implementation in the runtime.

/// A scalar type of the language. `as: number` on a decimal and `as: string` on a 64-bit integer are types of their
/// own here: the same Rust type with another form on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Builtin {
    Bool,
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    /// A decimal as a string.
    Decimal,
    /// A decimal as a JSON number (`as: number`).
    DecimalNumber,
    /// A `u64` as a string (`as: string`).
    U64String,
    /// An `i64` as a string (`as: string`).
    I64String,
    String,
    Bytes,
    Uuid,
    Date,
    Time,
    Timestamp,
    Duration,
    Json,
}

/// The kind of JSON that a scalar type is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction, between these bounds, both included.
    Integer {
        /// The lowest.
        min: i128,
        /// The highest.
        max: i128,
    },
    /// Any finite number that the type can hold.
    Number,
    /// A string.
    Text,
    /// Any value.
    Any,
}

/// How a type is written as a key of a JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    /// The text itself.
    Text,
    /// The decimal digits of an integer: `-?(0|[1-9]\d*)`, without `-0`, within the type's bounds.
    Integer,
    /// It cannot be a key.
    No,
}

impl Builtin {
    /// Every type that can be named in a schema, in the order in which messages list them.
    pub const NAMED: [Builtin; 20] = [
        Builtin::Bool,
        Builtin::U8,
        Builtin::U16,
        Builtin::U32,
        Builtin::U64,
        Builtin::I8,
        Builtin::I16,
        Builtin::I32,
        Builtin::I64,
        Builtin::F32,
        Builtin::F64,
        Builtin::Decimal,
        Builtin::String,
        Builtin::Bytes,
        Builtin::Uuid,
        Builtin::Date,
        Builtin::Time,
        Builtin::Timestamp,
        Builtin::Duration,
        Builtin::Json,
    ];

    /// The type with this name in the schema language.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Builtin> {
        Self::NAMED.into_iter().find(|builtin| builtin.name() == name)
    }

    /// The name in the schema language.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Builtin::Bool => "bool",
            Builtin::U8 => "u8",
            Builtin::U16 => "u16",
            Builtin::U32 => "u32",
            Builtin::U64 | Builtin::U64String => "u64",
            Builtin::I8 => "i8",
            Builtin::I16 => "i16",
            Builtin::I32 => "i32",
            Builtin::I64 | Builtin::I64String => "i64",
            Builtin::F32 => "f32",
            Builtin::F64 => "f64",
            Builtin::Decimal | Builtin::DecimalNumber => "decimal",
            Builtin::String => "string",
            Builtin::Bytes => "bytes",
            Builtin::Uuid => "uuid",
            Builtin::Date => "date",
            Builtin::Time => "time",
            Builtin::Timestamp => "timestamp",
            Builtin::Duration => "duration",
            Builtin::Json => "json",
        }
    }

    /// The JSON that it is on the wire.
    #[must_use]
    pub fn json_form(self) -> JsonForm {
        let integer = |min: i128, max: i128| JsonForm::Integer { min, max };
        match self {
            Builtin::Bool => JsonForm::Boolean,
            Builtin::U8 => integer(0, u8::MAX.into()),
            Builtin::U16 => integer(0, u16::MAX.into()),
            Builtin::U32 => integer(0, u32::MAX.into()),
            Builtin::U64 => integer(0, u64::MAX.into()),
            Builtin::I8 => integer(i8::MIN.into(), i8::MAX.into()),
            Builtin::I16 => integer(i16::MIN.into(), i16::MAX.into()),
            Builtin::I32 => integer(i32::MIN.into(), i32::MAX.into()),
            Builtin::I64 => integer(i64::MIN.into(), i64::MAX.into()),
            Builtin::F32 | Builtin::F64 | Builtin::DecimalNumber => JsonForm::Number,
            Builtin::Decimal
            | Builtin::U64String
            | Builtin::I64String
            | Builtin::String
            | Builtin::Bytes
            | Builtin::Uuid
            | Builtin::Date
            | Builtin::Time
            | Builtin::Timestamp
            | Builtin::Duration => JsonForm::Text,
            Builtin::Json => JsonForm::Any,
        }
    }

    /// The bounds of an integer type, whatever its form on the wire.
    #[must_use]
    pub fn integer_bounds(self) -> Option<(i128, i128)> {
        match self {
            Builtin::U64String => Builtin::U64.integer_bounds(),
            Builtin::I64String => Builtin::I64.integer_bounds(),
            other => match other.json_form() {
                JsonForm::Integer { min, max } => Some((min, max)),
                JsonForm::Boolean | JsonForm::Number | JsonForm::Text | JsonForm::Any => None,
            },
        }
    }

    /// How it is written as the key of a map.
    #[must_use]
    pub fn key_form(self) -> KeyForm {
        match self {
            Builtin::String | Builtin::Uuid | Builtin::Date => KeyForm::Text,
            Builtin::U8
            | Builtin::U16
            | Builtin::U32
            | Builtin::U64
            | Builtin::I8
            | Builtin::I16
            | Builtin::I32
            | Builtin::I64
            | Builtin::U64String
            | Builtin::I64String => KeyForm::Integer,
            Builtin::Bool
            | Builtin::F32
            | Builtin::F64
            | Builtin::Decimal
            | Builtin::DecimalNumber
            | Builtin::Bytes
            | Builtin::Time
            | Builtin::Timestamp
            | Builtin::Duration
            | Builtin::Json => KeyForm::No,
        }
    }

    /// The type with the same values and the form on the wire that `as:` asks for; `None` where it asks for none.
    #[must_use]
    pub fn written_as(self, form: &str) -> Option<Builtin> {
        match (self, form) {
            (Builtin::Decimal, "number") => Some(Builtin::DecimalNumber),
            (Builtin::U64, "string") => Some(Builtin::U64String),
            (Builtin::I64, "string") => Some(Builtin::I64String),
            _ => None,
        }
    }

    /// The type without its `as:`, for comparing what values it has.
    #[must_use]
    pub fn plain(self) -> Builtin {
        match self {
            Builtin::DecimalNumber => Builtin::Decimal,
            Builtin::U64String => Builtin::U64,
            Builtin::I64String => Builtin::I64,
            other => other,
        }
    }
}
