//! Whether the constraints of the older side imply those of the newer: then a conversion needs no check.

use super::convert::{Converter, Failure, Side};
use super::numbers::Range;
use crate::language::{Inclusion, Language};
use crate::model::{Builtin, Constraints, Type};

impl<'s> Converter<'_, 's> {
    /// Whether every value of `from` with its constraints meets the constraints of the newer type once it is converted
    /// to it without loss.
    pub(super) fn scalar_constraints(
        &self,
        from: Builtin,
        old: &[&'s Constraints],
        to: Builtin,
        new: &[&'s Constraints],
    ) -> Result<(), Failure> {
        if new.iter().all(|constraint| constraint.is_empty()) {
            return Ok(());
        }
        if let (Builtin::String, Builtin::String) = (from, to) {
            return self.text_constraints(old, new);
        }
        let (Some(old), Some(new)) = (Range::of(from, old), Range::of(to, new)) else { return Ok(()) };
        match old.outside(&new) {
            None => Ok(()),
            Some(number) => {
                Err(Failure::at(number.json(from), |shown| format!("the newer version does not allow {shown}")))
            }
        }
    }

    fn text_constraints(&self, old: &[&'s Constraints], new: &[&'s Constraints]) -> Result<(), Failure> {
        match self.languages.included(&Language::of(old), &Language::of(new)) {
            Inclusion::Included => Ok(()),
            Inclusion::Witness(text) => {
                Err(Failure::at(text.into(), |shown| format!("the newer version does not allow {shown}")))
            }
            Inclusion::TooLarge => Err(Failure {
                witness: None,
                reason:
                    "the newer version may not allow every older value: the texts in question are too long, or their patterns too large, to say which"
                        .to_owned(),
            }),
        }
    }

    /// Whether every container of the older side has a number of items that the newer allows, and no two equal ones
    /// where it allows none. `merging` says that some items become equal by the conversion.
    pub(super) fn count_constraints(&self, from: &Side<'s>, to: &Side<'s>, merging: bool) -> Result<(), Failure> {
        let is_unique = |side: &Side<'s>| side.constraints.iter().any(|constraint| constraint.unique);
        let distinct = is_unique(from) || !matches!(from.ty, Type::List(_));
        let cardinality = match from.ty {
            Type::List(item) | Type::Set(item) if distinct => self.cardinality(item),
            Type::Map(key, _) => self.cardinality(key),
            _ => None,
        };
        let least = |side: &Side<'s>| side.constraints.iter().filter_map(|constraint| constraint.min_items).max();
        let most = |side: &Side<'s>| side.constraints.iter().filter_map(|constraint| constraint.max_items).min();
        let old_least = least(from).unwrap_or(0);
        let old_most = most(from).unwrap_or(u64::MAX).min(cardinality.unwrap_or(u64::MAX));

        if is_unique(to) && !matches!(from.ty, Type::Set(_)) && !is_unique(from) && old_most >= 2 {
            let witness = self.of_count(from.ty, false, old_least.max(2));
            return Err(Failure { witness, reason: "the newer version refuses a value that stands twice".to_owned() });
        }
        if let Some(new_least) = least(to) {
            let left = if merging { old_least.min(1) } else { old_least };
            if left < new_least {
                let witness = self.of_count(from.ty, distinct, old_least);
                let reason = if merging && old_least >= new_least {
                    "values that become one leave too few".to_owned()
                } else {
                    format!("the newer version asks for at least {new_least}")
                };
                return Err(Failure { witness, reason });
            }
        }
        if let Some(new_most) = most(to)
            && new_most < old_most
        {
            let witness = self.of_count(from.ty, distinct, new_most.saturating_add(1).max(old_least));
            return Err(Failure { witness, reason: format!("the newer version allows at most {new_most}") });
        }
        Ok(())
    }
}
