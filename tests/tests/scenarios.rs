//! The payloads of the scenarios, to the letter: each decodes into its generated type and comes out again equal.

use retold::{CommandSet, EventSet, Recorded};
use retold_tests::scenarios::{airline, bank, billing, inventory, ordering, payment, shop, users};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads and writes a payload; gives the text that was written.
#[track_caller]
fn comes_out_equal<T: DeserializeOwned + Serialize>(payload: &str) -> String {
    let value: T = serde_json::from_str(payload).expect("the payload is read");
    let written = serde_json::to_string(&value).expect("the payload is written");
    assert_eq!(as_value(&written), as_value(payload));
    written
}

/// The same through the set of events that a store reads into.
#[track_caller]
fn event_comes_out_equal<S: EventSet>(name: &str, version: u32, payload: Value) {
    event_becomes::<S>(name, version, payload.clone(), payload);
}

#[track_caller]
fn event_becomes<S: EventSet>(name: &str, version: u32, payload: Value, current: Value) {
    let text = payload.to_string();
    let events: Vec<S> = S::decode(Recorded::new(name, version, text.as_str())).expect("the event is read").collect();
    let [event] = events.as_slice() else { panic!("one event is one event") };
    let encoded = event.encode().expect("the event is written");
    assert_eq!(encoded.name, name);
    assert_eq!(serde_json::from_slice::<Value>(&encoded.payload).expect("what is written is JSON"), current);
}

#[track_caller]
fn command_comes_out_equal<S: CommandSet>(name: &str, payload: Value) {
    let text = payload.to_string();
    let command = S::decode(Recorded::new(name, 1, text.as_str())).expect("the command is read");
    let encoded = command.encode().expect("the command is written");
    assert_eq!(encoded.name, name);
    assert_eq!(serde_json::from_slice::<Value>(&encoded.payload).expect("what is written is JSON"), payload);
}

fn as_value(text: &str) -> Value {
    serde_json::from_str(text).expect("it is JSON")
}

const ORDER: &str = "0b0e7a52-8f5e-4f0a-9a38-3d2f4f3c0001";
const USER: &str = "0b0e7a52-8f5e-4f0a-9a38-3d2f4f3c0002";
const PAYMENT: &str = "0b0e7a52-8f5e-4f0a-9a38-3d2f4f3c0003";

fn money(amount: &str) -> Value {
    json!({ "amount": amount, "currency": "EUR" })
}

fn order_lines() -> Value {
    json!([{ "product_id": "espresso-machine", "quantity": 1, "unit_price": money("349.00") }])
}

#[test]
fn a_shopping_cart() {
    use shop::cart::{CartCommand, CartEvent};
    command_comes_out_equal::<CartCommand>("shop.AddItem", json!({ "item_id": "apple", "quantity": 2 }));
    command_comes_out_equal::<CartCommand>("shop.RemoveItem", json!({ "item_id": "apple" }));
    command_comes_out_equal::<CartCommand>("shop.PlaceOrder", json!({ "available": { "banana": 12 } }));
    event_comes_out_equal::<CartEvent>("shop.ItemAddedToCart", 1, json!({ "item_id": "apple", "quantity": 2 }));
    event_comes_out_equal::<CartEvent>("shop.ItemRemovedFromCart", 1, json!({ "item_id": "apple" }));
    event_comes_out_equal::<CartEvent>(
        "shop.OrderPlaced",
        1,
        json!({ "items": { "banana": 3 }, "placed_at": "2024-01-29T12:00:00Z" }),
    );
}

#[test]
fn an_order_between_services() {
    let requested = json!({
        "order_id": ORDER, "user_id": USER, "lines": order_lines(), "total": money("349.00"),
        "requested_at": "2024-01-29T12:00:00.5Z"
    });
    event_comes_out_equal::<ordering::checkout::CheckoutEvent>("ordering.OrderRequested", 1, requested);
    event_comes_out_equal::<inventory::warehouse::WarehouseEvent>(
        "inventory.InventoryLocked",
        1,
        json!({ "order_id": ORDER, "lines": [{ "product_id": "espresso-machine", "quantity": 1 }] }),
    );
    event_comes_out_equal::<inventory::warehouse::WarehouseEvent>(
        "inventory.InventoryRejected",
        1,
        json!({ "order_id": ORDER, "missing": [{ "product_id": "espresso-machine", "quantity": 1 }] }),
    );
    event_comes_out_equal::<ordering::order::OrderEvent>(
        "ordering.OrderConfirmed",
        1,
        json!({ "order_id": ORDER, "total": money("349.00") }),
    );
    event_comes_out_equal::<users::user::UserEvent>(
        "users.UserRegistered",
        1,
        json!({ "user_id": USER, "name": "Jane Doe", "email": "jane@example.com" }),
    );
}

#[test]
fn a_saga_with_payment_and_its_undo() {
    use payment::payment::{PaymentCommand, PaymentEvent};
    for method in [
        json!({ "method": "card", "last4": "4242" }),
        json!({ "method": "invoice", "days": 30 }),
        // The union is open: a method of tomorrow is kept as it is.
        json!({ "method": "crypto", "chain": ["a", { "b": null }] }),
    ] {
        command_comes_out_equal::<PaymentCommand>(
            "payment.ChargePayment",
            json!({ "payment_id": PAYMENT, "order_id": ORDER, "amount": money("349.00"), "method": method }),
        );
    }
    event_comes_out_equal::<PaymentEvent>(
        "payment.PaymentFailed",
        1,
        json!({ "payment_id": PAYMENT, "order_id": ORDER, "reason": "the card has expired" }),
    );
    command_comes_out_equal::<inventory::warehouse::WarehouseCommand>(
        "inventory.ReleaseInventory",
        json!({ "order_id": ORDER }),
    );
    for reason in ["payment_failed", "struck by lightning"] {
        event_comes_out_equal::<ordering::order::OrderEvent>(
            "ordering.OrderCancelled",
            1,
            json!({ "order_id": ORDER, "reason": reason }),
        );
    }
}

#[test]
fn what_an_outbox_publishes() {
    comes_out_equal::<billing::invoice::InvoiceIssued>(
        &json!({ "invoice_id": PAYMENT, "order_id": ORDER, "amount": money("349.00"), "due": "2024-02-29" })
            .to_string(),
    );
    comes_out_equal::<billing::invoice::InvoiceSettled>(
        &json!({ "invoice_id": PAYMENT, "settled_at": "2024-02-27T09:00:00Z" }).to_string(),
    );
}

#[test]
fn an_account_in_every_version() {
    use bank::account::AccountEvent;
    let today = |amount: &str| json!({ "amount": amount, "currency": "EUR", "channel": "counter" });
    event_becomes::<AccountEvent>("bank.BalanceDeposited", 1, json!({ "sum": 50 }), today("50"));
    event_becomes::<AccountEvent>("bank.BalanceDeposited", 2, json!({ "amount": 80 }), today("80"));
    event_comes_out_equal::<AccountEvent>("bank.BalanceDeposited", 3, today("80.00"));
    event_becomes::<AccountEvent>(
        "bank.BalanceWithdrawn",
        1,
        json!({ "amount": 30 }),
        json!({ "amount": "30", "currency": "EUR" }),
    );
    event_comes_out_equal::<AccountEvent>("bank.BalanceWithdrawn", 2, json!({ "amount": "30.50", "currency": "GBP" }));
}

/// As the booking service publishes it.
const BOOKING_CREATED: &str = r#"{"eventType":"BookingCreated","timestamp":"2024-01-29T12:00:00Z","bookingDetails":{"bookingId":"BK12345","customerId":"C12345",
"flightDetails":{"flightNumber":"FL123","departureAirport":"JFK","arrivalAirport":"LAX","departureTime":"2024-02-15T08:00:00Z","arrivalTime":"2024-02-15T11:00:00Z"},
"passengerDetails":[{"passengerId":"P12345","firstName":"John","lastName":"Doe","dateOfBirth":"1990-05-15","passportNumber":"P12345678"},
{"passengerId":"P12346","firstName":"Jane","lastName":"Doe","dateOfBirth":"1992-08-20","passportNumber":"P87654321"}],
"contactDetails":{"email":"johndoe@example.com","phone":"+1234567890"},
"paymentDetails":{"paymentStatus":"Confirmed","amountPaid":800.00,"currency":"USD","paymentMethod":"CreditCard","transactionId":"TX123456789"}}}"#;

/// As the revenue system takes it.
const ADJUST_FLIGHT_PRICING: &str = r#"{"commandType":"AdjustFlightPricing","flightDetails":{"flightNumber":"FL123","departureAirport":"JFK","arrivalAirport":"LAX","departureDate":"2024-02-15","departureTime":"08:00:00"},
"pricingDetails":{"currentOccupancyRate":75,"averageTicketPrice":300.00,"seatsRemaining":50,"demandTrend":"Increasing","historicalData":{"samePeriodLastYearPrice":280.00,"samePeriodLastYearOccupancy":65}},
"action":"ReassessPricing"}"#;

#[test]
fn a_booking_to_the_letter() {
    let written = comes_out_equal::<airline::booking::BookingCreated>(BOOKING_CREATED);
    assert_eq!(written, BOOKING_CREATED.replace('\n', ""), "order of keys and digits of numbers too");
}

#[test]
fn a_command_to_the_revenue_system_to_the_letter() {
    let written = comes_out_equal::<airline::revenue::AdjustFlightPricing>(ADJUST_FLIGHT_PRICING);
    assert_eq!(written, ADJUST_FLIGHT_PRICING.replace('\n', ""), "order of keys and digits of numbers too");
}

#[test]
fn a_booking_with_values_of_tomorrow() {
    let tomorrow = BOOKING_CREATED.replace("\"Confirmed\"", "\"OnHold\"").replace("\"CreditCard\"", "\"Miles\"");
    comes_out_equal::<airline::booking::BookingCreated>(&tomorrow);
}

#[test]
fn a_payload_under_another_name_is_refused() {
    let other = BOOKING_CREATED.replace("BookingCreated", "BookingCancelled");
    let error = serde_json::from_str::<airline::booking::BookingCreated>(&other).expect_err("the name is another");
    assert!(error.to_string().contains("BookingCancelled"), "{error}");
}

#[test]
fn personal_data_stays_out_of_debug() {
    let booking: airline::booking::BookingCreated = serde_json::from_str(BOOKING_CREATED).expect("it is read");
    let shown = format!("{booking:?}");
    for secret in ["John", "Doe", "1990-05-15", "P12345678", "johndoe", "+1234567890"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(shown.contains("BK12345"), "{shown}");
}

#[test]
fn loyalty_and_flights() {
    event_comes_out_equal::<airline::loyalty::LoyaltyAccountEvent>(
        "airline.loyalty.PointsEarned",
        1,
        json!({ "eventType": "PointsEarned", "customerId": "C12345", "bookingId": "BK12345", "points": 800 }),
    );
    event_comes_out_equal::<airline::flights::FlightEvent>(
        "airline.flights.SeatsSold",
        1,
        json!({
            "eventType": "SeatsSold", "flightId": "FL123@2024-02-15", "bookingId": "BK12345", "seats": 2,
            "seatsRemaining": 50, "occupancyRate": 75, "averageTicketPrice": 300.00
        }),
    );
    command_comes_out_equal::<airline::flights::FlightCommand>(
        "airline.flights.SellSeats",
        json!({ "commandType": "SellSeats", "bookingId": "BK12345", "seats": 2, "amountPaid": 800.00 }),
    );
}
