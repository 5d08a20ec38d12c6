//! What a value breaks: where it is, what it is, and what would be allowed. The same error for values that were read,
//! that are built, and that are about to be written.

use std::error::Error;
use std::fmt;

/// A constraint that does not hold, or a value that cannot be written.
///
/// ```
/// let error = "not base64".parse::<retold::Bytes>().unwrap_err();
/// assert_eq!(error.to_string(), "`not base64` is not bytes in standard base64 with padding");
/// assert_eq!(error.path(), "$");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Violation(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    /// From the inside out: how the path is found.
    path: Vec<Segment>,
    value: Option<String>,
    problem: String,
    /// What somebody else said of the value, which may show it.
    because: Option<String>,
}

#[derive(Clone, PartialEq, Eq)]
enum Segment {
    Field(&'static str),
    Key(String),
    Index(usize),
}

impl Violation {
    /// A value that breaks a constraint: `problem` completes "`value` …", or "it …" where the value is not shown.
    #[cold]
    pub(crate) fn new(value: Option<String>, problem: String) -> Self {
        Self(Box::new(Inner { path: Vec::new(), value, problem, because: None }))
    }

    /// A value that a type of the user's refuses: `problem` completes "it …".
    #[cold]
    pub(crate) fn refused(problem: String, because: String) -> Self {
        Self(Box::new(Inner { path: Vec::new(), value: None, problem, because: Some(because) }))
    }

    /// A value that the schema fixes and that a type of the user's refuses.
    #[cold]
    pub(crate) fn of_schema(json: &str, because: &str) -> Self {
        let mut violation =
            Self::new(Some(json.to_owned()), "is the value of the schema, and cannot be had".to_owned());
        violation.0.because = Some(because.to_owned());
        violation
    }

    /// Several values that a type of the user's takes for one.
    #[cold]
    pub(crate) fn merged<T>() -> Self {
        let ty = std::any::type_name::<T>();
        Self::new(None, format!("holds different items that are equal as `{ty}`"))
    }

    #[cold]
    pub(crate) fn repeated_key(key: &str) -> Self {
        Self::new(Some(key.to_owned()), "is a key twice".to_owned())
    }

    #[cold]
    pub(crate) fn unwritable(value: &dyn fmt::Display, expected: &str) -> Self {
        Self::new(Some(value.to_string()), format!("cannot be written: it is not {expected}"))
    }

    /// A text that is none of a type's; `expected` completes "is not …".
    #[must_use]
    #[cold]
    pub fn unreadable(text: &str, expected: &str) -> Self {
        Self::new(Some(text.to_owned()), format!("is not {expected}"))
    }

    #[cold]
    pub(crate) fn repeated() -> Self {
        Self::new(None, "holds an item twice".to_owned())
    }

    /// The same, one level further out.
    #[must_use]
    pub fn at(mut self, field: &'static str) -> Self {
        self.0.path.push(Segment::Field(field));
        self
    }

    pub(crate) fn at_index(mut self, index: usize) -> Self {
        self.0.path.push(Segment::Index(index));
        self
    }

    pub(crate) fn at_key(mut self, key: &str) -> Self {
        self.0.path.push(Segment::Key(key.to_owned()));
        self
    }

    /// The same without the value, which is personal data.
    #[must_use]
    pub fn without_value(mut self) -> Self {
        self.0.value = None;
        self.0.because = None;
        self
    }

    /// Where the value is: `$.lines[3].quantity`; `$` for the whole.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for segment in self.0.path.iter().rev() {
            match segment {
                Segment::Field(name) => crate::path::push_key(&mut path, name),
                Segment::Key(key) => crate::path::push_key(&mut path, key),
                Segment::Index(index) => crate::path::push_index(&mut path, *index),
            }
        }
        path
    }

    /// The value, unless it is personal data or has no short text.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        self.0.value.as_deref()
    }
}

/// As many characters of a value as a message shows.
const SHOWN: usize = 80;

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(formatter, "{}: ", self.path())?;
        }
        match &self.0.value {
            None => formatter.write_str("it")?,
            Some(value) => match value.char_indices().nth(SHOWN) {
                None => write!(formatter, "`{value}`")?,
                Some((end, _)) => write!(formatter, "`{}…`", &value[..end])?,
            },
        }
        write!(formatter, " {}", self.0.problem)?;
        match &self.0.because {
            Some(because) => write!(formatter, ": {because}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Violation({self})")
    }
}

impl Error for Violation {}
