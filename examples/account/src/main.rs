//! Replays the years of an account, recorded in every version that its events ever had: the balance now, the balance
//! as it was, and the audit trail.

mod account;
#[rustfmt::skip]
pub mod events;

use std::error::Error;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufRead, BufReader};

use account::Account;
use events::account::AccountEvent;
use retold::{Aggregate, JsonLines, LineError, Replay, ReplayError};

fn main() -> Result<(), Box<dyn Error>> {
    println!("balance: {}", replay(history()?, usize::MAX)?.balance.normalize());
    println!("as of the second event: {}", replay(history()?, 2)?.balance.normalize());
    for entry in audit(history()?)? {
        println!("{entry}");
    }
    Ok(())
}

/// The account as it was after so many events.
fn replay(history: impl BufRead, events: usize) -> Result<Account, ReplayError> {
    let mut account = Account::default();
    for event in Replay::<AccountEvent, _>::new(history).take(events) {
        account.apply(event?);
    }
    Ok(account)
}

/// What was recorded, by whom, when, and why: what caused it, and the business that it was a part of.
fn audit(history: impl BufRead) -> Result<Vec<String>, LineError> {
    let mut entries = Vec::new();
    let mut lines = JsonLines::new(history);
    while let Some(line) = lines.next_line()? {
        let (number, recorded, known) = (line.number(), line.recorded(), line.metadata()?);
        let (time, actor) = (shown(line.time()?), shown(known.actor));
        let (cause, business) = (shown(known.causation), shown(known.correlation));
        entries.push(format!(
            "{number}. {} v{} by {actor} at {time}\n   {}\n   because of {cause}, in {business}",
            recorded.name,
            recorded.version,
            line.data(),
        ));
    }
    Ok(entries)
}

fn shown(known: Option<impl Display>) -> String {
    known.map_or_else(|| "unknown".to_owned(), |known| known.to_string())
}

fn history() -> io::Result<BufReader<File>> {
    Ok(BufReader::new(File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/history.jsonl"))?))
}

#[cfg(test)]
mod tests {
    use retold::{Context, EventSet};
    use rust_decimal::Decimal;
    use uuid::Uuid;

    use super::*;
    use crate::events::account::{AccountLogic, AccountRejection, Amount, Currency, Withdraw};

    fn balance_as_of(events: usize) -> Decimal {
        replay(history().expect("the history can be opened"), events).expect("the history can be read").balance
    }

    #[test]
    fn the_balance_is_100_and_was_130_as_of_the_second_event() {
        assert_eq!(balance_as_of(usize::MAX), Decimal::from(100));
        assert_eq!(balance_as_of(3), Decimal::from(100));
        assert_eq!(balance_as_of(2), Decimal::from(130));
        assert_eq!(balance_as_of(0), Decimal::ZERO);
    }

    #[test]
    fn the_history_has_every_version_that_ever_was() {
        let mut versions = Vec::new();
        let mut lines = JsonLines::new(history().expect("the history can be opened"));
        while let Some(line) = lines.next_line().expect("every line is an event") {
            versions.push((line.recorded().name.to_owned(), line.recorded().version));
        }
        for kind in AccountEvent::KINDS {
            for version in kind.oldest..=kind.version {
                assert!(versions.contains(&(kind.name.to_owned(), version)), "no {} v{version}", kind.name);
            }
        }
    }

    #[test]
    fn the_audit_trail_says_who_when_and_why_of_every_event() {
        let entries = audit(history().expect("the history can be opened")).expect("the history can be read").join("\n");
        assert_eq!(entries.matches("because of").count(), 5);
        assert!(!entries.contains("unknown"), "{entries}");
        assert!(entries.contains("2. bank.BalanceDeposited v2 by teller:grace at 2021-04-03T15:30:00Z"), "{entries}");
    }

    #[test]
    fn a_withdrawal_must_be_covered() {
        let account = replay(history().expect("the history can be opened"), 2).expect("the history can be read");
        let cx = Context::new("2021-04-03T16:00:00Z".parse().expect("a time"), Uuid::nil());
        let amount = Amount::new(Decimal::from(131)).expect("it is not negative");
        let refused = account.handle_withdraw(Withdraw { amount, currency: Currency::Eur }, &cx);
        assert_eq!(refused, Err(AccountRejection::InsufficientFunds { balance: Decimal::from(130) }));
    }
}
