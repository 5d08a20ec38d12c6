//! A booking to the letter sets the airline going: loyalty credits points, flight management sells the seats, and the
//! price review sends the revenue system its command, to the letter too.

use jiff::tz::TimeZone;
use retold::testing::{from_json, running};
use retold::{CommandSet, Process, Reacting, Reaction};
use retold_tests::scenarios::airline::booking::{BookingCreated, BookingId};
use retold_tests::scenarios::airline::flights::{
    FlightId, FlightScheduled, PriceReviewProcess, PriceReviewReaction, PriceReviewState, SeatsForBookingsProcess,
    SeatsForBookingsReaction, SeatsForBookingsState, SeatsSold, SellSeats,
};
use retold_tests::scenarios::airline::loyalty::{
    EarnPoints, PointsForBookingsProcess, PointsForBookingsReaction, PointsForBookingsState,
};
use retold_tests::scenarios::airline::revenue::{AdjustFlightPricing, DemandTrend, PricingAction, PricingDetails};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

const BOOKING_CREATED: &str = r#"{"eventType":"BookingCreated","timestamp":"2024-01-29T12:00:00Z","bookingDetails":{"bookingId":"BK12345","customerId":"C12345",
"flightDetails":{"flightNumber":"FL123","departureAirport":"JFK","arrivalAirport":"LAX","departureTime":"2024-02-15T08:00:00Z","arrivalTime":"2024-02-15T11:00:00Z"},
"passengerDetails":[{"passengerId":"P12345","firstName":"John","lastName":"Doe","dateOfBirth":"1990-05-15","passportNumber":"P12345678"},
{"passengerId":"P12346","firstName":"Jane","lastName":"Doe","dateOfBirth":"1992-08-20","passportNumber":"P87654321"}],
"contactDetails":{"email":"johndoe@example.com","phone":"+1234567890"},
"paymentDetails":{"paymentStatus":"Confirmed","amountPaid":800.00,"currency":"USD","paymentMethod":"CreditCard","transactionId":"TX123456789"}}}"#;

/// Loyalty: a point for every whole unit of money.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::airline::loyalty::PointsForBookings)]
struct Points;

impl PointsForBookingsProcess for Points {
    fn on_booking_created(
        &self,
        state: &mut PointsForBookingsState,
        event: BookingCreated,
        _: &Reacting<'_, BookingId>,
    ) -> PointsForBookingsReaction<BookingCreated> {
        let booking = event.booking_details;
        let points = booking.payment_details.amount_paid.to_u64().unwrap_or_default();
        if state.credited || points == 0 {
            return Reaction::none();
        }
        state.credited = true;
        let (customer_id, booking_id) = (booking.customer_id, booking.booking_id);
        Reaction::none().send(customer_id.clone(), EarnPoints { customer_id, booking_id, points })
    }
}

/// Flight management, where bookings arrive.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::airline::flights::SeatsForBookings)]
struct Seats;

impl SeatsForBookingsProcess for Seats {
    fn on_booking_created(
        &self,
        state: &mut SeatsForBookingsState,
        event: BookingCreated,
        _: &Reacting<'_, BookingId>,
    ) -> SeatsForBookingsReaction<BookingCreated> {
        let booking = event.booking_details;
        let day = booking.flight_details.departure_time.to_zoned(TimeZone::UTC).date();
        let flight = FlightId::new(format!("{}@{day}", booking.flight_details.flight_number));
        let (Ok(flight), Ok(seats)) = (flight, u16::try_from(booking.passenger_details.len())) else {
            return Reaction::none();
        };
        if std::mem::replace(&mut state.sold, true) {
            return Reaction::none();
        }
        let (booking_id, amount_paid) = (booking.booking_id, booking.payment_details.amount_paid);
        Reaction::none().send(flight, SellSeats { booking_id, seats, amount_paid })
    }
}

/// Flight management, where seats were sold.
#[derive(Clone, Debug, Process)]
#[process(retold_tests::scenarios::airline::flights::PriceReview)]
struct Review;

impl PriceReviewProcess for Review {
    fn on_flight_scheduled(
        &self,
        state: &mut PriceReviewState,
        event: FlightScheduled,
        _: &Reacting<'_, FlightId>,
    ) -> PriceReviewReaction<FlightScheduled> {
        state.flight_details = Some(event.flight_details);
        state.historical_data = Some(event.historical_data);
        Reaction::none()
    }

    fn on_seats_sold(
        &self,
        state: &mut PriceReviewState,
        event: SeatsSold,
        _: &Reacting<'_, FlightId>,
    ) -> PriceReviewReaction<SeatsSold> {
        let rate = event.occupancy_rate;
        let last = state.last_occupancy_rate.replace(rate).unwrap_or(Decimal::ZERO);
        let (Some(flight_details), Some(historical_data)) =
            (state.flight_details.clone(), state.historical_data.clone())
        else {
            return Reaction::none();
        };
        if rate == last {
            return Reaction::none();
        }
        let pricing_details = PricingDetails {
            current_occupancy_rate: rate,
            average_ticket_price: event.average_ticket_price,
            seats_remaining: event.seats_remaining,
            demand_trend: if rate > last { DemandTrend::Increasing } else { DemandTrend::Decreasing },
            historical_data,
        };
        let action = PricingAction::ReassessPricing;
        Reaction::none()
            .send("revenue-system".to_owned(), AdjustFlightPricing { flight_details, pricing_details, action })
    }
}

fn booked() -> BookingCreated {
    from_json(BOOKING_CREATED)
}

fn booking() -> BookingId {
    BookingId::new("BK12345").expect("a booking")
}

#[test]
fn a_booking_earns_points_once() {
    let customer = booked().booking_details.customer_id;
    let earns = EarnPoints { customer_id: customer.clone(), booking_id: booking(), points: 800 };
    let earns = Reaction::<_, _, BookingCreated>::none().send(customer, earns);
    running(Points, booking()).when(booked()).then(earns).when(booked()).then_nothing();
}

#[test]
fn a_booking_takes_seats_once() {
    let flight = FlightId::new("FL123@2024-02-15").expect("a flight");
    let sells: SellSeats =
        from_json(r#"{"commandType":"SellSeats","bookingId":"BK12345","seats":2,"amountPaid":800.00}"#);
    let sells = Reaction::<_, _, BookingCreated>::none().send(flight, sells);
    running(Seats, booking()).when(booked()).then(sells).when(booked()).then_nothing();
}

#[test]
fn seats_that_are_sold_send_the_revenue_system_its_command() {
    let flight_details = json!({
        "flightNumber": "FL123", "departureAirport": "JFK", "arrivalAirport": "LAX",
        "departureDate": "2024-02-15", "departureTime": "08:00:00",
    });
    let historical_data = json!({ "samePeriodLastYearPrice": 280.00, "samePeriodLastYearOccupancy": 65 });
    let scheduled = json!({
        "eventType": "FlightScheduled", "flightId": "FL123@2024-02-15", "flightDetails": flight_details, "seats": 200,
        "historicalData": historical_data,
    });
    let scheduled: FlightScheduled = from_json(&scheduled.to_string());
    let sold = json!({
        "eventType": "SeatsSold", "flightId": "FL123@2024-02-15", "bookingId": "BK12345", "seats": 2,
        "seatsRemaining": 50, "occupancyRate": 75, "averageTicketPrice": 300.00,
    });
    let sold: SeatsSold = from_json(&sold.to_string());
    let run = running(Review, sold.flight_id.clone()).given([scheduled]).when(sold.clone());
    let [retold::process::Step::Do(sent)] = run.reacted().steps.as_slice() else { panic!("one command is sent") };
    let encoded = sent.command.encode().expect("it is written");
    assert_eq!((sent.to.as_str(), encoded.name), ("revenue-system", "airline.revenue.AdjustFlightPricing"));
    let expected = json!({
        "commandType": "AdjustFlightPricing",
        "flightDetails": flight_details,
        "pricingDetails": {
            "currentOccupancyRate": 75, "averageTicketPrice": 300.00, "seatsRemaining": 50,
            "demandTrend": "Increasing", "historicalData": historical_data,
        },
        "action": "ReassessPricing",
    });
    assert_eq!(serde_json::from_slice::<Value>(&encoded.payload).expect("it is JSON"), expected);
    let command = from_json::<AdjustFlightPricing>(&expected.to_string());
    let run = run.then(Reaction::<_, _, SeatsSold>::none().send("revenue-system".to_owned(), command));
    run.when(sold).then_nothing();
}
