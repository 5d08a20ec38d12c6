//! Views and queries as they are generated: sets over several aggregates, events that became others, queries that old
//! clients send, answers in their forms on the wire, and the scenarios read through them.

use std::collections::BTreeMap;
use std::convert::Infallible;

use pollster::block_on;
use retold::projection::{InMemory, Projection};
use retold::store::{Append, MemoryStore, NewEvent, Store};
use retold::{AnswerError, EventSet, Origin, Query, QuerySet, Recorded, View, ViewError};
use retold_constructs::generated::{elsewhere, reading};
use retold_tests::scenarios::{airline, catalogue, ordering, shop, users};
use serde_json::{Value, json};
use uuid::Uuid;

use airline::loyalty::{self, Tier};
use catalogue::product::{ProductId, ProductListed};
use ordering::checkout::{OrderId, OrderRequested};
use ordering::order::{OrderCancelled, OrderConfirmed, OrderPaid, OrderStatus};
use reading::{DoorId, DoorLogViewEvent};
use users::user::{UserId, UserRegistered, UserRenamed};

fn recorded<'a>(name: &'a str, version: u32, data: &'a str) -> Recorded<'a> {
    Recorded::new(name, version, data)
}

/// What a recorded event is in a view's set.
fn seen(name: &str, version: u32, data: &str) -> Vec<DoorLogViewEvent> {
    DoorLogViewEvent::decode(recorded(name, version, data)).expect("it is read").collect()
}

#[test]
fn a_set_over_several_contexts_tells_equal_names_apart() {
    let own = seen("reading.Opened", 1, r#"{"who":"ann"}"#);
    assert_eq!(own, [DoorLogViewEvent::Opened(reading::Opened { by: "ann".into() })]);
    let other = seen("elsewhere.Opened", 1, r#"{"what":"a shop"}"#);
    assert_eq!(other, [DoorLogViewEvent::ElsewhereOpened(elsewhere::Opened { what: "a shop".into() })]);
}

#[test]
fn what_an_event_became_reaches_views_that_only_know_that() {
    let slammed = r#"{"by":"ann","level":7.5}"#;
    let shut = DoorLogViewEvent::Shut(reading::Shut { by: "ann".into() });
    assert_eq!(seen("reading.Slammed", 1, slammed), [shut]);
    let levels: Vec<_> = reading::LevelsViewEvent::decode(recorded("reading.Slammed", 1, slammed)).unwrap().collect();
    assert_eq!(levels, [reading::LevelsViewEvent::Noise(reading::Noise { level: 7.5 })]);
    assert_eq!(seen("reading.Painted", 1, r#"{"ral":3000}"#), []);
    assert_eq!(seen("reading.Painted", 2, r#"{"color":"red"}"#).len(), 1);
    let unknown = DoorLogViewEvent::decode(recorded("reading.Slammed", 2, slammed)).unwrap_err();
    assert_eq!(unknown.to_string(), "`reading.Slammed` v2: the version is not known; known: v1");
}

/// What was done to each door.
#[derive(Debug, Default, View)]
#[view(reading::DoorLog)]
struct Log(BTreeMap<DoorId, reading::DoorLog>);

impl Log {
    fn add(&mut self, door: &DoorId, line: String) {
        self.0.entry(door.clone()).or_default().push(line);
    }
}

impl reading::DoorLogView for Log {
    fn apply_opened(&mut self, event: reading::Opened, origin: &Origin<'_, DoorId>) -> Result<(), ViewError> {
        self.add(&origin.key, format!("opened by {}", event.by));
        Ok(())
    }

    fn apply_shut(&mut self, event: reading::Shut, origin: &Origin<'_, DoorId>) -> Result<(), ViewError> {
        self.add(&origin.key, format!("shut by {}", event.by));
        Ok(())
    }

    fn apply_painted(&mut self, event: reading::Painted, _: &Origin<'_, DoorId>) -> Result<(), ViewError> {
        Err(ViewError::new(format!("nobody knows the color {}", event.color)))
    }

    fn apply_elsewhere_opened(&mut self, event: elsewhere::Opened, origin: &Origin<'_>) -> Result<(), ViewError> {
        self.add(&DoorId::new("elsewhere")?, format!("{} at {}", event.what, origin.key));
        Ok(())
    }
}

fn append(store: &MemoryStore, stream: &str, name: &'static str, version: u32, data: &str) {
    let event = NewEvent::new(name, version, data.as_bytes());
    block_on(store.append(Append::to(stream.to_owned()).event(event))).expect("it is appended");
}

#[test]
fn a_derived_view_is_a_projection() {
    let store = MemoryStore::new();
    append(&store, "reading.Door/front", "reading.Opened", 1, r#"{"who":"ann"}"#);
    append(&store, "reading.Door/front", "reading.Noise", 1, r#"{"level":1}"#);
    append(&store, "elsewhere/7", "elsewhere.Opened", 1, r#"{"what":"a shop"}"#);
    append(&store, "reading.Door/front", "reading.Slammed", 1, r#"{"by":"bob","level":9}"#);
    let log = InMemory::<Log>::new(&store);
    block_on(log.catch_up()).expect("all of it is taken in");
    let lines = |door: &str| log.read(|log| log.0.get(&DoorId::new(door).unwrap()).cloned().unwrap_or_default());
    assert_eq!(lines("front"), ["opened by ann", "shut by bob"]);
    assert_eq!(lines("elsewhere"), ["a shop at 7"]);
    assert_eq!(<Log as View>::NAME, "reading.DoorLog");
}

#[test]
fn what_a_view_cannot_take_in_stops_its_projection_at_that_event() {
    let store = MemoryStore::new();
    append(&store, "reading.Door/front", "reading.Opened", 2, r#"{"by":"ann"}"#);
    append(&store, "reading.Door/front", "reading.Painted", 2, r#"{"color":"grue"}"#);
    append(&store, "reading.Door/back", "reading.Opened", 2, r#"{"by":"bob"}"#);
    let log = InMemory::<Log>::new(&store);
    for _ in 0..2 {
        let error = block_on(log.catch_up()).expect_err("it stops");
        assert_eq!(
            error.to_string(),
            "`reading.Painted` in stream `reading.Door/front` at position 2: nobody knows the color grue"
        );
        assert_eq!(log.position(), 1);
        assert_eq!(log.read(|log| log.0.values().map(Vec::len).sum::<usize>()), 1, "nothing is taken in twice");
    }
}

#[test]
fn a_stream_whose_key_is_none_is_an_error_that_names_it() {
    let store = MemoryStore::new();
    append(&store, "reading.Door/7", "reading.Opened", 2, r#"{"by":"ann"}"#);
    let error = block_on(InMemory::<Log>::new(&store).catch_up()).expect_err("it stops");
    let text = error.to_string();
    assert!(text.contains("the key of `reading.Door/7`: `7` does not match"), "{text}");
}

#[test]
fn a_view_that_fails_leaves_a_projection_by_hand_as_it_was() {
    let mut log = Log::default();
    let event = DoorLogViewEvent::Opened(reading::Opened { by: "ann".into() });
    log.take_in(event.clone(), &Origin::of("reading.Door/front")).expect("a door opens");
    assert!(log.take_in(event, &Origin::of("reading.Door/")).is_err());
    assert_eq!(log.0.len(), 1);
    fn is_projection<P: Projection>() {}
    is_projection::<Log>();
}

/// Answers with what it was asked.
struct Asked;

impl reading::DoorQueries for Asked {
    type Error = String;

    async fn get_log(&self, query: reading::GetLog) -> Result<Option<reading::DoorLog>, String> {
        match query.door_id.get().as_str() {
            "none" => Ok(None),
            "broken" => Err("the tables are gone".to_owned()),
            door => Ok(Some(vec![format!("{door} {}", query.limit)])),
        }
    }

    async fn get_levels(&self, _: reading::GetLevels) -> Result<Vec<reading::Levels>, String> {
        Ok(vec![vec![2.5, 1.0], vec![f64::NAN]])
    }

    async fn get_loudest(&self, _: reading::GetLoudest) -> Result<reading::Loudest, String> {
        let at = "2024-01-29T13:00:00+01:00".parse().map_err(|_| "no time")?;
        Ok(reading::Loudest { level: None, at, price: "1.50".parse().map_err(|_| "no price")? })
    }

    async fn get_all_loudest(&self, _: reading::GetAllLoudest) -> Result<Vec<reading::Loudest>, String> {
        Ok(vec![self.get_loudest(reading::GetLoudest {}).await?])
    }

    async fn get_time(&self, _: reading::GetTime) -> Result<Option<jiff::Timestamp>, String> {
        Ok(Some(jiff::Timestamp::UNIX_EPOCH))
    }

    async fn get_doors(&self, _: reading::GetDoors) -> Result<BTreeMap<DoorId, Vec<reading::Doors>>, String> {
        let door = DoorId::new("front").map_err(|error| error.to_string())?;
        Ok(BTreeMap::from([(door, vec![reading::Doors::Red, reading::Doors::Green])]))
    }
}

/// What an endpoint does: decode, dispatch, send.
fn endpoint(name: &str, version: u32, data: &str) -> Result<String, String> {
    let query = reading::DoorQuery::decode(recorded(name, version, data)).map_err(|error| error.to_string())?;
    let answer = block_on(query.answer(&Asked)).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(answer).expect("an answer is text"))
}

#[test]
fn queries_of_old_clients_are_read_and_answered() {
    assert_eq!(endpoint("reading.GetLog", 2, r#"{"door_id":"front","limit":3}"#).unwrap(), r#"["front 3"]"#);
    assert_eq!(endpoint("reading.GetLog", 1, r#"{"door":"FRONT"}"#).unwrap(), r#"["front 10"]"#);
    assert_eq!(endpoint("reading.ReadLog", 1, r#"{"door":"FRONT"}"#).unwrap(), r#"["front 10"]"#);
    assert_eq!(endpoint("reading.GetLog", 2, r#"{"door_id":"none","limit":3}"#).unwrap(), "null");
    assert_eq!(reading::GetLogV1::OLDEST_AND_VERSION, (1, 1));
    assert_eq!(reading::GetLog::OLDEST_AND_VERSION, (1, 2));
}

/// What a query says of itself, for the test above.
trait Said {
    const OLDEST_AND_VERSION: (u32, u32);
}

impl<Q: Query> Said for Q {
    const OLDEST_AND_VERSION: (u32, u32) = (Q::OLDEST, Q::VERSION);
}

#[test]
fn what_is_wrong_with_a_query_is_said() {
    let wrong = |name, version, data| endpoint(name, version, data).expect_err("it is refused");
    insta::assert_snapshot!([
        wrong("reading.GetLog", 2, r#"{"door_id":"front","limit":0}"#),
        wrong("reading.GetLog", 2, r#"{"door_id":"7","limit":1}"#),
        wrong("reading.GetLog", 1, r#"{"door":"7"}"#),
        wrong("reading.GetLog", 3, "{}"),
        wrong("reading.GetLgo", 1, "{}"),
        wrong("reading.GetTime", 1, ""),
        wrong("reading.GetLog", 2, r#"{"door_id":"broken","limit":1}"#),
        wrong("reading.GetLevels", 1, "{}"),
    ]
    .join("\n"), @r"
    `reading.GetLog` v2: `$`: `0` is lower than the lowest allowed, 1
    `reading.GetLog` v2: `$.door_id`: `7` does not match the pattern, `^[a-z]+$`
    `reading.GetLog` v1: the step to v2 failed: `7` does not match the pattern, `^[a-z]+$`
    `reading.GetLog` v3: the version is not known; known: v1 to v2
    `reading.GetLgo` v1: the name is not known; known are `reading.GetAllLoudest`, `reading.GetDoors`, `reading.GetLevels`, `reading.GetLog`, `reading.GetLoudest`, `reading.GetTime`; did you mean `reading.GetLog`?
    `reading.GetTime` v1: the payload is not JSON at `$`: EOF while parsing a value
    the tables are gone
    cannot write the answer of `reading.GetLevels` v1: $[0]: `NaN` cannot be written: it is not a finite number
    ");
}

#[test]
fn answers_have_the_forms_of_the_language() {
    let answer = |name| endpoint(name, 1, "{}").expect("it is answered");
    assert_eq!(answer("reading.GetLoudest"), r#"{"at":"2024-01-29T12:00:00Z","price":1.50}"#);
    assert_eq!(answer("reading.GetAllLoudest"), r#"[{"at":"2024-01-29T12:00:00Z","price":1.50}]"#);
    assert_eq!(answer("reading.GetTime"), r#""1970-01-01T00:00:00Z""#);
    assert_eq!(answer("reading.GetDoors"), r#"{"front":["red","green"]}"#);
    let sorted = reading::GetLevels::encode_answer(&vec![vec![2.5, 1.0], vec![]]).expect("it is written");
    assert_eq!(sorted, b"[[1.0,2.5],[]]");
}

#[test]
fn a_client_reads_answers_and_is_told_what_is_wrong_with_them() {
    assert_eq!(reading::GetLevels::decode_answer("[[1,2.5],[]]").unwrap(), [vec![1.0, 2.5], vec![]]);
    assert_eq!(reading::GetTime::decode_answer("null").unwrap(), None);
    let wrong = |json: &str| reading::GetLoudest::decode_answer(json).unwrap_err().to_string();
    assert_eq!(
        wrong(r#"{"at":"noon"}"#),
        "the answer of `reading.GetLoudest` v1: `$.at`: invalid value: string \"noon\", expected a timestamp such as 2026-02-28T08:30:00Z",
    );
    assert!(wrong("{} {}").starts_with("the answer of `reading.GetLoudest` v1: "), "{}", wrong("{} {}"));
    assert!(reading::GetTime::decode_answer(&b"\xff"[..]).is_err());
}

#[test]
fn a_handler_is_told_apart_from_an_answer_that_cannot_be_written() {
    let log = reading::DoorQuery::from(reading::GetLog { door_id: DoorId::new("broken").unwrap(), limit: 1 });
    assert!(matches!(block_on(log.answer(&Asked)), Err(AnswerError::Handler(why)) if why == "the tables are gone"));
    let levels = reading::DoorQuery::from(reading::GetLevels {});
    assert!(matches!(block_on(levels.answer(&Asked)), Err(AnswerError::Encode(_))));
}

/// The contents of all carts, with a handler that reads them.
#[derive(Default, View)]
#[view(shop::cart::CartContents)]
struct Contents(BTreeMap<shop::cart::CartId, shop::cart::CartContents>);

impl shop::cart::CartContentsView for Contents {
    fn apply_item_added_to_cart(
        &mut self,
        event: shop::cart::ItemAddedToCart,
        origin: &Origin<'_, shop::cart::CartId>,
    ) -> Result<(), ViewError> {
        *self.0.entry(origin.key).or_default().entry(event.item_id).or_default() += event.quantity;
        Ok(())
    }

    fn apply_item_removed_from_cart(
        &mut self,
        event: shop::cart::ItemRemovedFromCart,
        origin: &Origin<'_, shop::cart::CartId>,
    ) -> Result<(), ViewError> {
        self.0.entry(origin.key).or_default().remove(&event.item_id);
        Ok(())
    }

    fn apply_order_placed(
        &mut self,
        _: shop::cart::OrderPlaced,
        origin: &Origin<'_, shop::cart::CartId>,
    ) -> Result<(), ViewError> {
        self.0.remove(&origin.key);
        Ok(())
    }
}

/// Answers about carts.
struct Carts(InMemory<Contents>);

impl shop::cart::CartQueries for Carts {
    type Error = Infallible;

    async fn get_cart_contents(
        &self,
        query: shop::cart::GetCartContents,
    ) -> Result<Option<shop::cart::CartContents>, Infallible> {
        Ok(self.0.read(|contents| contents.0.get(&query.cart_id).cloned()))
    }
}

#[test]
fn two_apples_and_three_bananas_without_the_apples_are_three_bananas() {
    let store = MemoryStore::new();
    let cart = shop::cart::CartId(Uuid::from_u128(7));
    let stream = format!("shop.Cart/{cart}");
    append(&store, &stream, "shop.ItemAddedToCart", 1, r#"{"item_id":"apple","quantity":2}"#);
    append(&store, &stream, "shop.ItemAddedToCart", 2, r#"{"item_id":"banana","quantity":3}"#);
    append(&store, &stream, "shop.ItemRemovedFromCart", 1, r#"{"item_id":"apple"}"#);
    let carts = Carts(InMemory::new(&store));
    block_on(carts.0.catch_up()).expect("all of it is taken in");
    let ask = |cart: shop::cart::CartId| {
        let data = json!({ "cart_id": cart }).to_string();
        let query = shop::cart::CartQuery::decode(recorded("shop.GetCartContents", 1, &data)).expect("it is read");
        String::from_utf8(block_on(query.answer(&carts)).expect("it is answered")).expect("it is text")
    };
    assert_eq!(ask(cart), r#"{"banana":3}"#);
    assert_eq!(ask(shop::cart::CartId(Uuid::nil())), "null");
}

/// The points of all customers.
#[derive(Default, View)]
#[view(loyalty::CustomerPoints)]
struct Points(BTreeMap<String, loyalty::CustomerPoints>);

impl loyalty::CustomerPointsView for Points {
    fn apply_points_earned(
        &mut self,
        event: loyalty::PointsEarned,
        _: &Origin<'_, airline::booking::CustomerId>,
    ) -> Result<(), ViewError> {
        let customer_id = event.customer_id;
        let new = loyalty::CustomerPoints { customer_id: customer_id.clone(), points: 0, tier: Tier::Bronze };
        self.0.entry(customer_id.to_string()).or_insert(new).points += event.points;
        Ok(())
    }

    fn apply_tier_reached(
        &mut self,
        event: loyalty::TierReached,
        _: &Origin<'_, airline::booking::CustomerId>,
    ) -> Result<(), ViewError> {
        let customer = self.0.get_mut(&event.customer_id.to_string()).ok_or_else(|| ViewError::new("no points"))?;
        customer.tier = event.tier;
        Ok(())
    }
}

/// `GET /api/loyalty/…`, from the view.
struct Loyalty(InMemory<Points>);

impl loyalty::LoyaltyAccountQueries for Loyalty {
    type Error = Infallible;

    async fn get_customer_points(
        &self,
        query: loyalty::GetCustomerPoints,
    ) -> Result<Option<loyalty::CustomerPoints>, Infallible> {
        Ok(self.0.read(|points| points.0.get(&query.customer_id.to_string()).cloned()))
    }

    async fn get_tiers(&self, _: loyalty::GetTiers) -> Result<Vec<loyalty::TierTerms>, Infallible> {
        let terms = |tier, min_points| loyalty::TierTerms { tier, min_points, benefits: vec!["a smile".to_owned()] };
        Ok(vec![terms(Tier::Bronze, 0), terms(Tier::Silver, 10_000)])
    }
}

impl Loyalty {
    /// A path as a web server hands it over.
    fn get(&self, path: &str) -> Option<Value> {
        let segments: Vec<&str> = path.trim_start_matches("/api/loyalty/").split('/').collect();
        let (name, data) = match segments.as_slice() {
            ["customers", customer, "points"] => {
                ("airline.loyalty.GetCustomerPoints", json!({ "customerId": customer }))
            }
            ["tiers"] => ("airline.loyalty.GetTiers", json!({})),
            _ => return None,
        };
        let data = data.to_string();
        let query = loyalty::LoyaltyAccountQuery::decode(recorded(name, 1, &data)).ok()?;
        serde_json::from_slice(&block_on(query.answer(self)).ok()?).ok()
    }
}

#[test]
fn points_and_tiers_are_answered_from_the_view() {
    let store = MemoryStore::new();
    let stream = "airline.loyalty.LoyaltyAccount/C12345";
    let earned = r#"{"eventType":"PointsEarned","customerId":"C12345","bookingId":"BK12345","points":9000}"#;
    append(&store, stream, "airline.loyalty.PointsEarned", 1, earned);
    append(&store, stream, "airline.loyalty.PointsEarned", 1, &earned.replace("9000", "1500"));
    let reached = r#"{"eventType":"TierReached","customerId":"C12345","tier":"Silver"}"#;
    append(&store, stream, "airline.loyalty.TierReached", 1, reached);
    let loyalty = Loyalty(InMemory::new(&store));
    block_on(loyalty.0.catch_up()).expect("all of it is taken in");
    let points = json!({ "customerId": "C12345", "points": 10500, "tier": "Silver" });
    assert_eq!(loyalty.get("/api/loyalty/customers/C12345/points"), Some(points));
    assert_eq!(loyalty.get("/api/loyalty/customers/C1/points"), Some(Value::Null));
    let tiers = json!([
        { "tier": "Bronze", "minPoints": 0, "benefits": ["a smile"] },
        { "tier": "Silver", "minPoints": 10000, "benefits": ["a smile"] },
    ]);
    assert_eq!(loyalty.get("/api/loyalty/tiers"), Some(tiers));
    assert_eq!(loyalty.get("/api/loyalty/trees"), None);
}

/// Orders joined with the users who placed them and the products in them.
#[derive(Default, View)]
#[view(ordering::display::OrderDisplay)]
struct Orders {
    users: BTreeMap<users::user::UserId, String>,
    titles: BTreeMap<catalogue::product::ProductId, String>,
    requested: BTreeMap<ordering::checkout::OrderId, (ordering::checkout::OrderRequested, OrderStatus)>,
}

impl Orders {
    fn is_now(&mut self, order: OrderId, status: OrderStatus) -> Result<(), ViewError> {
        let order = self.requested.get_mut(&order).ok_or_else(|| ViewError::new("the order was never requested"))?;
        order.1 = status;
        Ok(())
    }

    fn display(&self, order: OrderId) -> Option<ordering::display::OrderDisplay> {
        let (requested, status) = self.requested.get(&order)?;
        let lines = requested.lines.iter().map(|line| ordering::display::DisplayLine {
            product_id: line.product_id.clone(),
            title: self.titles.get(&line.product_id).cloned().unwrap_or_default(),
            quantity: line.quantity,
            unit_price: line.unit_price.clone(),
        });
        Some(ordering::display::OrderDisplay {
            order_id: order,
            user_name: self.users.get(&requested.user_id).cloned().unwrap_or_default(),
            lines: lines.collect(),
            total: requested.total.clone(),
            status: *status,
        })
    }
}

impl ordering::display::OrderDisplayView for Orders {
    fn apply_order_requested(&mut self, event: OrderRequested, _: &Origin<'_, OrderId>) -> Result<(), ViewError> {
        self.requested.insert(event.order_id, (event, OrderStatus::Requested));
        Ok(())
    }

    fn apply_order_confirmed(&mut self, event: OrderConfirmed, _: &Origin<'_, OrderId>) -> Result<(), ViewError> {
        self.is_now(event.order_id, OrderStatus::Confirmed)
    }

    fn apply_order_paid(&mut self, event: OrderPaid, _: &Origin<'_, OrderId>) -> Result<(), ViewError> {
        self.is_now(event.order_id, OrderStatus::Paid)
    }

    fn apply_order_cancelled(&mut self, event: OrderCancelled, _: &Origin<'_, OrderId>) -> Result<(), ViewError> {
        self.is_now(event.order_id, OrderStatus::Cancelled)
    }

    fn apply_user_registered(&mut self, event: UserRegistered, origin: &Origin<'_, UserId>) -> Result<(), ViewError> {
        self.users.insert(origin.key, event.name);
        Ok(())
    }

    fn apply_user_renamed(&mut self, event: UserRenamed, origin: &Origin<'_, UserId>) -> Result<(), ViewError> {
        self.users.insert(origin.key, event.name);
        Ok(())
    }

    fn apply_product_listed(&mut self, event: ProductListed, origin: &Origin<'_, ProductId>) -> Result<(), ViewError> {
        self.titles.insert(origin.key.clone(), event.title);
        Ok(())
    }
}

/// What the shop shows.
struct Shown(InMemory<Orders>);

impl ordering::display::DisplayQueries for Shown {
    type Error = Infallible;

    async fn get_order(
        &self,
        query: ordering::display::GetOrder,
    ) -> Result<Option<ordering::display::OrderDisplay>, Infallible> {
        Ok(self.0.read(|orders| orders.display(query.order_id)))
    }
}

#[test]
fn an_order_is_displayed_from_the_events_of_four_services() {
    let (order, user) = (Uuid::from_u128(1).to_string(), Uuid::from_u128(2).to_string());
    let store = MemoryStore::new();
    let money = json!({ "amount": "349.00", "currency": "EUR" });
    let happened = |stream: &str, name: &'static str, data: Value| append(&store, stream, name, 1, &data.to_string());
    let user_stream = format!("users.User/{user}");
    happened(
        &user_stream,
        "users.UserRegistered",
        json!({ "user_id": user, "name": "Ann", "email": "ann@example.com" }),
    );
    let product = json!({ "product_id": "espresso-machine", "title": "Espresso machine", "price": money });
    happened("catalogue.Product/espresso-machine", "catalogue.ProductListed", product);
    let line = json!({ "product_id": "espresso-machine", "quantity": 1, "unit_price": money });
    let requested = json!({
        "order_id": order, "user_id": user, "lines": [line], "total": money, "requested_at": "2024-01-29T12:00:00Z",
    });
    happened(&format!("ordering.Checkout/{order}"), "ordering.OrderRequested", requested);
    happened(
        &format!("ordering.Order/{order}"),
        "ordering.OrderConfirmed",
        json!({ "order_id": order, "total": money }),
    );
    happened(&user_stream, "users.UserRenamed", json!({ "user_id": user, "name": "Ann Doe" }));
    let shown = Shown(InMemory::new(&store));
    block_on(shown.0.catch_up()).expect("all of it is taken in");
    let data = json!({ "order_id": order }).to_string();
    let query = ordering::display::DisplayQuery::decode(recorded("ordering.GetOrder", 1, &data)).expect("it is read");
    let answer = block_on(query.answer(&shown)).expect("it is answered");
    let expected = json!({
        "order_id": order,
        "user_name": "Ann Doe",
        "lines": [{
            "product_id": "espresso-machine", "title": "Espresso machine", "quantity": 1, "unit_price": money,
        }],
        "total": money,
        "status": "confirmed",
    });
    assert_eq!(serde_json::from_slice::<Value>(&answer).expect("an answer is JSON"), expected);
}
