//! Types of a project's own in the place of scalars: the wire stays as it is, and what does not fit is an error.

use std::collections::{BTreeMap, BTreeSet};

use retold::__v1 as rt;
use retold::scalar::{Timestamp, Uuid};
use retold::{Bridge, ByText, Refused};
use rt::{Bridged, FloatSetBy, Itself, KeyBy, MapBy, Opt, Plain, SetBy, StreamKey, Unique};

/// An id that is ordered backwards, and shows itself in a way of its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Id(Uuid);

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.0.cmp(&self.0)
    }
}

impl Bridge<Uuid> for Id {
    fn from_scalar(scalar: Uuid) -> Result<Self, Refused> {
        Ok(Self(scalar))
    }

    fn to_scalar(value: &Self) -> Result<Uuid, Refused> {
        if value.0.is_max() { Err("the highest id stands for none".into()) } else { Ok(value.0) }
    }
}

/// A code without regard to case: several texts are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Code(String);

impl Bridge<String> for Code {
    fn from_scalar(scalar: String) -> Result<Self, Refused> {
        if scalar == "SECRET" { Err(format!("`{scalar}` is taken").into()) } else { Ok(Self(scalar.to_lowercase())) }
    }

    fn to_scalar(value: &Self) -> Result<String, Refused> {
        Ok(value.0.to_uppercase())
    }
}

/// Milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Millis(i64);

impl Bridge<Timestamp> for Millis {
    fn from_scalar(scalar: Timestamp) -> Result<Self, Refused> {
        let millis = Self(scalar.as_millisecond());
        if Timestamp::from_millisecond(millis.0)? == scalar {
            Ok(millis)
        } else {
            Err("finer than a millisecond".into())
        }
    }

    fn to_scalar(value: &Self) -> Result<Timestamp, Refused> {
        Ok(Timestamp::from_millisecond(value.0)?)
    }
}

/// An angle.
#[derive(Clone, Debug, PartialEq)]
struct Angle(f64);

impl Bridge<f64> for Angle {
    fn from_scalar(scalar: f64) -> Result<Self, Refused> {
        Ok(Self(scalar))
    }

    fn to_scalar(value: &Self) -> Result<f64, Refused> {
        Ok(value.0)
    }
}

/// What the schema says of a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, rt::Newtype)]
#[retold(pattern = "^[A-Z]+$", max_length = 8)]
struct WireCode(String);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, rt::Newtype)]
#[retold(pii)]
struct Hidden(String);

/// A newtype around a type of the project's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, rt::Newtype)]
#[retold(codec = Bridged<Uuid>)]
struct CartId(Id);

#[derive(Clone, Debug, PartialEq, rt::Record)]
struct All {
    #[retold(codec = Bridged<Uuid>)]
    id: Id,
    #[retold(codec = Opt<Bridged<WireCode>>, min_length = 2)]
    code: Option<Code>,
    #[retold(codec = SetBy<Bridged<Uuid>>, min_items = 1)]
    ids: BTreeSet<Id>,
    #[retold(codec = MapBy<Bridged<WireCode>, Bridged<Timestamp>>)]
    times: BTreeMap<Code, Millis>,
    #[retold(codec = rt::List<Bridged<Timestamp>>, unique)]
    moments: Vec<Millis>,
    #[retold(codec = FloatSetBy<Bridged<f64>>)]
    angles: Vec<Angle>,
    #[retold(codec = SetBy<Plain>)]
    carts: BTreeSet<CartId>,
    #[retold(codec = Bridged<u64, ByText>, max = 9)]
    count: u64,
}

const FULL: &str = r#"{"id":"00000000-0000-0000-0000-000000000001","code":"ABC","ids":["00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"],"times":{"A":"2026-01-01T00:00:00Z","B":"2026-01-01T00:00:00.5Z"},"moments":["1969-12-31T23:59:59.999Z"],"angles":[0.5,1.5],"carts":["00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"],"count":9}"#;

fn read(json: &str) -> Result<All, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn full() -> All {
    read(FULL).expect("it fits")
}

/// What is read where a part of the text is another.
fn with(part: &str, other: &str) -> Result<All, String> {
    assert!(FULL.contains(part), "{part}");
    read(&FULL.replacen(part, other, 1))
}

#[test]
fn the_wire_is_that_of_the_scalars() {
    let all = full();
    assert_eq!(all.code, Some(Code("abc".to_owned())));
    assert_eq!(all.moments, [Millis(-1)]);
    assert_eq!(serde_json::to_string(&all).unwrap(), FULL);
    assert!(all.validate().is_ok());
    let absent = with(r#""code":"ABC","#, "").expect("a code is optional");
    assert_eq!(absent.code, None);
}

#[test]
fn sets_and_maps_have_the_order_of_the_wire() {
    let all = with(
        r#"["00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"]"#,
        r#"["00000000-0000-0000-0000-000000000002","00000000-0000-0000-0000-000000000001"]"#,
    );
    assert_eq!(serde_json::to_string(&all.unwrap()).unwrap(), FULL);
    let all = with("[0.5,1.5]", "[1.5,0.5]").unwrap();
    assert_eq!(all.angles, [Angle(0.5), Angle(1.5)]);
}

#[test]
fn what_the_scalar_refuses_is_refused() {
    for (part, other, message) in [
        ("0001", "000g", "expected a UUID"),
        ("ABC", "abc", "does not match the pattern, `^[A-Z]+$`"),
        ("ABC", "ABCDEFGHI", "more characters than the most allowed, 8"),
        ("ABC", "A", "fewer characters than the fewest allowed, 2"),
        (r#"{"A""#, r#"{"a""#, "does not match the pattern"),
        ("[0.5,1.5]", "[0.5,0.5]", "holds an item twice"),
        (":9}", ":10}", "`10` is higher than the highest allowed, 9"),
        (
            r#"["1969-12-31T23:59:59.999Z"]"#,
            r#"["2026-01-01T00:00:00Z","2026-01-01T00:00:00Z"]"#,
            "holds an item twice",
        ),
    ] {
        let error = with(part, other).unwrap_err();
        assert!(error.contains(message), "{other}: {error}");
    }
    let repeated = FULL.replace("000000000002", "000000000001");
    assert!(read(&repeated).unwrap_err().contains("holds an item twice"));
    let none = with(r#"["00000000-0000-0000-0000-000000000001","00000000-0000-0000-0000-000000000002"]"#, "[]");
    assert!(none.unwrap_err().contains("has 0 items, fewer than the fewest allowed, 1"));
}

#[test]
fn what_the_type_refuses_is_an_error_at_its_place() {
    let error = with("00:00:00Z", "00:00:00.0001Z").unwrap_err();
    assert!(error.starts_with("it cannot be held by `bridges::Millis`: finer than a millisecond at line 1"), "{error}");
    let error = with("ABC", "SECRET").unwrap_err();
    assert!(error.contains("`SECRET` is taken"), "{error}");
    let mut all = full();
    all.id = Id(Uuid::max());
    let error = all.validate().unwrap_err();
    assert_eq!(error.path(), "$.id");
    let message = "cannot be written from `bridges::Id`: the highest id stands for none";
    assert!(error.to_string().contains(message), "{error}");
    assert!(serde_json::to_string(&all).unwrap_err().to_string().contains(message));
}

#[test]
fn what_was_built_is_checked_before_it_is_written() {
    let mut all = full();
    all.code = Some(Code("too long a code".to_owned()));
    let error = all.validate().unwrap_err().to_string();
    assert!(error.starts_with("$.code: `TOO LONG A CODE`"), "{error}");
    assert!(serde_json::to_string(&all).is_err());
    let mut all = full();
    all.times.insert(Code("no code".to_owned()), Millis(0));
    assert!(all.validate().is_err() && serde_json::to_string(&all).is_err());
    let mut all = full();
    // Two codes for the type, and one for the wire.
    all.times.insert(Code("A".to_owned()), Millis(0));
    assert!(serde_json::to_string(&all).unwrap_err().to_string().contains("`A` is a key twice"));
    assert!(all.validate().is_err());
    let mut all = full();
    all.angles.push(Angle(f64::NAN));
    assert!(all.validate().is_err() && serde_json::to_string(&all).is_err());
}

/// Days, whatever the time of day: it loses what it should refuse.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Day(i64);

impl Bridge<Timestamp> for Day {
    fn from_scalar(scalar: Timestamp) -> Result<Self, Refused> {
        Ok(Self(scalar.as_second().div_euclid(86_400)))
    }

    fn to_scalar(value: &Self) -> Result<Timestamp, Refused> {
        Ok(Timestamp::from_second(value.0 * 86_400)?)
    }
}

#[test]
fn items_that_only_the_type_takes_for_one_are_not_dropped() {
    type Days = SetBy<Bridged<Timestamp>>;
    let read = |json: &str| {
        let mut json = serde_json::Deserializer::from_str(json);
        <Days as rt::Codec<BTreeSet<Day>>>::read(&mut json).map_err(|error| error.to_string())
    };
    let error = read(r#"["2026-01-01T00:00:00Z","2026-01-01T01:00:00Z"]"#).unwrap_err();
    assert!(error.contains("holds different items that are equal as `bridges::Day`"), "{error}");
    // Two spellings of one timestamp are one.
    assert_eq!(read(r#"["2026-01-01T00:00:00Z","2026-01-01T01:00:00+01:00"]"#).unwrap().len(), 1);
}

#[test]
fn newtypes_of_such_types_are_texts_and_keys_as_they_would_be() {
    let text = "00000000-0000-0000-0000-000000000001";
    let cart: CartId = text.parse().unwrap();
    assert_eq!(cart, CartId::new(Id(Uuid::from_u128(1))));
    assert_eq!(cart.to_string(), text);
    assert!("1".parse::<CartId>().is_err());
    let none = CartId::new(Id(Uuid::max()));
    assert_eq!(none.to_string(), "(a `bridges::Id` that cannot be written)");
    let carts: BTreeMap<CartId, u8> = serde_json::from_str(&format!(r#"{{"{text}":1}}"#)).unwrap();
    assert_eq!(serde_json::to_string(&carts.keys().next()).unwrap(), format!("\"{text}\""));
}

#[test]
fn streams_are_called_after_what_the_wire_has() {
    let stream = |id| <KeyBy<Id, Bridged<Uuid>> as StreamKey>::text(&id);
    assert_eq!(stream(Id(Uuid::from_u128(1))), "00000000-0000-0000-0000-000000000001");
    // No stream can have this name: a store refuses it.
    assert!(stream(Id(Uuid::max())).starts_with('\0'));
}

#[test]
fn versions_meet_at_the_scalar() {
    type OfCode = Bridged<WireCode>;
    let code: Code = rt::cross::<rt::AsScalar, OfCode, _, _>("ABC".to_owned()).unwrap();
    assert_eq!(code, Code("abc".to_owned()));
    assert!(rt::cross::<rt::AsScalar, OfCode, String, Code>("a b".to_owned()).is_err());
    let text: String = rt::cross::<OfCode, rt::AsScalar, _, _>(code).unwrap();
    assert_eq!(text, "ABC");
    let id: Id = rt::cross::<Plain, Bridged<Uuid>, _, _>(CartId::new(Id(Uuid::from_u128(1)))).unwrap();
    assert_eq!(id, Id(Uuid::from_u128(1)));
    // A wider number on the way.
    let wide: u64 = rt::cross::<rt::AsScalar, Bridged<u64, Itself>, u8, u64>(7).unwrap();
    assert_eq!(wide, 7);
}

#[test]
fn constants_are_refused_and_no_panic() {
    static FINE: rt::Constant<Millis, Bridged<Timestamp>> = rt::Constant::new(r#""1970-01-01T00:00:01Z""#);
    static FINER: rt::Constant<Millis, Bridged<Timestamp>> = rt::Constant::new(r#""1970-01-01T00:00:00.0001Z""#);
    assert_eq!(FINE.read().unwrap(), Millis(1000));
    let error = FINER.read().unwrap_err().to_string();
    assert!(error.contains("finer than a millisecond") && error.contains("1970-01-01T00:00:00.0001Z"), "{error}");

    #[derive(Debug, PartialEq, rt::Record)]
    struct Defaulted {
        #[retold(codec = Bridged<Timestamp>, constant = FINER)]
        at: Millis,
    }
    assert!(serde_json::from_str::<Defaulted>("{}").unwrap_err().to_string().contains("finer than a millisecond"));
    assert!(serde_json::from_str::<Defaulted>(r#"{"at":"1970-01-01T00:00:00Z"}"#).is_ok());
}

#[test]
fn personal_data_is_in_no_message() {
    #[derive(Debug, rt::Record)]
    struct Person {
        #[retold(codec = Bridged<Hidden>)]
        name: Code,
        #[retold(codec = Bridged<WireCode>, pii)]
        code: Code,
    }
    for json in [r#"{"name":"SECRET","code":"A"}"#, r#"{"name":"A","code":"SECRET"}"#] {
        let error = serde_json::from_str::<Person>(json).unwrap_err().to_string();
        assert!(!error.contains("SECRET"), "{error}");
    }
}

#[test]
fn lists_without_equal_items_compare_what_is_written() {
    let read = |json: &str| {
        let mut json = serde_json::Deserializer::from_str(json);
        <Unique<Bridged<WireCode>> as rt::Codec<Vec<Code>>>::read(&mut json).map_err(|error| error.to_string())
    };
    assert_eq!(read(r#"["A","B"]"#).unwrap().len(), 2);
    assert!(read(r#"["A","A"]"#).unwrap_err().contains("twice"));
}
