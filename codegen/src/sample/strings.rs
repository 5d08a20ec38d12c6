//! Values of `string`: within both bounds of the length and all patterns.

use std::collections::HashMap;
use std::rc::Rc;

use super::limits::Limits;
use super::numbers::Numbers;
use super::scalars::Wanted;
use crate::language::{Language, Languages, Shortest};

/// The most characters that are made for a bound of the length.
const LONGEST: u64 = 2_000;
/// How many texts of one language are made, to choose from.
const CHOICE: u64 = 16;

/// Texts that readers get wrong: nothing, blanks, what looks like another type, characters beyond the first plane, two
/// spellings of one letter, controls, and marks that turn the direction of text.
const ODD: [&str; 14] = [
    "",
    " ",
    "null",
    "true",
    "1.0",
    "é",
    "e\u{301}",
    "😀",
    "\u{0}",
    "\"\\\n\t",
    "\u{2028}",
    "\u{202e}",
    "\u{feff}",
    "'; DROP TABLE events; --",
];

/// The most characters that an edge has.
const EDGE: u64 = 1_000;

/// Some of those in one text.
const UNUSUAL: &str = "é e\u{301} 中 😀 \"\\\n\t'; -- </b> \u{0}\u{2028}\u{202e}\u{feff}";

/// The texts of languages with patterns that were needed so far.
#[derive(Debug, Default)]
pub(super) struct Strings {
    languages: Languages,
    choices: HashMap<Language, Rc<Choices>>,
}

/// Some texts of one language.
#[derive(Debug)]
struct Choices {
    shortest: Option<String>,
    longest: Option<String>,
    any: Vec<String>,
}

impl Strings {
    /// A text within the limits; `None` where there is none, or none was found.
    pub(super) fn text(
        &mut self,
        limits: &Limits,
        wanted: Wanted,
        personal: bool,
        numbers: &mut Numbers,
    ) -> Option<String> {
        let language = limits.language();
        let (min, max) = (language.min_length, language.max_length);
        if min > max || min > LONGEST {
            return None;
        }
        if !language.patterns.is_empty() {
            let choices = self.choices(language);
            return match wanted {
                Wanted::Least | Wanted::Plain | Wanted::Lowest | Wanted::Spelled(_) => choices.shortest.clone(),
                Wanted::Highest => choices.longest.clone().filter(|text| text.chars().count() as u64 <= EDGE),
                Wanted::Next(index) => choices.any.get(index).cloned(),
                Wanted::Unusual => choices.any.iter().max_by_key(|text| (!text.is_ascii(), text.len())).cloned(),
                Wanted::Extreme | Wanted::Odd if numbers.once_in(3) => choices.longest.clone(),
                Wanted::Extreme | Wanted::Odd | Wanted::Any => numbers.pick(&choices.any).cloned(),
            }
            .or_else(|| choices.shortest.clone());
        }
        let (max, is_bounded) = if max == u64::MAX { (min.max(24), false) } else { (max.min(LONGEST), true) };
        let plain = if personal { "invented" } else { "text" };
        let text = match wanted {
            Wanted::Least | Wanted::Lowest => String::new(),
            Wanted::Plain | Wanted::Spelled(_) => plain.to_owned(),
            Wanted::Next(index) => format!("{plain} {}", index + 1),
            Wanted::Highest if is_bounded && max <= EDGE => "x".repeat(usize::try_from(max).ok()?),
            Wanted::Highest => "x".repeat(40),
            Wanted::Unusual => UNUSUAL.to_owned(),
            Wanted::Extreme | Wanted::Odd => match numbers.below(4) {
                0 => "😀".repeat(usize::try_from(max).ok()?),
                1 => "x".repeat(usize::try_from(min).ok()?),
                _ => (*numbers.pick(&ODD)?).to_owned(),
            },
            Wanted::Any => {
                let length = numbers.between(min.into(), max.into());
                let letters = ['a', 'b', 'Z', '0', '9', ' ', '-', 'é', '中', '😀'];
                (0..length).filter_map(|_| numbers.pick(&letters)).collect()
            }
        };
        let max = if is_bounded { max } else { u64::MAX };
        Some(fit(&text, min, max))
    }

    fn choices(&mut self, language: Language) -> Rc<Choices> {
        if let Some(known) = self.choices.get(&language) {
            return Rc::clone(known);
        }
        let shortest = match self.languages.shortest(&language) {
            Shortest::Text(text) => Some(text),
            Shortest::Empty | Shortest::TooLarge => None,
        };
        let longest = match language.max_length {
            max if max <= LONGEST => self.languages.sample(&Language { min_length: max, ..language.clone() }, 0),
            _ => None,
        };
        let any = (0..CHOICE).filter_map(|seed| self.languages.sample(&language, seed)).collect();
        let choices = Rc::new(Choices { shortest, longest, any });
        self.choices.insert(language, Rc::clone(&choices));
        choices
    }
}

/// Cuts a text, or fills it up, so that its number of code points is within the bounds.
fn fit(text: &str, min: u64, max: u64) -> String {
    let as_length = |length: u64| usize::try_from(length).unwrap_or(usize::MAX);
    let mut text: String = text.chars().take(as_length(max)).collect();
    let missing = as_length(min).saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n('x', missing));
    text
}
