//! Given, when, then: aggregates tested without a store. Failures say what was given, what came and what should have
//! come, with the difference.
//!
//! ```
//! use retold::testing::{given, nothing};
//! # use retold::{Aggregate, Command, CommandSet, Context, Event, EventSet};
//! # use serde::{Deserialize, Serialize};
//! # #[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
//! # #[event(name = "bank.Deposited", version = 1)]
//! # struct Deposited { amount: u64 }
//! # #[derive(Clone, Debug, PartialEq, Event, Serialize, Deserialize)]
//! # #[event(name = "bank.Withdrawn", version = 1)]
//! # struct Withdrawn { amount: u64 }
//! # #[derive(Clone, Debug, PartialEq, EventSet)]
//! # enum AccountEvent { Deposited(Deposited), Withdrawn(Withdrawn) }
//! # #[derive(Clone, Debug, Command, Serialize, Deserialize)]
//! # #[command(name = "bank.Withdraw", version = 1, emits(Withdrawn))]
//! # struct Withdraw { amount: u64 }
//! # #[derive(Clone, Debug, CommandSet)]
//! # enum AccountCommand { Withdraw(Withdraw) }
//! # #[derive(Debug, PartialEq)]
//! # struct InsufficientFunds { balance: u64 }
//! # impl std::fmt::Display for InsufficientFunds {
//! #     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { write!(f, "too little") }
//! # }
//! # impl std::error::Error for InsufficientFunds {}
//! # #[derive(Default)]
//! # struct Account { balance: u64 }
//! # impl Aggregate for Account {
//! #     type Id = u64;
//! #     type Event = AccountEvent;
//! #     type Command = AccountCommand;
//! #     type Rejection = InsufficientFunds;
//! #     const STREAM: &'static str = "bank.Account";
//! #     fn handle(&self, command: AccountCommand, _: &Context) -> Result<Vec<AccountEvent>, Self::Rejection> {
//! #         let AccountCommand::Withdraw(Withdraw { amount }) = command;
//! #         if amount > self.balance { return Err(InsufficientFunds { balance: self.balance }) }
//! #         Ok(vec![Withdrawn { amount }.into()])
//! #     }
//! #     fn apply(&mut self, event: AccountEvent) {
//! #         match event {
//! #             AccountEvent::Deposited(event) => self.balance += event.amount,
//! #             AccountEvent::Withdrawn(event) => self.balance -= event.amount,
//! #         }
//! #     }
//! # }
//!
//! given::<Account>([Deposited { amount: 50 }, Deposited { amount: 80 }])
//!     .when(Withdraw { amount: 30 })
//!     .then([Withdrawn { amount: 30 }]);
//!
//! nothing::<Account>().when(Withdraw { amount: 30 }).then_rejected(InsufficientFunds { balance: 0 });
//! ```

mod difference;
mod events;
mod given;
mod json;
mod play;
mod running;
mod samples;

pub use events::IntoEvents;
pub use given::{Given, When, given, nothing};
pub use json::from_json;
pub use play::{Played, play};
pub use running::{Reacts, Running, running};
pub use samples::Samples;
