//! An account with everything that can happen to a stored event: a second version, one that became two others, one that
//! became nothing, one that cannot be written.

use std::collections::BTreeMap;
use std::fmt;

use retold::blocking::block_on;
use retold::store::{Append, MemoryStore, NewEvent, Store};
use retold::{Aggregate, Command, CommandSet, Context, Event, EventSet, ExecuteError, Executed, Repository};
use serde::{Deserialize, Serialize};

#[derive(Clone, Event, Deserialize)]
#[event(name = "bank.Deposited", version = 1)]
pub(crate) struct DepositedV1 {
    sum: u32,
}

#[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
#[event(name = "bank.Deposited", version = 2, from = DepositedV1)]
pub(crate) struct Deposited {
    pub(crate) amount: u64,
}

impl From<DepositedV1> for Deposited {
    fn from(old: DepositedV1) -> Self {
        Self { amount: old.sum.into() }
    }
}

#[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
#[event(name = "bank.Withdrawn", version = 1)]
pub(crate) struct Withdrawn {
    pub(crate) amount: u64,
}

/// JSON has no such map: it cannot be written.
#[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
#[event(name = "bank.Broken", version = 1)]
pub(crate) struct Broken {
    map: BTreeMap<Vec<u8>, u8>,
}

#[derive(Clone, Event, Deserialize)]
#[event(name = "bank.Exchanged", version = 1)]
pub(crate) struct ExchangedV1 {
    out: u64,
    r#in: u64,
}

#[derive(Clone, Event, Deserialize)]
#[event(name = "bank.Looked", version = 1)]
pub(crate) struct LookedV1 {}

fn exchanged(old: ExchangedV1) -> Vec<AccountEvent> {
    vec![Withdrawn { amount: old.out }.into(), Deposited { amount: old.r#in }.into()]
}

#[derive(Clone, Debug, PartialEq, EventSet)]
#[event_set(becomes(ExchangedV1, with = exchanged, into("bank.Withdrawn", "bank.Deposited")), becomes(LookedV1))]
pub(crate) enum AccountEvent {
    Deposited(Deposited),
    Withdrawn(Withdrawn),
    Broken(Broken),
}

#[derive(Clone, Debug, Command, Serialize, Deserialize)]
#[command(name = "bank.Deposit", version = 1, emits(Deposited))]
pub(crate) struct Deposit {
    pub(crate) amount: u64,
}

#[derive(Clone, Debug, Command, Serialize, Deserialize)]
#[command(name = "bank.Withdraw", version = 1, emits(Withdrawn))]
pub(crate) struct Withdraw {
    pub(crate) amount: u64,
}

/// Takes everything out, in two pieces; nothing where there is nothing.
#[derive(Clone, Debug, Command, Serialize, Deserialize)]
#[command(name = "bank.Empty", version = 1, emits(Withdrawn))]
pub(crate) struct Empty {}

#[derive(Clone, Debug, Command, Serialize, Deserialize)]
#[command(name = "bank.Break", version = 1, emits(Deposited, Broken))]
pub(crate) struct Break {}

#[derive(Clone, Debug, CommandSet)]
pub(crate) enum AccountCommand {
    Deposit(Deposit),
    Withdraw(Withdraw),
    Empty(Empty),
    Break(Break),
}

#[derive(Debug, PartialEq)]
pub(crate) struct TooLittle {
    pub(crate) balance: u64,
}

impl fmt::Display for TooLittle {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the balance is {}", self.balance)
    }
}

impl std::error::Error for TooLittle {}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub(crate) balance: u64,
    pub(crate) events: u64,
}

impl Aggregate for Account {
    type Id = u64;
    type Event = AccountEvent;
    type Command = AccountCommand;
    type Rejection = TooLittle;
    const STREAM: &'static str = "bank.Account";
    const OWNER: Option<&'static str> = Some("bank");

    fn handle(&self, command: AccountCommand, _: &Context) -> Result<Vec<AccountEvent>, TooLittle> {
        let balance = self.balance;
        Ok(match command {
            AccountCommand::Deposit(Deposit { amount }) => vec![Deposited { amount }.into()],
            AccountCommand::Withdraw(Withdraw { amount }) if amount > balance => return Err(TooLittle { balance }),
            AccountCommand::Withdraw(Withdraw { amount }) => vec![Withdrawn { amount }.into()],
            AccountCommand::Empty(Empty {}) if balance == 0 => Vec::new(),
            AccountCommand::Empty(Empty {}) => {
                vec![Withdrawn { amount: balance / 2 }.into(), Withdrawn { amount: balance - balance / 2 }.into()]
            }
            AccountCommand::Break(Break {}) => {
                vec![Deposited { amount: 1 }.into(), Broken { map: BTreeMap::from([(vec![1], 1)]) }.into()]
            }
        })
    }

    fn apply(&mut self, event: AccountEvent) {
        self.events += 1;
        match event {
            AccountEvent::Deposited(event) => self.balance += event.amount,
            AccountEvent::Withdrawn(event) => self.balance -= event.amount,
            AccountEvent::Broken(_) => {}
        }
    }
}

pub(crate) type Outcome = Result<Executed<Account>, ExecuteError<TooLittle>>;

/// Sends a command that succeeds, to account 7.
#[track_caller]
pub(crate) fn execute(accounts: &Repository<Account>, command: impl Into<AccountCommand>) -> Executed<Account> {
    block_on(accounts.execute(&7, command)).expect("the command succeeds")
}

/// What came of a command, in a line.
pub(crate) fn told(outcome: &Outcome) -> String {
    match outcome {
        Ok(done) => {
            let events: Vec<String> = done.events().iter().map(short).collect();
            let repeated = if done.repeated() { ", repeated" } else { "" };
            format!("[{}] at {}, balance {}{repeated}", events.join(" "), done.version(), done.state().balance)
        }
        Err(error) => format!("error: {error}"),
    }
}

/// An event in a word.
pub(crate) fn short(event: &AccountEvent) -> String {
    match event {
        AccountEvent::Deposited(event) => format!("+{}", event.amount),
        AccountEvent::Withdrawn(event) => format!("-{}", event.amount),
        AccountEvent::Broken(_) => "broken".to_owned(),
    }
}

/// A store whose stream of account 7 was recorded in the versions of long ago: 50, 80 exchanged for 100, -20.
pub(crate) fn old_stream() -> MemoryStore {
    let store = MemoryStore::new();
    append(&store, "bank.Deposited", 1, r#"{"sum":80}"#);
    append(&store, "bank.Looked", 1, "{}");
    append(&store, "bank.Exchanged", 1, r#"{"out":80,"in":100}"#);
    append(&store, "bank.Withdrawn", 1, r#"{"amount":20}"#);
    store
}

/// Appends one recorded event to account 7, whatever it is.
pub(crate) fn append(store: &impl Store, name: &'static str, version: u32, payload: &str) {
    block_on(store.append(Append::to("bank.Account/7").event(NewEvent::new(name, version, payload))))
        .expect("the store takes it");
}
