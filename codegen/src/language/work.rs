//! How much work questions may cost: each one, and all of a run together. What would cost more is answered "too large".

use std::cell::Cell;

/// The most steps for one question.
const QUESTION_LIMIT: usize = 4_000_000;
/// The most steps for all questions of a run.
const RUN_LIMIT: usize = 100_000_000;

/// What a run has spent.
#[derive(Debug, Default)]
pub(super) struct Work {
    spent: Cell<usize>,
}

impl Work {
    pub(super) fn question(&self) -> Question<'_> {
        Question { work: self, spent: 0 }
    }
}

/// What one question has spent.
#[derive(Debug)]
pub(super) struct Question<'w> {
    work: &'w Work,
    spent: usize,
}

impl Question<'_> {
    /// Takes so many steps; whether they were still allowed.
    pub(super) fn spend(&mut self, steps: usize) -> bool {
        self.spent += steps;
        self.work.spent.set(self.work.spent.get() + steps);
        self.spent <= QUESTION_LIMIT && self.work.spent.get() <= RUN_LIMIT
    }
}
