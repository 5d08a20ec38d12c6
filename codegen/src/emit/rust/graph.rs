//! What is known of records and unions only by following their fields: which recurse into themselves and need a box,
//! which hold a float somewhere and so have no total equality, and which older versions are still written because a
//! current body embeds them.

use std::collections::HashSet;

use super::own::Bound;
use crate::model::{Body, Builtin, Field, Named, Returns, SchemaSet, Type, ViewValue};

/// A version of a record or of a union.
type Node = Named;

/// The graph of the versions of records and unions.
#[derive(Debug)]
pub(super) struct Graph {
    /// For each version of a record, and then of a union: what embeds it in a cycle has the same number.
    components: Vec<usize>,
    floats: Vec<bool>,
    /// Whether a type of the project's is somewhere in it.
    own: Vec<bool>,
    written: Vec<bool>,
    record_offsets: Vec<(usize, u32)>,
    union_offsets: Vec<(usize, u32)>,
}

impl Graph {
    /// Follows all fields of a schema set once.
    pub(super) fn new(set: &SchemaSet, own: &Bound) -> Self {
        let mut count = 0;
        let mut offset = |first: u32, current: u32| {
            let offset = (count, first);
            count += (current - first + 1) as usize;
            offset
        };
        let record_offsets: Vec<_> =
            set.records.iter().map(|record| offset(record.versions.first(), record.versions.current())).collect();
        let union_offsets: Vec<_> =
            set.unions.iter().map(|union| offset(union.versions.first(), union.versions.current())).collect();
        let mut graph = Self {
            components: Vec::new(),
            floats: vec![false; count],
            own: vec![false; count],
            written: vec![false; count],
            record_offsets,
            union_offsets,
        };
        let mut direct = vec![Vec::new(); count];
        let mut all = vec![Vec::new(); count];
        for_each_body(set, |node, fields| {
            let from = graph.index(node);
            for field in fields {
                graph.collect(&field.ty, &mut all[from]);
                if let Some(inner) = graph.embedded(&field.ty) {
                    direct[from].push(inner);
                }
                graph.floats[from] |= graph.is_float(set, &field.ty);
                graph.own[from] |= Bound::any_scalar(&field.ty, &|ty| own.is_own(set, ty));
            }
        });
        graph.components = components(&direct);
        graph.spread_floats(&all);
        graph.spread_own(&all);
        graph.spread_written(set, &all);
        graph
    }

    /// Whether a field of `ty` in `owner` is boxed: only what recurses through nothing but optionals needs it.
    pub(super) fn is_boxed(&self, owner: Option<Node>, ty: &Type) -> bool {
        match (owner, self.embedded(ty)) {
            (Some(owner), Some(inner)) => self.components[self.index(owner)] == self.components[inner],
            _ => false,
        }
    }

    /// Whether values of this type have a total equality.
    pub(super) fn is_eq(&self, set: &SchemaSet, ty: &Type) -> bool {
        if self.is_float(set, ty) {
            return false;
        }
        let mut inner = Vec::new();
        self.collect(ty, &mut inner);
        inner.into_iter().all(|index| !self.floats[index])
    }

    /// Whether a value of this type has, at any depth, one of a type of the project's.
    pub(super) fn holds_own(&self, set: &SchemaSet, own: &Bound, ty: &Type) -> bool {
        if own.is_empty() {
            return false;
        }
        let mut inner = Vec::new();
        self.collect(ty, &mut inner);
        Bound::any_scalar(ty, &|ty| own.is_own(set, ty)) || inner.into_iter().any(|index| self.own[index])
    }

    /// Whether a version of a record or union has a total equality.
    pub(super) fn node_is_eq(&self, node: Node) -> bool {
        !self.floats[self.index(node)]
    }

    /// Whether a version of a record or union is written, and not only read.
    pub(super) fn is_written(&self, node: Node) -> bool {
        self.written[self.index(node)]
    }

    fn index(&self, node: Node) -> usize {
        let (offset, first, version) = match node {
            Named::Record(id, version) => {
                (self.record_offsets[id.index()].0, self.record_offsets[id.index()].1, version)
            }
            Named::Union(id, version) => (self.union_offsets[id.index()].0, self.union_offsets[id.index()].1, version),
            Named::Scalar(_) | Named::Enum(_) => unreachable!("only records and unions are nodes"),
        };
        offset + (version - first) as usize
    }

    /// The record or union that a field holds without a list, set or map between.
    fn embedded(&self, ty: &Type) -> Option<usize> {
        match ty.without_optional() {
            Type::Named(node @ (Named::Record(..) | Named::Union(..))) => Some(self.index(*node)),
            _ => None,
        }
    }

    fn collect(&self, ty: &Type, into: &mut Vec<usize>) {
        match ty {
            Type::Builtin(_) | Type::Named(Named::Scalar(_) | Named::Enum(_)) => {}
            Type::Named(node @ (Named::Record(..) | Named::Union(..))) => into.push(self.index(*node)),
            Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => self.collect(inner, into),
            Type::Map(key, value) => {
                self.collect(key, into);
                self.collect(value, into);
            }
        }
    }

    fn is_float(&self, set: &SchemaSet, ty: &Type) -> bool {
        match ty {
            Type::Builtin(builtin) => matches!(builtin, Builtin::F32 | Builtin::F64),
            Type::Named(Named::Scalar(id)) => self.is_float(set, &set[*id].inner),
            Type::Named(Named::Enum(_) | Named::Record(..) | Named::Union(..)) => false,
            Type::List(inner) | Type::Set(inner) | Type::Optional(inner) => self.is_float(set, inner),
            Type::Map(key, value) => self.is_float(set, key) || self.is_float(set, value),
        }
    }

    fn spread_floats(&mut self, edges: &[Vec<usize>]) {
        let mut reverse = vec![Vec::new(); edges.len()];
        for (from, targets) in edges.iter().enumerate() {
            targets.iter().for_each(|&to| reverse[to].push(from));
        }
        let start = (0..edges.len()).filter(|&node| self.floats[node]).collect();
        spread(start, &reverse, &mut self.floats);
    }

    fn spread_own(&mut self, edges: &[Vec<usize>]) {
        let mut reverse = vec![Vec::new(); edges.len()];
        for (from, targets) in edges.iter().enumerate() {
            targets.iter().for_each(|&to| reverse[to].push(from));
        }
        let start = (0..edges.len()).filter(|&node| self.own[node]).collect();
        spread(start, &reverse, &mut self.own);
    }

    fn spread_written(&mut self, set: &SchemaSet, edges: &[Vec<usize>]) {
        let mut start = Vec::new();
        for (id, record) in set.records.iter().enumerate() {
            let (offset, first) = self.record_offsets[id];
            start.push(offset + (record.versions.current() - first) as usize);
        }
        for (id, union) in set.unions.iter().enumerate() {
            let (offset, first) = self.union_offsets[id];
            start.push(offset + (union.versions.current() - first) as usize);
        }
        let mut fields = |fields: &[Field]| fields.iter().for_each(|field| self.collect(&field.ty, &mut start));
        let mut current = |body: &Body| fields(&body.fields);
        set.events.iter().for_each(|event| current(event.versions.current_body()));
        set.commands.iter().for_each(|command| current(command.versions.current_body()));
        set.queries.iter().for_each(|query| current(query.versions.current_body()));
        set.rejections.iter().for_each(|rejection| fields(&rejection.fields));
        set.processes.iter().for_each(|process| fields(&process.state));
        for view in &set.views {
            match &view.value {
                ViewValue::Type(ty) => self.collect(ty, &mut start),
                ViewValue::Fields(fields) => fields.iter().for_each(|field| self.collect(&field.ty, &mut start)),
            }
        }
        for query in &set.queries {
            match &query.returns {
                Returns::Type(ty) => self.collect(ty, &mut start),
                Returns::View { .. } => {}
            }
        }
        start.iter().for_each(|&node| self.written[node] = true);
        spread(start, edges, &mut self.written);
    }
}

/// Marks everything that the marked nodes lead to.
fn spread(mut from: Vec<usize>, edges: &[Vec<usize>], marked: &mut [bool]) {
    while let Some(node) = from.pop() {
        for &next in &edges[node] {
            if !marked[next] {
                marked[next] = true;
                from.push(next);
            }
        }
    }
}

fn for_each_body(set: &SchemaSet, mut each: impl FnMut(Node, &[Field])) {
    for (index, record) in set.records.iter().enumerate() {
        for (version, body) in record.versions.iter() {
            each(Named::Record(crate::model::RecordId::from_index(index), version), &body.fields);
        }
    }
    for (index, union) in set.unions.iter().enumerate() {
        for (version, body) in union.versions.iter() {
            for variant in &body.variants {
                each(Named::Union(crate::model::UnionId::from_index(index), version), &variant.fields);
            }
        }
    }
}

/// The strongly connected components, by Tarjan's algorithm without recursion: nodes of one cycle have one number, and
/// a node that is in no cycle has a number that no other has. A node that only leads to itself shares its own.
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NEW: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low, mut component) = (vec![NEW; count], vec![NEW; count], vec![NEW; count]);
    let (mut next, mut stack, mut on_stack) = (0, Vec::new(), HashSet::new());
    for root in 0..count {
        if order[root] != NEW {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some(&mut (node, ref mut edge)) = work.last_mut() {
            if *edge == 0 {
                order[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack.insert(node);
            }
            if let Some(&target) = edges[node].get(*edge) {
                *edge += 1;
                if order[target] == NEW {
                    work.push((target, 0));
                } else if on_stack.contains(&target) {
                    low[node] = low[node].min(order[target]);
                }
                continue;
            }
            work.pop();
            if let Some(&(parent, _)) = work.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    on_stack.remove(&member);
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_share_a_component() {
        let found = components(&[vec![1], vec![2, 3], vec![1], vec![3], vec![0]]);
        assert_eq!(found[1], found[2]);
        assert_eq!(HashSet::<usize>::from_iter(found.iter().copied()).len(), 4);
    }
}
