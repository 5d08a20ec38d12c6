//! What a person writes: the state of an account, what its events change, and how its commands are decided. The types
//! and the trait come from the schema.

use retold::{Aggregate, Context, Events};
use rust_decimal::Decimal;

use crate::events::account::{
    AccountDecision, AccountLogic, AccountRejection, BalanceDeposited, BalanceWithdrawn, Deposit, Withdraw,
};

/// The state of an account.
#[derive(Debug, Default, Aggregate)]
#[aggregate(crate::events::account)]
pub(crate) struct Account {
    /// What there is.
    pub(crate) balance: Decimal,
}

impl AccountLogic for Account {
    fn handle_deposit(&self, Deposit { amount, currency, channel }: Deposit, _: &Context) -> AccountDecision<Deposit> {
        Ok(Events::one(BalanceDeposited { amount, currency, channel }))
    }

    fn handle_withdraw(&self, Withdraw { amount, currency }: Withdraw, _: &Context) -> AccountDecision<Withdraw> {
        if amount.into_inner() > self.balance {
            return Err(AccountRejection::InsufficientFunds { balance: self.balance });
        }
        Ok(Events::one(BalanceWithdrawn { amount, currency }))
    }

    fn apply_balance_deposited(&mut self, event: BalanceDeposited) {
        self.balance += event.amount.into_inner();
    }

    fn apply_balance_withdrawn(&mut self, event: BalanceWithdrawn) {
        self.balance -= event.amount.into_inner();
    }
}
