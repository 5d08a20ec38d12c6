//! Repositories: what a command leads to, what is loaded, what has happened, and what goes wrong.

mod account;
mod blocking;
mod executing;
mod failures;
mod history;
mod loading;
mod model;
mod odd_store;
mod races;
mod repeated;
mod snapshots;
