//! sqlite-es under the work of `benches/src/bin/append.rs`: one event a command, durable, in a folder on a disk that the
//! first argument names. One connection, since with more it fails with `database is locked` under concurrent commands;
//! `synchronous=FULL`, since without it a commit is not durable.

use std::convert::Infallible;
use std::error::Error;
use std::sync::Arc;
use std::time::Instant;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use serde::{Deserialize, Serialize};
use sqlite_es::{SqliteCqrs, sqlite_cqrs};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

const COMMANDS: usize = 1_500;
const ROUNDS: usize = 5;
const STREAMS: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum OrderEvent {
    LineAdded { sku: String, title: String, quantity: u64, unit_price: i64, currency: String },
}

impl DomainEvent for OrderEvent {
    fn event_type(&self) -> String {
        "LineAdded".to_owned()
    }

    fn event_version(&self) -> String {
        "2".to_owned()
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Order {
    pieces: u64,
}

impl Aggregate for Order {
    const TYPE: &'static str = "order";
    type Command = u64;
    type Event = OrderEvent;
    type Error = Infallible;
    type Services = ();

    async fn handle(&mut self, number: u64, (): &(), sink: &EventSink<Self>) -> Result<(), Infallible> {
        let event = OrderEvent::LineAdded {
            sku: format!("SKU-{number}-BLUE"),
            title: format!("Espresso machine with two handles and a grinder, series {number}"),
            quantity: number % 9 + 1,
            unit_price: 300,
            currency: "EUR".to_owned(),
        };
        sink.write(event, self).await;
        Ok(())
    }

    fn apply(&mut self, OrderEvent::LineAdded { quantity, .. }: OrderEvent) {
        self.pieces += quantity;
    }
}

async fn work(cqrs: &Arc<SqliteCqrs<Order>>, tasks: usize) -> Result<(), Box<dyn Error>> {
    let handles: Vec<_> = (0..tasks)
        .map(|task| {
            let cqrs = Arc::clone(cqrs);
            tokio::spawn(async move {
                for command in (task..COMMANDS).step_by(tasks) {
                    cqrs.execute(&format!("{}", command % STREAMS), command as u64)
                        .await
                        .map_err(|error| error.to_string())?;
                }
                Ok::<(), String>(())
            })
        })
        .collect();
    for handle in handles {
        handle.await??;
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let place = std::env::args_os().nth(1).unwrap_or_else(|| ".".into());
    let folder = tempfile::Builder::new().prefix("sqlite-es").tempdir_in(place)?;
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(async {
        for tasks in [1, 32] {
            let options = SqliteConnectOptions::new()
                .filename(folder.path().join(format!("{tasks}.db")))
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
            sqlx::query(
                "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, sequence integer NOT NULL,
                 event_type text NOT NULL, event_version text NOT NULL, payload text NOT NULL, metadata text NOT NULL,
                 PRIMARY KEY (aggregate_type, aggregate_id, sequence)) STRICT",
            )
            .execute(&pool)
            .await?;
            let cqrs = Arc::new(sqlite_cqrs::<Order>(pool, Vec::new(), ()));
            let mut rounds = Vec::new();
            for _ in 0..ROUNDS {
                let start = Instant::now();
                work(&cqrs, tasks).await?;
                rounds.push(start.elapsed());
            }
            rounds.sort_unstable();
            let rate = COMMANDS as f64 / rounds[ROUNDS / 2].as_secs_f64();
            println!("  {:<28} {rate:>12.0}", format!("sqlite-es 0.5, {tasks} task{}", if tasks == 1 { "" } else { "s" }));
        }
        Ok(())
    })
}
