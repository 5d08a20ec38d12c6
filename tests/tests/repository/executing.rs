//! Commands that succeed, are refused, or lead to nothing.

use retold::blocking::block_on;
use retold::store::{Clock, MemoryStore};
use retold::{Aggregate, Command, CommandSet, Context, Event, EventSet, Repository};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::account::{Account, Deposit, Empty, Withdraw, execute, told};

#[test]
fn a_command_is_decided_on_what_has_happened_and_appended() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let told = |command| told(&block_on(accounts.execute(&7, command)));
    assert_eq!(told(Deposit { amount: 50 }), "[+50] at 1, balance 50");
    assert_eq!(told(Deposit { amount: 80 }), "[+80] at 2, balance 130");
    assert_eq!(block_on(accounts.load(&8)).expect("it is empty").version(), 0);
}

#[test]
fn a_command_may_lead_to_several_events_or_none() {
    let store = MemoryStore::new();
    let accounts = Repository::<Account>::new(&store);
    let empty = || block_on(accounts.execute(&7, Empty {}));
    assert_eq!(told(&empty()), "[] at 0, balance 0");
    assert!(empty().expect("it does nothing").appended().is_none());
    execute(&accounts, Deposit { amount: 5 });
    assert_eq!(told(&empty()), "[-2 -3] at 3, balance 0");
}

#[test]
fn a_refused_command_leaves_nothing() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let refused = block_on(accounts.execute(&7, Withdraw { amount: 1 }));
    assert_eq!(told(&refused), "error: the balance is 0");
    assert_eq!(refused.expect_err("it is refused").rejection().map(|rejection| rejection.balance), Some(0));
    assert_eq!(block_on(accounts.load(&7)).expect("it is empty").version(), 0);
}

#[test]
fn several_commands_are_one_append_each_decided_on_the_one_before() {
    let store = MemoryStore::new();
    let accounts = Repository::<Account>::new(&store);
    let several = accounts.command(&7, Deposit { amount: 5 }).and(Withdraw { amount: 3 }).and(Empty {});
    let done = block_on(several.send());
    assert_eq!(told(&done), "[+5 -3 -1 -1] at 4, balance 0");
    let appended = done.ok().and_then(|done| done.appended()).expect("something was appended");
    assert_eq!((appended.first, appended.last), (1, 4));
}

#[test]
fn of_several_commands_one_that_is_refused_refuses_all() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let several = accounts.command(&7, Deposit { amount: 5 }).and(Withdraw { amount: 6 });
    assert_eq!(told(&block_on(several.send())), "error: the balance is 5");
    assert_eq!(block_on(accounts.load(&7)).expect("it is empty").version(), 0);
}

#[test]
fn a_command_that_says_nothing_is_its_own_cause_and_undertaking() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    execute(&accounts, Deposit { amount: 5 });
    let entry = block_on(accounts.history(&7).next()).expect("it is read").expect("there is one");
    let metadata = entry.recorded.metadata;
    assert!(metadata.command_id.is_some() && metadata.event_id.is_some());
    assert_eq!((metadata.correlation, metadata.causation), (metadata.command_id, metadata.command_id));
    assert_eq!((metadata.actor, metadata.traceparent, metadata.entries.len()), (None, None, 0));
}

#[test]
fn what_is_said_about_a_command_stands_beside_each_of_its_events() {
    let accounts = Repository::<Account>::new(&MemoryStore::new());
    let [id, correlation, causation] = [1, 2, 3].map(Uuid::from_u128);
    let request = accounts
        .command(&7, Deposit { amount: 4 })
        .and(Empty {})
        .id(id)
        .correlation(correlation)
        .causation(causation)
        .actor("teller:ada")
        .traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .entry("branch", 12);
    block_on(request.send()).expect("it succeeds");
    let mut history = accounts.history(&7);
    let mut event_ids = Vec::new();
    while let Some(entry) = block_on(history.next()).expect("it is read") {
        let metadata = entry.recorded.metadata;
        assert_eq!(
            serde_json::to_string(&metadata).expect("it can be written"),
            r#"{"correlation":"00000000-0000-0000-0000-000000000002","causation":"00000000-0000-0000-0000-000000000003","command":"00000000-0000-0000-0000-000000000001","actor":"teller:ada","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","branch":12}"#
        );
        event_ids.extend(metadata.event_id);
    }
    event_ids.dedup();
    assert_eq!(event_ids.len(), 3);
}

#[test]
fn a_decision_knows_the_time_of_its_clock_the_actor_and_the_id() {
    #[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
    #[event(name = "diary.Written", version = 1)]
    struct Written {
        context: String,
    }

    #[derive(Clone, Debug, EventSet)]
    enum DiaryEvent {
        Written(Written),
    }

    #[derive(Clone, Command, Serialize, Deserialize)]
    #[command(name = "diary.Write", version = 1, emits(Written))]
    struct Write {}

    #[derive(Clone, CommandSet)]
    enum DiaryCommand {
        Write(Write),
    }

    #[derive(Debug, Default)]
    struct Diary(String);

    impl Aggregate for Diary {
        type Id = &'static str;
        type Event = DiaryEvent;
        type Command = DiaryCommand;
        type Rejection = std::convert::Infallible;
        const STREAM: &'static str = "diary.Diary";

        fn handle(&self, _: DiaryCommand, cx: &Context) -> Result<Vec<DiaryEvent>, Self::Rejection> {
            Ok(vec![Written { context: format!("{} {:?} {}", cx.time, cx.actor, cx.command_id) }.into()])
        }

        fn apply(&mut self, DiaryEvent::Written(event): DiaryEvent) {
            self.0 = event.context;
        }
    }

    let noon = "2026-01-31T12:00:00Z".parse().expect("a time");
    let diaries = Repository::<Diary>::new(&MemoryStore::new()).clock(Clock::new(move || noon));
    let done = block_on(diaries.command(&"ann", Write {}).actor("ann").id(Uuid::from_u128(7)).send());
    let diary = done.expect("it succeeds");
    assert_eq!(diary.state().0, r#"2026-01-31T12:00:00Z Some("ann") 00000000-0000-0000-0000-000000000007"#);
}
