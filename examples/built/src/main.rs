//! Schemas compiled by [`build.rs`](../build.rs), and included from the folder of the build.

use jiff::ToSpan;
use jiff::civil::Date;
use retold::{Aggregate, Context, EventSet, Events, Recorded};

use events::loan::*;

/// The types of `schemas/`.
mod events {
    retold::include_generated!();
}

/// The reader who has the book, and the day on which it has to be back.
#[derive(Debug, Default, Aggregate)]
#[aggregate(events::loan)]
struct Loan(Option<BookLent>);

impl LoanLogic for Loan {
    fn handle_lend_book(&self, command: LendBook, _: &Context) -> LoanDecision<LendBook> {
        let LendBook { reader, due } = command;
        match self.0.clone() {
            Some(BookLent { reader, due }) => Err(LoanRejection::BookIsOut { reader, due }),
            None => Ok(Events::one(BookLent { reader, due })),
        }
    }

    fn handle_return_book(&self, _: ReturnBook, _: &Context) -> LoanDecision<ReturnBook> {
        Ok(Events::one(BookReturned {}))
    }

    fn apply_book_lent(&mut self, event: BookLent) {
        self.0 = Some(event);
    }

    fn apply_book_returned(&mut self, _: BookReturned) {
        self.0 = None;
    }
}

/// The step that the schema names: books were lent for four weeks when only the first day was recorded.
fn due(lent: &BookLentV1) -> Date {
    lent.since.saturating_add(4.weeks())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let recorded = Recorded::new("library.BookLent", 1, r#"{ "reader": "Ada", "since": "2026-01-30" }"#);
    let mut loan = Loan::default();
    for event in LoanEvent::decode(recorded)? {
        loan.apply(event);
    }
    if let Some(BookLent { reader, due }) = &loan.0 {
        println!("{reader} has the book until {due}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use retold::testing::{from_json, given, nothing};

    use super::*;

    #[test]
    fn a_book_is_lent_to_one_reader_at_a_time() {
        let lent: BookLent = from_json(r#"{ "reader": "Ada", "due": "2026-02-27" }"#);
        let asked: LendBook = from_json(r#"{ "reader": "Ben", "due": "2026-03-27" }"#);
        let (reader, due) = (lent.reader.clone(), lent.due);
        given::<Loan>([lent]).when(asked.clone()).then_rejected(LoanRejection::BookIsOut { reader, due });
        let LendBook { reader, due } = asked.clone();
        nothing::<Loan>().when(asked).then([BookLent { reader, due }]);
    }
}
