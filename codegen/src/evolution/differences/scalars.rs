//! Types that are not walked into: whether the one's JSON is the other's, and whether it is held exactly.

use serde_json::{Value, json};

use super::{Kind, Places, Typed, Walk};
use crate::model::{Builtin, Constraints, Enum, Named, Type};
use crate::shape::Verdict;
use crate::shape::model::{Part, Root};

/// The type at the bottom, the type as it is written, and the constraints of the newtypes between.
type Bottom<'s> = (&'s Type, Typed<'s>, Vec<&'s Constraints>);

impl<'s> Walk<'_, 's> {
    pub(super) fn scalars(&mut self, writer: Bottom<'s>, reader: Bottom<'s>, places: Places) {
        let (from, to) = (writer.0, reader.0);
        let part = Part::Type(reader.1.0, reader.1.1);
        let root = Root::Type(writer.1.0, writer.1.1);
        if self.sides.relation.part(root, &[], &part) != Verdict::Compatible {
            let kind = match (from, to) {
                (Type::Builtin(from), Type::Builtin(to)) if from == to => Kind::Constraint,
                _ => self.type_kind((writer.1.0, from), (reader.1.0, to)),
            };
            self.refused(kind, places, &part);
            return;
        }
        match (from, to) {
            (Type::Builtin(from), Type::Builtin(to)) => self.precision(*from, *to, root, places),
            (Type::Named(Named::Enum(from)), Type::Builtin(Builtin::String | Builtin::Json)) => {
                let aliases = |of: &'s Enum| of.values.iter().flat_map(|value| &value.aliases);
                for text in aliases(&self.sides.writer[*from]) {
                    self.meaning(text, places);
                }
            }
            (Type::Builtin(Builtin::String), Type::Named(Named::Enum(to))) => {
                let aliases = |of: &'s Enum| of.values.iter().flat_map(|value| &value.aliases);
                for text in aliases(&self.sides.reader[*to]) {
                    self.meaning(text, places);
                }
            }
            _ => {}
        }
    }

    /// Numbers that the reader's type does not hold exactly.
    fn precision(&mut self, from: Builtin, to: Builtin, root: Root<'s>, places: Places) {
        let candidates: Vec<Value> = match (from, to) {
            (from, to) if from == to => return,
            (Builtin::U64 | Builtin::I64 | Builtin::DecimalNumber, Builtin::F64) => {
                vec![json!(9_007_199_254_740_993_u64), json!(-9_007_199_254_740_993_i64)]
            }
            (
                Builtin::U32 | Builtin::U64 | Builtin::I32 | Builtin::I64 | Builtin::F64 | Builtin::DecimalNumber,
                Builtin::F32,
            ) => vec![json!(16_777_217), json!(-16_777_217), json!(0.123_456_789), json!(-0.123_456_789)],
            (Builtin::F32 | Builtin::F64, Builtin::DecimalNumber) => vec![json!(1e-40), json!(-1e-40)],
            _ => return,
        };
        let (from, to) = (from.name().to_owned(), to.name().to_owned());
        for value in candidates {
            let kind = Kind::Precision { from: from.clone(), to: to.clone() };
            if self.sides.relation.writes(root, &value) && self.read(kind, places, &Part::Not(value)) {
                return;
            }
        }
    }
}
