//! Types that a project has already, in generated code: how a value of one becomes a scalar of the schema language, and
//! the other way round. The text on the wire is read, checked and written by the library's own type of the scalar in any
//! case, so that whatever stands for it changes neither what is stored nor what is refused.

#[cfg(feature = "chrono")]
mod chrono;
mod own;
mod standard;
#[cfg(feature = "time")]
mod time;

pub use own::{ByText, Itself};

/// Why a value is refused: any error, through `?`, or a text, through `.into()`.
pub type Refused = Box<dyn std::error::Error + Send + Sync>;

/// How values of `T` stand for a scalar of the schema language, such as [`Decimal`](crate::scalar::Decimal) for `decimal`.
///
/// A type of your own implements it itself, and is named under `[generate.rust.types]` in `retold.toml`:
///
/// ```
/// use retold::scalar::Decimal;
/// use retold::{Bridge, Refused};
///
/// /// An amount in cents.
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// struct Amount(i64);
///
/// impl Bridge<Decimal> for Amount {
///     fn from_scalar(scalar: Decimal) -> Result<Self, Refused> {
///         let cents = scalar * Decimal::ONE_HUNDRED;
///         if !cents.is_integer() {
///             return Err("a fraction of a cent".into());
///         }
///         Ok(Amount(cents.try_into()?))
///     }
///
///     fn to_scalar(value: &Self) -> Result<Decimal, Refused> {
///         Ok(Decimal::new(value.0, 2))
///     }
/// }
/// ```
///
/// For a type of another crate, a type of yours implements it that has no other use, and is named beside the type, as
/// `{ type = "bigdecimal::BigDecimal", with = "crate::Big" }`:
///
/// ```
/// # use retold::scalar::Decimal;
/// # use retold::{Bridge, Refused};
/// # mod bigdecimal {
/// #     #[derive(Clone, Debug, PartialEq)]
/// #     pub struct BigDecimal(pub String);
/// #     impl std::str::FromStr for BigDecimal {
/// #         type Err = std::convert::Infallible;
/// #         fn from_str(text: &str) -> Result<Self, Self::Err> { Ok(Self(text.to_owned())) }
/// #     }
/// # }
/// use bigdecimal::BigDecimal;
///
/// struct Big;
///
/// impl Bridge<Decimal, BigDecimal> for Big {
///     fn from_scalar(scalar: Decimal) -> Result<BigDecimal, Refused> {
///         Ok(scalar.to_string().parse()?)
///     }
///
///     fn to_scalar(value: &BigDecimal) -> Result<Decimal, Refused> {
///         # let plain = |value: &BigDecimal| value.0.clone();
///         Ok(Decimal::from_str_exact(&plain(value))?)
///     }
/// }
/// ```
///
/// What is refused is an error of the reading or of the writing, with its place, and never a panic. Both directions must
/// fit: what `from_scalar` made of a scalar, `to_scalar` makes into the same scalar again. A type that cannot hold a value
/// refuses it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no bridge between `{T}` and `{Scalar}`, which is what it stands for in the schema",
    label = "no `Bridge` from `{Scalar}`",
    note = "implement `retold::Bridge<{Scalar}>` for a type of your own; for one of another crate, name a type that does in \
            retold.toml: `{{ type = \"…\", with = \"crate::…\" }}`",
    note = "types of `chrono` and `time` need the feature of `retold` that is called so"
)]
pub trait Bridge<Scalar, T = Self> {
    /// The value that a scalar is.
    ///
    /// # Errors
    /// When the type cannot hold it.
    fn from_scalar(scalar: Scalar) -> Result<T, Refused>;

    /// The scalar that a value is.
    ///
    /// # Errors
    /// When there is none.
    fn to_scalar(value: &T) -> Result<Scalar, Refused>;
}
