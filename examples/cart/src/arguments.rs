//! What the program is asked to do.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use retold::store::Moment;

/// How it is started.
pub(crate) const USAGE: &str = "\
usage: cart [--order | --history | --as-of VERSION-OR-TIME] [FILE.db]

Without an option it goes shopping: 2 apples, 3 bananas, and no apples after all. The next run goes on from there.
  --order        places the order, if all of it is available
  --history      what happened to the cart: who, when and why
  --as-of 3      the cart as it was at that version, or at a time such as 2026-01-31T12:00:00Z
The events are kept in FILE.db; otherwise in $CART_DB, or in cart.db beside the sources of this example.";

/// What is wanted.
#[derive(Debug, PartialEq)]
pub(crate) enum Wanted {
    Shop,
    Order,
    History,
    AsOf(Moment),
    Help,
}

/// What is wanted, and where the events are; or what is wrong with the arguments.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<(Wanted, PathBuf), String> {
    let (mut wanted, mut file) = (None, None);
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let option = match argument.to_str() {
            Some("--order") => Wanted::Order,
            Some("--history") => Wanted::History,
            Some("--as-of") => Wanted::AsOf(moment(arguments.next())?),
            Some("--help" | "-h") => Wanted::Help,
            Some(option) if option.starts_with('-') => return Err(format!("there is no option `{option}`")),
            _ if file.is_some() => return Err("the events are in one file".to_owned()),
            _ => {
                file = Some(PathBuf::from(argument));
                continue;
            }
        };
        if wanted.replace(option).is_some() {
            return Err("one thing at a time".to_owned());
        }
    }
    let file = file.or_else(|| env::var_os("CART_DB").filter(|path| !path.is_empty()).map(PathBuf::from));
    let file = file.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("cart.db"));
    Ok((wanted.unwrap_or(Wanted::Shop), file))
}

fn moment(argument: Option<OsString>) -> Result<Moment, String> {
    let text = argument.and_then(|argument| argument.into_string().ok()).unwrap_or_default();
    if let Ok(version) = text.parse() {
        return Ok(Moment::Version(version));
    }
    text.parse().map(Moment::Time).map_err(|_| format!("`{text}` is neither a version nor a time"))
}
