//! A schema with a mistake is told once, however many types are held against it; a path that leads nowhere is told each
//! time.

use retold::Event;
use serde::{Deserialize, Serialize};

#[derive(Event, Deserialize, Serialize)]
#[event(name = "Counted", version = 1, schema = "schemas/broken")]
struct Counted {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "Recounted", version = 1, schema = "schemas/broken/a.yaml")]
struct Recounted {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "Lost", version = 1, schema = "schemas/lost.yaml")]
struct Lost {}

#[derive(Event, Deserialize, Serialize)]
#[event(name = "Empty", version = 1, schema = "schemas/empty")]
struct Empty {}

fn main() {}
