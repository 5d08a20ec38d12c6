//! The suite that every store passes: each clause of what [`Store`] promises is one test with a name.
//!
//! Whoever writes a store implements [`Harness`] for it, and has all tests from one line:
//!
//! ```
//! use std::sync::Arc;
//!
//! use retold::contract::{Harness, Opening};
//! use retold::store::{MemoryStore, Store};
//!
//! /// A new store for each test.
//! #[derive(Default)]
//! struct Memory(MemoryStore);
//!
//! impl Harness for Memory {
//!     fn open(&self, opening: &Opening) -> Arc<dyn Store> {
//!         let mut store = self.0.clone();
//!         if let Some(service) = &opening.service {
//!             store = store.with_service(service);
//!         }
//!         if let Some(bytes) = opening.largest_event {
//!             store = store.largest_event(bytes);
//!         }
//!         if let Some(clock) = &opening.clock {
//!             store = store.with_clock(clock.clone());
//!         }
//!         Arc::new(store)
//!     }
//! }
//!
//! retold::store_contract!(memory, Memory::default()); // `mod memory`, with a `#[test]` for each clause
//! ```
//!
//! The tests need no async runtime. A store that does brings it in [`Harness::run`].

pub mod aggregates;
mod alarm;
pub mod all;
pub mod append;
pub mod concurrency;
pub mod decoding;
pub mod idempotence;
mod known;
pub mod refusals;
pub mod reopening;
mod scene;
pub mod snapshots;
pub mod stream;
pub mod times;
pub mod waiting;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::store::{Clock, Store};

/// What the tests need to know about a store. Each test makes its own: the expression that
/// [`store_contract!`](crate::store_contract) is given.
pub trait Harness: Send + Sync {
    /// Opens the harness's store: a new one at first, and the same one whenever it is called again, whether there are
    /// handles to it or not.
    ///
    /// # Panics
    /// When it cannot be opened.
    fn open(&self, opening: &Opening) -> Arc<dyn Store>;

    /// Drives a future, on the thread that calls.
    fn run(&self, work: Pin<Box<dyn Future<Output = ()> + '_>>) {
        pollster::block_on(work);
    }

    /// Whether the store takes recorded times from [`Opening::clock`]. One that does not, because a server has the
    /// clock, is held to everything but a clock that goes back.
    fn takes_a_clock(&self) -> bool {
        true
    }

    /// How long a clause waits for something that must come, before it fails.
    fn patience(&self) -> Duration {
        Duration::from_secs(60)
    }
}

/// How a test wants the store opened.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Opening {
    /// The service that opens it.
    pub service: Option<String>,
    /// The bytes of payload and metadata that one event may have; [`LARGEST_EVENT`](crate::store::LARGEST_EVENT) where
    /// it is not said.
    pub largest_event: Option<usize>,
    /// Where recorded times come from; the system's clock where it is not said.
    pub clock: Option<Clock>,
}

/// The names of all clauses, handed on to another macro.
#[doc(hidden)]
#[macro_export]
macro_rules! __store_contract_clauses {
    ([$($then:tt)*] $($before:tt)*) => {
        $($then)*! { $($before)*
            append::versions_count_from_one,
            append::events_of_one_append_stand_together_in_order,
            append::what_is_read_is_what_was_appended,
            append::payloads_are_kept_byte_for_byte,
            append::any_version_will_do_where_none_is_expected,
            append::an_expected_version_that_the_stream_has_is_met,
            append::a_lost_race_names_the_actual_version,
            append::a_version_that_is_yet_to_come_is_not_met,
            append::an_empty_stream_is_expected_as_none_or_as_zero,
            append::a_lost_race_appends_nothing,
            append::streams_do_not_touch_each_other,
            append::the_answer_has_the_position_of_the_last_event,
            append::a_thousand_events_are_appended_at_once,
            append::a_dropped_append_is_all_or_nothing,
            refusals::an_append_has_an_event,
            refusals::names_of_streams_are_any_text,
            refusals::a_stream_without_a_sensible_name_is_refused,
            refusals::an_event_that_makes_no_sense_is_refused,
            refusals::one_bad_event_refuses_all,
            refusals::an_event_larger_than_the_limit_is_refused,
            refusals::an_event_of_a_mebibyte_is_taken,
            refusals::a_stream_of_another_service_is_refused,
            refusals::after_a_refusal_the_store_goes_on,
            idempotence::a_command_that_comes_again_gets_the_first_answer,
            idempotence::a_command_is_looked_up_before_the_expected_version,
            idempotence::a_command_is_known_in_its_stream_alone,
            idempotence::a_command_that_was_refused_may_come_again,
            idempotence::the_answer_to_a_command_can_be_asked_for,
            idempotence::a_command_that_comes_many_times_at_once_has_its_effect_once,
            stream::an_unknown_stream_has_no_events,
            stream::forwards_and_backwards,
            stream::between_versions,
            stream::bounds_outside_the_stream,
            stream::a_limit_and_what_is_beyond_it,
            stream::a_long_stream_is_read_page_by_page,
            stream::large_events_make_small_batches,
            all::positions_ascend_over_all_streams,
            all::what_is_beyond_a_position,
            all::only_events_with_some_names,
            all::events_with_many_names,
            all::names_that_no_event_has,
            all::a_filter_that_leaves_nothing_still_gets_on,
            all::a_limit_on_all_streams_and_what_is_beyond_it,
            all::everything_page_by_page,
            all::the_head_is_the_last_position,
            all::large_events_make_small_batches_of_all_streams,
            times::times_do_not_go_back,
            times::a_clock_that_goes_back_moves_no_event,
            times::a_stream_between_two_times,
            waiting::what_is_there_is_not_waited_for,
            waiting::an_append_wakes_those_that_wait,
            waiting::another_handle_s_append_wakes_them,
            waiting::who_stops_waiting_leaves_nothing_behind,
            waiting::a_subscription_has_history_and_then_what_comes,
            waiting::a_subscription_goes_on_from_a_position,
            waiting::a_subscription_that_is_dropped_in_between_loses_nothing,
            concurrency::one_of_many_writers_wins_each_version,
            concurrency::subscriptions_skip_nothing_while_many_write,
            concurrency::readers_see_whole_appends,
            concurrency::two_handles_write_one_stream,
            snapshots::a_snapshot_comes_back,
            snapshots::a_stream_without_a_snapshot_has_none,
            snapshots::only_a_newer_snapshot_takes_the_place,
            snapshots::a_snapshot_of_a_version_that_is_not_there_is_refused,
            snapshots::snapshots_of_many_streams_at_once,
            reopening::events_are_there_after_reopening,
            reopening::versions_and_positions_go_on_after_reopening,
            reopening::commands_are_known_after_reopening,
            reopening::snapshots_are_there_after_reopening,
            reopening::a_subscription_goes_on_after_reopening,
            decoding::each_version_is_read_by_its_own_body,
            decoding::earlier_names_are_among_what_a_reader_asks_for,
            decoding::a_newer_version_is_read_as_the_version_that_it_names,
            decoding::what_nobody_knows_stops_the_reader_and_says_where,
            decoding::what_nobody_knows_is_parked_or_counted_if_that_is_said,
            aggregates::a_command_is_decided_on_what_has_happened,
            aggregates::a_command_that_comes_again_is_not_decided_again,
            aggregates::commands_that_race_are_all_decided_on_the_newest_state,
            aggregates::the_state_is_what_it_was_at_a_version,
            aggregates::a_snapshot_with_another_fingerprint_is_not_read,
            aggregates::what_is_said_about_a_command_stands_beside_its_events,
        }
    };
}

macro_rules! table {
    ($($group:ident::$clause:ident,)*) => {
        &[$(Clause { name: concat!(stringify!($group), "::", stringify!($clause)), run: $group::$clause }),*]
    };
}

/// One promise, and the test of it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Clause {
    /// What it is called, such as `append::a_lost_race_appends_nothing`.
    pub name: &'static str,
    /// Holds the harness's store to it, and panics where it does not keep it.
    pub run: fn(&dyn Harness),
}

/// All clauses, for who has another way of running tests than [`store_contract!`](crate::store_contract).
pub const CLAUSES: &[Clause] = __store_contract_clauses! { [table] };

/// Makes a module of tests, one for each clause of what a store promises: its name, and an expression that makes a
/// [`Harness`](crate::contract::Harness) with a store of its own.
///
/// See [`contract`](crate::contract) for an example.
#[macro_export]
macro_rules! store_contract {
    ($module:ident, $harness:expr) => {
        $crate::__store_contract_clauses! { [$crate::store_contract] @tests $module, $harness, }
    };
    (@tests $module:ident, $harness:expr, $($group:ident::$clause:ident,)*) => {
        mod $module {
            #[allow(unused_imports)]
            use super::*;

            $(
                #[test]
                fn $clause() {
                    $crate::contract::$group::$clause(&$harness);
                }
            )*
        }
    };
}
