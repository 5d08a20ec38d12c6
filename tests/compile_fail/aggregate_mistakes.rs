use retold::Aggregate;

#[path = "../../examples/small/src/events/cart.rs"]
mod cart;

#[derive(Default, Aggregate)]
#[aggregate]
struct NoArguments;

#[derive(Default, Aggregate)]
#[aggregate()]
struct NoModule;

#[derive(Default, Aggregate)]
#[aggregate(snapshot = 1)]
struct OnlySnapshot;

#[derive(Default, Aggregate)]
#[aggregate(cart, snapshots = 1)]
struct WrongKey;

#[derive(Default, Aggregate)]
#[aggregate(cart, stream = "shop.Cart")]
struct UnknownKey;

#[derive(Default, Aggregate)]
#[aggregate(cart, snapshot = "one")]
struct SnapshotAsText;

#[derive(Default, Aggregate)]
#[aggregate(cart, snapshot = -1)]
struct NegativeSnapshot;

#[derive(Default, Aggregate)]
#[aggregate(cart, snapshot = 99999999999)]
struct LargeSnapshot;

#[derive(Default, Aggregate)]
#[aggregate(cart, snapshot = 1, snapshot = 2)]
struct SnapshotTwice;

#[derive(Default, Aggregate)]
#[aggregate(cart, cart)]
struct TwoModules;

#[derive(Default, Aggregate)]
#[aggregate(cart)]
#[aggregate(cart)]
struct AttributeTwice;

#[derive(Default, Aggregate)]
#[aggregate("cart")]
struct ModuleAsText;

#[derive(Default, Aggregate)]
#[aggregate = "cart"]
struct AsValue;

#[derive(Default, Aggregate)]
#[aggregate(module = cart)]
struct ModuleAsKey;

fn main() {}
