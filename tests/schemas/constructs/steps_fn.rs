/// What the steps of `steps.yaml` leave to people.
pub mod steps_fn {
    use crate::steps::steps::*;

    /// A point in floating point; there is no level any more.
    #[must_use]
    pub fn flatten(old: PointV2) -> Point {
        Point { x: old.x as f64, y: old.y as f64, label: (old.z != 0).then(|| old.z.to_string()) }
    }

    /// A count that is not too high.
    ///
    /// # Errors
    /// When it is 200.
    pub fn checked(old: CheckedV1) -> Result<Checked, String> {
        if old.count == 200 { Err("200 is too much".to_owned()) } else { Ok(Checked { count: u16::from(old.count) + 50 }) }
    }

    /// What kind of shape it was.
    #[must_use]
    pub fn note(old: &ShapeV1) -> String {
        match old {
            ShapeV1::Line { to: Some(_), .. } => "a line".to_owned(),
            ShapeV1::Line { .. } => "a ray".to_owned(),
            ShapeV1::Dot | ShapeV1::Group { .. } => unreachable!("only lines have a note"),
        }
    }

    /// A number that is at least zero.
    #[must_use]
    pub fn again(old: &NumbersV1) -> Option<u32> {
        old.j.and_then(|j| u32::try_from(j).ok())
    }

    /// Meters from meters.
    #[must_use]
    pub fn far(old: &NewtypesV1) -> Far {
        Far::new(old.far).expect("nothing is below zero")
    }

    /// Everything of the newer version.
    #[must_use]
    pub fn warm_list(old: NewtypesV2) -> Newtypes {
        Newtypes {
            meters: Meters(old.meters),
            far: old.far.into_inner(),
            half: Some(old.half),
            any: old.any.into_inner(),
            code: old.code.into_inner(),
            list: Some(old.list.into_iter().map(Into::into).collect()),
            set: old.set.into_iter().map(Into::into).collect(),
            map: old.map.into_iter().map(|(key, value)| (key.into_inner(), value.into_inner().into())).collect(),
            maybe: Some(old.maybe.into_inner()),
            warm: old.warm,
        }
    }

    /// A number in decimal digits.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(old: &FunctionsV1) -> Result<u32, std::num::ParseIntError> {
        old.text.trim_start_matches("n").parse()
    }

    /// The same, wider.
    #[must_use]
    pub fn old(old: &FunctionsV1) -> u16 {
        u16::from(old.old)
    }

    /// A number that may be too high for its field.
    #[must_use]
    pub fn limited(old: &FunctionsV1) -> u8 {
        old.old
    }

    /// The whole step.
    ///
    /// # Errors
    /// When the number is 13.
    pub fn whole(old: FunctionsV2) -> Result<Functions, &'static str> {
        if old.number == 13 {
            return Err("unlucky");
        }
        Ok(Functions { number: old.number, old: old.old, new: old.new })
    }

    /// One event became two.
    #[must_use]
    #[allow(clippy::unnecessary_fallible_conversions)]
    pub fn split(old: SplitV1) -> Vec<WalkEvent> {
        let functions = Functions { number: old.a.into(), old: 0, new: old.text };
        let numbers = NumbersV1 {
            a: old.a,
            b: 0,
            c: 0.0,
            d: 0,
            e: 0,
            f: 0.into(),
            g: 0,
            h: 0,
            i: 0,
            j: None,
        };
        // With a type of a project's in it, the step can fail.
        let numbers = Numbers::try_from(numbers).expect("every type holds nothing");
        vec![numbers.into(), functions.into()]
    }

    /// One event became another, or two.
    ///
    /// # Errors
    /// When there is no text.
    pub fn moved(old: Moved) -> Result<Vec<WalkEvent>, String> {
        match old.text.as_str() {
            "" => Err("no text".to_owned()),
            _ => Ok(vec![Split { text: old.text, more: String::new() }.into()]),
        }
    }
}
