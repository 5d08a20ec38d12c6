//! The program as people run it: real processes in folders of their own, judged by exit status, standard output,
//! standard error and the files they leave.

#[cfg(unix)]
mod action;
mod allow;
mod bump;
mod by_hand;
mod catalogue;
mod check;
mod compat;
mod config;
mod diff;
mod documents;
mod edits;
mod explain;
mod faces;
mod fix;
mod fmt;
mod generate;
mod git;
mod help;
mod history;
#[cfg(unix)]
mod hook;
mod hostile;
mod init;
mod lock;
mod new;
mod project;
mod reading;
mod recorded;
mod refusals;
mod rust;
mod scaffold;
#[cfg(feature = "stores")]
mod stores;
mod streams;
mod tour;
mod upcast;
mod validate;
#[cfg(unix)]
mod watch;
