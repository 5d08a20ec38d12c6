use retold::Event;
use serde::Deserialize;

const NAME: &str = "shop.A";

#[derive(Event, Deserialize)]
#[event]
struct NoKeys;

#[derive(Event, Deserialize)]
#[event()]
struct EmptyKeys;

#[derive(Event, Deserialize)]
#[event = "shop.A"]
struct AsValue;

#[derive(Event, Deserialize)]
#[event("shop.A", 1)]
struct WithoutKeys;

#[derive(Event, Deserialize)]
#[event(name = "shop.A" version = 1)]
struct WithoutComma;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 1,,)]
struct TwoCommas;

#[derive(Event, Deserialize)]
#[event(name: "shop.A", version = 1)]
struct Colon;

#[derive(Event, Deserialize)]
#[event(name = , version = 1)]
struct NoValue;

#[derive(Event, Deserialize)]
#[event(name = NAME, version = 1)]
struct NameOfAConstant;

#[derive(Event, Deserialize)]
#[event(name = concat!("shop.", "A"), version = 1)]
struct NameOfAMacro;

#[derive(Event, Deserialize)]
#[event(name = b"shop.A", version = 1)]
struct Bytes;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = FIRST)]
struct VersionOfAConstant;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 1.0)]
struct Fraction;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = -1)]
struct Negative;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 4294967296)]
struct Large;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 99999999999999999999)]
struct Larger;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 2, from = "NoKeys")]
struct FromText;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 2, from = 1)]
struct FromNumber;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 2, from = )]
struct FromNothing;

#[derive(Event, Deserialize)]
#[event(name = "shop.A", version = 1)]
#[event(name = "shop.B")]
struct NameTwice;

// A second attribute may say the rest.
#[derive(Event, Deserialize)]
#[event(name = "shop.A")]
#[event(version = 1)]
struct InTwoAttributes;

fn main() {}
