//! References that lead back to where they stand without a step into the value: they say nothing, and the
//! specification forbids them.

use std::collections::HashMap;

use crate::shape::node::{Graph, Id, Node};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Done,
}

/// Makes every such reference a set of which nothing is known.
pub(super) fn cut(graph: &mut Graph) {
    let mut marks: HashMap<Id, Mark> = HashMap::new();
    for start in graph.references() {
        let mut path: Vec<(Id, Vec<Id>)> = Vec::new();
        let mut next = Some(start);
        loop {
            if let Some(id) = next.take() {
                match marks.get(&id) {
                    Some(Mark::Done) => {}
                    Some(Mark::Open) => {
                        // The reference on the path that closes the circle.
                        let closing = path.iter().rev().find_map(|(id, _)| match graph.node(*id) {
                            Node::Later(at) => Some((*id, *at)),
                            _ => None,
                        });
                        if let Some((later, at)) = closing {
                            // No two circles are known to be the same set.
                            let why = "a reference leads only back to itself";
                            let unknown = graph.opaque(&format!("circle {at}"), "#/$ref", why);
                            graph.tell(later, unknown);
                        }
                    }
                    None => {
                        marks.insert(id, Mark::Open);
                        path.push((id, parts(graph, id)));
                    }
                }
            }
            match path.last_mut() {
                None => break,
                Some((id, open)) => match open.pop() {
                    Some(part) => next = Some(part),
                    None => {
                        marks.insert(*id, Mark::Done);
                        path.pop();
                    }
                },
            }
        }
    }
}

/// What a value must be looked at for without a step into it.
fn parts(graph: &Graph, id: Id) -> Vec<Id> {
    match graph.node(id) {
        Node::Not(id) => vec![*id],
        Node::All(ids) | Node::AnyOf(ids) | Node::One(ids) => ids.to_vec(),
        Node::Later(at) => graph.told(*at).into_iter().collect(),
        _ => Vec::new(),
    }
}
