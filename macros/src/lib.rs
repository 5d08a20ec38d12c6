//! The derives of Retold. This crate is named by nobody but `retold`, which re-exports them and documents them; here
//! are the entry points alone.
//!
//! A derive goes through the same passes each time: `ast` and `attr` read what the user wrote and keep its spans,
//! `valid` finds mistakes, `expand` spells the impls and cannot fail. A derive that failed emits its errors and, from
//! `fallback`, an empty impl, so that one mistake is one error.

mod ast;
mod attr;
mod expand;
mod fallback;
mod problems;
#[cfg(feature = "schema")]
mod schema;
mod suggest;
mod valid;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

use expand::plain_set::Of;

/// See `retold::Event`.
#[proc_macro_derive(Event, attributes(event))]
pub fn event(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::event::derive(&input).into()
}

/// See `retold::include_schema`.
#[cfg(feature = "schema")]
#[proc_macro]
pub fn include_schema(input: TokenStream) -> TokenStream {
    schema::include::expand(input.into()).into()
}

/// See `retold::Command`.
#[proc_macro_derive(Command, attributes(command))]
pub fn command(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::command::derive(&input).into()
}

/// See `retold::EventSet`.
#[proc_macro_derive(EventSet, attributes(event_set))]
pub fn event_set(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::event_set::derive(&input).into()
}

/// See `retold::CommandSet`.
#[proc_macro_derive(CommandSet, attributes(command_set))]
pub fn command_set(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::plain_set::derive(&input, Of::Commands).into()
}

/// See `retold::Query`.
#[proc_macro_derive(Query, attributes(query))]
pub fn query(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::query::derive(&input).into()
}

/// See `retold::QuerySet`.
#[proc_macro_derive(QuerySet, attributes(query_set))]
pub fn query_set(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::plain_set::derive(&input, Of::Queries).into()
}

/// See `retold::Aggregate`.
#[proc_macro_derive(Aggregate, attributes(aggregate))]
pub fn aggregate(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::aggregate::derive(&input).into()
}

/// See `retold::View`.
#[proc_macro_derive(View, attributes(view))]
pub fn view(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::view::derive(&input).into()
}

/// See `retold::Process`.
#[proc_macro_derive(Process, attributes(process))]
pub fn process(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::process::derive(&input).into()
}

/// For generated code: a struct of the schema language.
#[proc_macro_derive(Record, attributes(retold))]
pub fn record(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::record::derive(&input).into()
}

/// For generated code: a newtype of the schema language.
#[proc_macro_derive(Newtype, attributes(retold))]
pub fn newtype(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::newtype::derive(&input).into()
}

/// For generated code: an enum of the schema language.
#[proc_macro_derive(Enum, attributes(retold))]
pub fn enumeration(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::enumeration::derive(&input).into()
}

/// For generated code: a tagged union of the schema language.
#[proc_macro_derive(Union, attributes(retold))]
pub fn union(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    expand::union::derive(&input).into()
}
