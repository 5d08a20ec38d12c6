//! Whatever is sent, in whatever order, with whatever snapshots and pages: a repository does what a plain list does.

use std::collections::HashMap;

use proptest::prelude::*;
use retold::blocking::Repository;
use retold::store::{MemoryStore, Moment, Store};
use uuid::Uuid;

use crate::account::{Account, AccountCommand, Deposit, Empty, Withdraw, short, told};
use crate::odd_store::OddStore;

#[derive(Clone, Debug)]
enum Step {
    /// Commands for one append, with or without an id.
    Send { account: u64, commands: Vec<AccountCommand>, id: Option<u8> },
    /// The state as it was.
    AsOf { account: u64, version: u64 },
}

fn any_command() -> impl Strategy<Value = AccountCommand> {
    prop_oneof![
        3 => (0_u64..20).prop_map(|amount| Deposit { amount }.into()),
        2 => (0_u64..20).prop_map(|amount| Withdraw { amount }.into()),
        1 => Just(Empty {}.into()),
    ]
}

fn any_step() -> impl Strategy<Value = Step> {
    let commands = prop::collection::vec(any_command(), 1..4);
    prop_oneof![
        3 => (0_u64..3, commands, prop::option::of(0_u8..6))
            .prop_map(|(account, commands, id)| Step::Send { account, commands, id }),
        1 => (0_u64..3, 0_u64..30).prop_map(|(account, version)| Step::AsOf { account, version }),
    ]
}

/// What should be: the amounts of each account in order, and the first answers.
#[derive(Default)]
struct Model {
    accounts: HashMap<u64, Vec<i64>>,
    answers: HashMap<(u64, u8), (Vec<i64>, usize, i64)>,
}

impl Model {
    fn send(&mut self, account: u64, commands: &[AccountCommand], id: Option<u8>) -> String {
        if let Some((events, version, balance)) = id.and_then(|id| self.answers.get(&(account, id))) {
            return answer(events, *version, *balance, ", repeated");
        }
        let stream = self.accounts.entry(account).or_default();
        let mut balance: i64 = stream.iter().sum();
        let mut events = Vec::new();
        for command in commands {
            match command {
                AccountCommand::Deposit(Deposit { amount }) => events.push(amount.cast_signed()),
                AccountCommand::Withdraw(Withdraw { amount }) if amount.cast_signed() > balance => {
                    return format!("error: the balance is {balance}");
                }
                AccountCommand::Withdraw(Withdraw { amount }) => events.push(-amount.cast_signed()),
                AccountCommand::Empty(_) if balance == 0 => {}
                AccountCommand::Empty(_) => events.extend([-(balance / 2), -(balance - balance / 2)]),
                AccountCommand::Break(_) => {}
            }
            balance = stream.iter().chain(&events).sum();
        }
        stream.extend(&events);
        if let Some(id) = id.filter(|_| !events.is_empty()) {
            self.answers.insert((account, id), (events.clone(), stream.len(), balance));
        }
        answer(&events, stream.len(), balance, "")
    }

    fn as_of(&self, account: u64, version: u64) -> (u64, i64) {
        let events = self.accounts.get(&account).map_or(&[][..], Vec::as_slice);
        let events = &events[..events.len().min(version as usize)];
        (events.len() as u64, events.iter().sum())
    }
}

fn answer(events: &[i64], version: usize, balance: i64, repeated: &str) -> String {
    // Nothing taken out is `-0` in an event, and zero here.
    let shown: Vec<String> = events.iter().map(|amount| amount.abs().to_string()).collect();
    format!("[{}] at {version}, balance {balance}{repeated}", shown.join(" "))
}

/// What came, without the signs.
fn unsigned(told: &str) -> String {
    told.replace(['+', '-'], "")
}

fn follow(store: &(impl Store + Clone), snapshots: u64, steps: Vec<Step>) {
    let mut model = Model::default();
    let accounts = Repository::<Account>::new(store).snapshot_every(snapshots);
    for step in steps {
        match step {
            Step::Send { account, commands, id } => {
                let should = model.send(account, &commands, id);
                let mut commands = commands.into_iter();
                let first = commands.next().expect("there is a command");
                let request = accounts.command(&account, first);
                let request = commands.fold(request, |request, command| request.and(command));
                let request = match id {
                    Some(id) => request.id(Uuid::from_u128(id.into())),
                    None => request,
                };
                assert_eq!(unsigned(&told(&request.send())), should);
            }
            Step::AsOf { account, version } => {
                let then = accounts.as_of(&account, Moment::Version(version)).expect("it is read");
                assert_eq!((then.version(), then.balance.cast_signed()), model.as_of(account, version));
            }
        }
    }
    for (account, events) in &model.accounts {
        let now = accounts.load(account).expect("it is read");
        assert_eq!((now.version(), now.balance.cast_signed()), model.as_of(*account, u64::MAX));
        let history: Vec<String> = accounts
            .history(account)
            .map(|entry| entry.expect("it is read").events.iter().map(short).collect())
            .collect();
        let should: Vec<String> = events.iter().map(|amount| amount.abs().to_string()).collect();
        assert_eq!(history.iter().map(|event| unsigned(event)).collect::<Vec<_>>(), should);
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(128))]

    #[test]
    fn in_memory(steps in prop::collection::vec(any_step(), 0..40), page in 1_usize..5, snapshots in 1_u64..8) {
        follow(&OddStore::new(&MemoryStore::new()).page(page), snapshots, steps);
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn in_sqlite(steps in prop::collection::vec(any_step(), 0..40), snapshots in 1_u64..8) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let store = retold::sqlite::open(folder.path().join("bank.db")).expect("it can be opened");
        follow(&store, snapshots, steps);
    }
}
