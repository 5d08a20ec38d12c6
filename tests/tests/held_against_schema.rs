//! The events and commands of a scenario written by hand and held against its schema while this is compiled: that it
//! compiles is one half of the test, and that the same payloads are read to the same is the other.

use retold::{Command, CommandSet, Event, EventSet, Recorded};
use retold_tests::scenarios::bank::account::{self, Amount, Channel, Currency};
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize)]
#[event(name = "bank.BalanceDeposited", version = 1, schema = "../schemas/bank/account.yaml")]
struct BalanceDepositedV1 {
    sum: u32,
}

#[derive(Event, Deserialize)]
#[event(
    name = "bank.BalanceDeposited",
    version = 2,
    from = BalanceDepositedV1,
    schema = "../schemas/bank/account.yaml"
)]
struct BalanceDepositedV2 {
    amount: u64,
}

impl From<BalanceDepositedV1> for BalanceDepositedV2 {
    fn from(old: BalanceDepositedV1) -> Self {
        Self { amount: old.sum.into() }
    }
}

/// The names of the fields are not those on the wire, and one field is not on the wire at all.
#[derive(Debug, Event, Deserialize, Serialize)]
#[event(
    name = "bank.BalanceDeposited",
    version = 3,
    try_from = BalanceDepositedV2,
    schema = "../schemas/bank/account.yaml"
)]
#[serde(rename_all = "lowercase")]
struct Deposited {
    #[serde(rename = "amount")]
    how_much: Amount,
    currency: Currency,
    r#channel: Box<account::Channel>,
    #[serde(skip)]
    _seen: Vec<u8>,
}

impl TryFrom<BalanceDepositedV2> for Deposited {
    type Error = retold::Violation;

    fn try_from(old: BalanceDepositedV2) -> Result<Self, Self::Error> {
        let (currency, channel) = (Currency::Eur, Box::new(Channel::Counter));
        Ok(Self { how_much: Amount::new(old.amount)?, currency, channel, _seen: Vec::new() })
    }
}

#[derive(Event, Deserialize)]
#[event(name = "bank.BalanceWithdrawn", version = 1, schema = "../schemas/bank")]
struct BalanceWithdrawnV1 {
    amount: u64,
}

#[derive(Debug, Event, Deserialize, Serialize)]
#[event(name = "bank.BalanceWithdrawn", version = 2, try_from = BalanceWithdrawnV1, schema = "../schemas/bank")]
struct Withdrawn {
    amount: Amount,
    currency: Currency,
}

impl TryFrom<BalanceWithdrawnV1> for Withdrawn {
    type Error = retold::Violation;

    fn try_from(old: BalanceWithdrawnV1) -> Result<Self, Self::Error> {
        Ok(Self { amount: Amount::new(old.amount)?, currency: Currency::Eur })
    }
}

#[derive(Debug, EventSet)]
enum BankEvent {
    Deposited(Deposited),
    Withdrawn(Withdrawn),
}

/// What commands emit is compared by name.
type BalanceDeposited = Deposited;
type BalanceWithdrawn = Withdrawn;

#[derive(Debug, Command, Deserialize, Serialize)]
#[command(name = "bank.Deposit", version = 1, emits(BalanceDeposited), schema = "../schemas/bank/account.yaml")]
struct Deposit {
    channel: Channel,
    currency: Currency,
    amount: Amount,
}

#[derive(Debug, Command, Deserialize, Serialize)]
#[command(name = "bank.Withdraw", version = 1, emits(BalanceWithdrawn), schema = "../schemas/bank/account.yaml")]
struct Withdraw {
    amount: Amount,
    currency: Currency,
}

#[derive(Debug, CommandSet)]
enum BankCommand {
    Deposit(Deposit),
    Withdraw(Withdraw),
}

fn as_value(payload: &[u8]) -> serde_json::Value {
    serde_json::from_slice(payload).expect("what is written is JSON")
}

#[test]
fn every_version_is_read_as_the_generated_types_read_it() {
    for (name, version, payload) in [
        ("bank.BalanceDeposited", 1, r#"{"sum":7}"#),
        ("bank.BalanceDeposited", 2, r#"{"amount":7}"#),
        ("bank.BalanceDeposited", 3, r#"{"amount":"7.10","currency":"USD","channel":"pigeon"}"#),
        ("bank.BalanceWithdrawn", 1, r#"{"amount":7}"#),
        ("bank.BalanceWithdrawn", 2, r#"{"amount":"7.10","currency":"GBP"}"#),
    ] {
        let by_hand = BankEvent::decode(Recorded::new(name, version, payload)).expect("it is read").next();
        let generated =
            account::AccountEvent::decode(Recorded::new(name, version, payload)).expect("it is read").next();
        let by_hand = by_hand.expect("one event").encode().expect("it is written");
        let generated = generated.expect("one event").encode().expect("it is written");
        assert_eq!((by_hand.name, by_hand.version), (generated.name, generated.version));
        assert_eq!(as_value(&by_hand.payload), as_value(&generated.payload), "{payload}");
    }
}

#[test]
fn commands_are_read_as_the_generated_types_read_them() {
    for (name, payload) in [
        ("bank.Deposit", r#"{"amount":"1","currency":"EUR","channel":"card"}"#),
        ("bank.Withdraw", r#"{"amount":"1","currency":"EUR"}"#),
    ] {
        let by_hand = BankCommand::decode(Recorded::new(name, 1, payload)).expect("it is read");
        let generated = account::AccountCommand::decode(Recorded::new(name, 1, payload)).expect("it is read");
        let (by_hand, generated) = (by_hand.encode().expect("written"), generated.encode().expect("written"));
        assert_eq!(as_value(&by_hand.payload), as_value(&generated.payload), "{payload}");
    }
}
