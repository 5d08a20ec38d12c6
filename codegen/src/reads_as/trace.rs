//! What becomes of each field of an older version by the steps to a newer one, found from the newer one downwards.

use crate::model::{Body, Field, UnionBody};
use crate::plan::{Conversion, FieldStep, Step, StepKind, UnionStep, UnionStepKind};

/// The most conversions in a row that are followed.
const MOST_CONVERSIONS: usize = 64;

/// A version on the way: one member for a body, one for each variant of a union.
#[derive(Debug)]
pub(super) struct Level<'s> {
    pub(super) members: Vec<Member<'s>>,
}

/// A body or a variant.
#[derive(Debug)]
pub(super) struct Member<'s> {
    /// The variant's name; empty for a body.
    pub(super) name: &'s str,
    pub(super) fields: &'s [Field],
    /// The index of the newer version's member that it becomes.
    pub(super) to: Option<usize>,
    /// By the field's index.
    pub(super) traces: Vec<Trace<'s>>,
    /// Whether a function made some field of the newer version: it may have taken anything.
    pub(super) functions: bool,
}

/// What becomes of one field.
#[derive(Clone, Debug, Default)]
pub(super) struct Trace<'s> {
    /// The fields of the newer version that it is, moved as a whole, with what is done to it on the way. A field of
    /// the newer version is in one trace at most.
    pub(super) to: Vec<(usize, Vec<&'s Conversion>)>,
    /// Whether it, or a part of it, goes somewhere else.
    pub(super) elsewhere: bool,
}

impl Trace<'_> {
    fn is_kept(&self) -> bool {
        self.elsewhere || !self.to.is_empty()
    }
}

impl<'s> Level<'s> {
    /// The newer version itself.
    pub(super) fn body(body: &'s Body) -> Self {
        Self { members: vec![Member::newest("", &body.fields, 0)] }
    }

    /// The newer version of a union.
    pub(super) fn union(body: &'s UnionBody) -> Self {
        let variants = body.variants.iter().enumerate();
        Self {
            members: variants.map(|(index, variant)| Member::newest(&variant.name, &variant.fields, index)).collect(),
        }
    }

    /// The version before this one; `None` if a function leads here.
    pub(super) fn before_body(&self, step: &'s Step, body: &'s Body) -> Option<Self> {
        match &step.kind {
            StepKind::Function(_) => None,
            StepKind::Fields(steps) => Some(Self { members: vec![self.members[0].before("", &body.fields, steps)] }),
        }
    }

    /// The version of a union before this one; `None` if a function leads here.
    pub(super) fn before_union(&self, step: &'s UnionStep, body: &'s UnionBody) -> Option<Self> {
        let steps = match &step.kind {
            UnionStepKind::Function(_) => return None,
            UnionStepKind::Variants(steps) => steps,
        };
        let mut members: Vec<Member<'s>> =
            body.variants.iter().map(|variant| Member::lost(&variant.name, &variant.fields)).collect();
        for step in steps {
            let old = &body.variants[step.old];
            members[step.old] = self.members[step.new].before(&old.name, &old.fields, &step.fields);
        }
        Some(Self { members })
    }
}

impl<'s> Member<'s> {
    fn newest(name: &'s str, fields: &'s [Field], index: usize) -> Self {
        let trace = |field| Trace { to: vec![(field, Vec::new())], elsewhere: false };
        let traces = (0..fields.len()).map(trace).collect();
        Self { name, fields, to: Some(index), traces, functions: false }
    }

    fn lost(name: &'s str, fields: &'s [Field]) -> Self {
        Self { name, fields, to: None, traces: vec![Trace::default(); fields.len()], functions: false }
    }

    fn before(&self, name: &'s str, fields: &'s [Field], steps: &'s [FieldStep]) -> Self {
        let mut member = Self { to: self.to, functions: self.functions, ..Self::lost(name, fields) };
        for (step, trace) in steps.iter().zip(&self.traces).filter(|(_, trace)| trace.is_kept()) {
            member.trace(step, trace);
        }
        member
    }

    /// Notes where a field of this version goes that makes one of the next, which becomes what `next` says.
    fn trace(&mut self, step: &'s FieldStep, next: &Trace<'s>) {
        match step {
            FieldStep::Function(_) => self.functions = true,
            FieldStep::Move { path, convert, .. } => match path.as_slice() {
                [field] => {
                    let trace = &mut self.traces[*field];
                    trace.elsewhere |= next.elsewhere;
                    for (to, conversions) in &next.to {
                        let mut conversions = conversions.clone();
                        if *convert != Conversion::Same {
                            conversions.insert(0, convert);
                        }
                        match conversions.len() > MOST_CONVERSIONS {
                            true => trace.elsewhere = true,
                            false => trace.to.push((*to, conversions)),
                        }
                    }
                }
                [field, ..] => self.traces[*field].elsewhere = true,
                [] => {}
            },
            FieldStep::Gather { fields, .. } => {
                let elsewhere = Trace { to: Vec::new(), elsewhere: true };
                for part in fields {
                    self.trace(part, &elsewhere);
                }
            }
            FieldStep::Value(_) | FieldStep::None => {}
        }
    }
}
