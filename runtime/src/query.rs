//! Queries: what is asked of read models, and what they answer. A query has a name on the wire and versions as a command
//! has; its answer is one type, in the form that the schema gives it.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde_core::de::DeserializeOwned;
use serde_core::ser::Serialize;

use crate::decode_error::DecodeError;
use crate::encoded::{EncodeError, Encoded};
use crate::read::{ReadError, Request};
use crate::recorded::{Payload, Recorded};
use crate::versioned::{Kind, Versioned};
use crate::wire::{Codec, CodecWrite, Seed};

/// JSON, or why a value has none.
#[doc(hidden)]
pub type Written = serde_json::Result<Vec<u8>>;

/// One version of a query. Derived with [`Query`](macro@crate::Query).
///
/// ```
/// use retold::Query;
/// # use serde::{Deserialize, Serialize};
/// #[derive(retold::Query, Deserialize, Serialize)]
/// #[query(name = "shop.GetTotal", version = 1, answer = Option<u64>)]
/// struct GetTotal {
///     cart_id: String,
/// }
///
/// assert_eq!(GetTotal::encode_answer(&Some(7))?, b"7");
/// assert_eq!(GetTotal::decode_answer("null")?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is no query", note = "derive `retold::Query` for it")]
pub trait Query: Versioned {
    /// What it answers: the same for all its versions.
    type Answer;

    /// The answer as JSON.
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    #[doc(hidden)]
    fn write_answer(answer: &Self::Answer) -> Written;

    /// Reads an answer.
    ///
    /// # Errors
    /// When it has not the shape of an answer.
    #[doc(hidden)]
    fn read_answer(json: &str) -> Result<Self::Answer, ReadError>;

    /// The answer as it is sent: compact JSON.
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    fn encode_answer(answer: &Self::Answer) -> Result<Vec<u8>, EncodeError> {
        Self::write_answer(answer).map_err(|source| EncodeError::answer(Self::NAME, Self::VERSION, source))
    }

    /// An answer as whoever asked got it.
    ///
    /// # Errors
    /// When it has not the shape of an answer.
    fn decode_answer<'a>(answer: impl Into<Payload<'a>>) -> Result<Self::Answer, DecodeError> {
        let got = Recorded::new(Self::NAME, Self::VERSION, answer);
        let json = got.payload.text().map_err(|error| DecodeError::not_utf8(&got, error).in_answer())?;
        Self::read_answer(json).map_err(|error| DecodeError::new(&got, json, error, &[]).in_answer())
    }

    /// Awaits an answer and encodes it: what a dispatcher does.
    #[doc(hidden)]
    fn answered<'a, E>(answer: impl Future<Output = Result<Self::Answer, E>> + Send + 'a) -> Answering<'a, E> {
        Box::pin(async move { Ok(Self::encode_answer(&answer.await.map_err(AnswerError::Handler)?)?) })
    }
}

/// The queries of a module, each in its current version. Derived with [`QuerySet`](macro@crate::QuerySet).
#[diagnostic::on_unimplemented(message = "`{Self}` is no set of queries", note = "derive `retold::QuerySet` for it")]
pub trait QuerySet: Sized + 'static {
    /// The current queries, in the order of the variants.
    const KINDS: &'static [Kind];

    /// Reads a payload by name and version.
    ///
    /// # Errors
    /// When it cannot be read.
    #[doc(hidden)]
    fn read(request: &Request<'_>) -> Result<Self, ReadError>;

    /// The name and version of this query.
    fn kind(&self) -> &'static Kind;

    /// The query as it is sent.
    ///
    /// # Errors
    /// When a constraint does not hold, or JSON has no such value.
    fn encode(&self) -> Result<Encoded, EncodeError>;

    /// What a query that was sent is today, whichever version its sender knows.
    ///
    /// # Errors
    /// When the name or the version is not known, the payload has not the shape of its version, or a step fails.
    fn decode<'a>(sent: impl Into<Recorded<'a>>) -> Result<Self, DecodeError> {
        let sent = sent.into();
        let json = sent.payload.text().map_err(|error| DecodeError::not_utf8(&sent, error))?;
        let request = Request { name: sent.name, version: sent.version, reads_as: sent.reads_as, json };
        Self::read(&request).map_err(|error| DecodeError::new(&sent, json, error, &[Self::KINDS]))
    }
}

/// An answer in the making: compact JSON once it is ready. Any executor can drive it.
pub type Answering<'a, E> = Pin<Box<dyn Future<Output = Result<Vec<u8>, AnswerError<E>>> + Send + 'a>>;

/// Why a query was not answered.
#[derive(Debug)]
pub enum AnswerError<E> {
    /// What the handler said.
    Handler(E),
    /// The answer cannot be written.
    Encode(EncodeError),
}

impl<E> From<EncodeError> for AnswerError<E> {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl<E: fmt::Display> fmt::Display for AnswerError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Handler(error) => error.fmt(formatter),
            Self::Encode(error) => error.fmt(formatter),
        }
    }
}

// Also of a handler whose error is none to the standard library, such as a `Box<dyn Error>`.
impl<E: fmt::Debug + fmt::Display> Error for AnswerError<E> {}

/// An answer in serde's form.
///
/// # Errors
/// When JSON has no such value.
pub fn write<T: Serialize>(answer: &T) -> Written {
    serde_json::to_vec(answer)
}

/// An answer in the form of a codec.
///
/// # Errors
/// When a constraint does not hold, or JSON has no such value.
pub fn write_with<T, C: CodecWrite<T>>(answer: &T) -> Written {
    let mut out = Vec::new();
    C::write(answer, &mut serde_json::Serializer::new(&mut out))?;
    Ok(out)
}

/// An answer in serde's form.
///
/// # Errors
/// When it has another shape.
pub fn read<T: DeserializeOwned>(json: &str) -> Result<T, ReadError> {
    serde_json::from_str(json).map_err(ReadError::Shape)
}

/// An answer in the form of a codec.
///
/// # Errors
/// When it has another shape, or breaks a constraint.
pub fn read_with<T, C: Codec<T>>(json: &str) -> Result<T, ReadError> {
    use serde_core::de::DeserializeSeed;

    let mut deserializer = serde_json::Deserializer::from_str(json);
    let answer = Seed::<T, C>::new().deserialize(&mut deserializer).map_err(ReadError::Shape)?;
    deserializer.end().map_err(ReadError::Shape)?;
    Ok(answer)
}

/// Makes a struct one version of a query: the keys of [`Event`](derive@crate::Event), and `answer = Type`, what it answers.
///
/// ```
/// use retold::Query;
/// # use serde::{Deserialize, Serialize};
/// #[derive(retold::Query, Deserialize, Serialize)]
/// #[query(name = "shop.GetTotal", version = 1, answer = Option<u64>)]
/// struct GetTotal {
///     cart_id: String,
/// }
///
/// assert_eq!(GetTotal::encode_answer(&None)?, b"null");
/// # Ok::<(), retold::EncodeError>(())
/// ```
///
/// The answer is read and written by serde; `codec = Type` is for generated code. With `schema = "…"` the answer is held
/// against the schema as well.
pub use retold_macros::Query;

/// Makes an enum the queries of a service, each in its current version. An endpoint decodes what was sent, in any
/// version, and has it answered.
///
/// ```
/// # use serde::{Deserialize, Serialize};
/// # #[derive(retold::Query, Debug, PartialEq, Deserialize, Serialize)]
/// # #[query(name = "shop.GetTotal", version = 1, answer = Option<u64>)]
/// # struct GetTotal { cart_id: String }
/// use retold::{QuerySet, Recorded};
///
/// #[derive(QuerySet, Debug, PartialEq)]
/// enum CartQuery {
///     GetTotal(GetTotal),
/// }
///
/// let query = CartQuery::decode(Recorded::new("shop.GetTotal", 1, r#"{"cart_id":"7"}"#))?;
/// assert_eq!(query, CartQuery::GetTotal(GetTotal { cart_id: "7".to_owned() }));
/// # Ok::<(), retold::DecodeError>(())
/// ```
///
/// A generated set has the function `answer(handler)` as well: it calls the method of the handler that the query is for,
/// and gives the answer as JSON.
pub use retold_macros::QuerySet;
