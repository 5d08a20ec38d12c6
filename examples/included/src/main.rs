//! Schemas without a generated file: `include_schema!` puts the types where it stands while the crate is compiled.

use retold::{Aggregate, Context, EventSet, Events, Recorded};

use events::meter::{MeterDecision, MeterEvent, MeterLogic, MeterRead, MeterRejection, ReadMeter};

/// The types of `schemas/`.
mod events {
    retold::include_schema!("schemas");
}

/// What the meter shows.
#[derive(Debug, Default, Aggregate)]
#[aggregate(events::meter)]
struct Meter(u64);

impl MeterLogic for Meter {
    fn handle_read_meter(&self, command: ReadMeter, _: &Context) -> MeterDecision<ReadMeter> {
        let ReadMeter { kwh, estimated } = command;
        if kwh < self.0 {
            return Err(MeterRejection::MeterRunsBackwards { kwh: self.0 });
        }
        Ok(Events::one(MeterRead { kwh, estimated }))
    }

    fn apply_meter_read(&mut self, event: MeterRead) {
        self.0 = event.kwh;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut meter = Meter::default();
    let recorded = [(1, r#"{ "kwh": 90 }"#), (2, r#"{ "kwh": 130, "estimated": true }"#)];
    for (version, payload) in recorded {
        for event in MeterEvent::decode(Recorded::new("energy.MeterRead", version, payload))? {
            println!("{event:?}");
            meter.apply(event);
        }
    }
    println!("the meter shows {} kWh", meter.0);
    Ok(())
}

#[cfg(test)]
mod tests {
    use retold::testing::given;

    use super::*;

    #[test]
    fn a_meter_never_runs_backwards() {
        given::<Meter>([MeterRead { kwh: 90, estimated: false }])
            .when(ReadMeter { kwh: 80, estimated: true })
            .then_rejected(MeterRejection::MeterRunsBackwards { kwh: 90 });
    }
}
