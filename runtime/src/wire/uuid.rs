//! UUIDs: the hyphenated form, any letter case read, lower case written. The other forms that the `uuid` crate reads
//! (simple, braced, URN) are not of the wire.

use std::borrow::Cow;

use ::uuid::Uuid;
use ::uuid::fmt::Hyphenated;

use super::Text;
use super::text::wire_text;
use crate::violation::Violation;

impl Text for Uuid {
    const EXPECTING: &'static str = "a UUID such as 0190163d-8694-739b-aea5-966c26f8ad91";

    #[inline]
    fn parse(text: &str) -> Option<Self> {
        // Of the forms that the crate reads, only the hyphenated one has this length.
        if text.len() == Hyphenated::LENGTH { Uuid::try_parse(text).ok() } else { None }
    }

    fn text(&self) -> Result<Cow<'_, str>, Violation> {
        let mut buffer = Uuid::encode_buffer();
        Ok(Cow::Owned(self.hyphenated().encode_lower(&mut buffer).to_owned()))
    }
}

wire_text!(Uuid; spellings: true);
