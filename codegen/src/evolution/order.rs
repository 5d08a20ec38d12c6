//! The order of deployment that is safe, where what still runs does not read all that is written now.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::SchemaSet;
use crate::rules::Direction;

/// What has to be everywhere before something else begins. Empty where any order will do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Events whose readers come first, and then what writes them.
    pub readers_first: BTreeSet<String>,
    /// Commands and queries whose services come first, and then what sends them.
    pub services_first: BTreeSet<String>,
    /// Answers, views and rejections whose clients come first, and then what answers them.
    pub clients_first: BTreeSet<String>,
}

impl Order {
    /// Whether any order will do.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self == &Self::default()
    }

    /// Adds what another order asks for.
    pub fn add(&mut self, other: Order) {
        self.readers_first.extend(other.readers_first);
        self.services_first.extend(other.services_first);
        self.clients_first.extend(other.clients_first);
    }
}

/// What findings about a change say of the order. A note such as that of a new event counts; a warning does not.
pub(super) fn order(findings: &[Diagnostic], old: &SchemaSet, new: &SchemaSet) -> Order {
    let subjects = |set: &SchemaSet| -> (BTreeSet<String>, BTreeSet<String>) {
        let events = set.events.iter().map(|event| event.meta.subject.clone()).collect();
        let commands = set.commands.iter().map(|command| &command.meta.subject);
        let requests = commands.chain(set.queries.iter().map(|query| &query.meta.subject)).cloned().collect();
        (events, requests)
    };
    let ((old_events, old_requests), (new_events, new_requests)) = (subjects(old), subjects(new));
    let is_event = |subject: &String| old_events.contains(subject) || new_events.contains(subject);
    let is_request = |subject: &String| old_requests.contains(subject) || new_requests.contains(subject);
    let mut order = Order::default();
    for finding in findings.iter().filter(|finding| finding.severity() != Severity::Warning) {
        let subject = &finding.subject;
        match finding.direction {
            Some(Direction::Forward) if is_event(subject) => order.readers_first.insert(subject.clone()),
            Some(Direction::Forward) if is_request(subject) && finding.version.is_some() => {
                order.services_first.insert(subject.clone())
            }
            // An answer has no version: what the newer set answers is not read by old clients.
            Some(Direction::Backward)
                if finding.version.is_none() && !is_event(subject) && finding.witness.is_some() =>
            {
                order.clients_first.insert(subject.clone())
            }
            _ => false,
        };
    }
    order
}
