//! `kill -9` while events are appended and a read model is written: whatever the moment, each event that the store has
//! is in the tables once.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use retold::blocking::block_on;
use retold::projection::{InSqlite, SqliteProjection};
use retold::sqlite::rusqlite::{self, Connection};
use retold::store::{AllRead, Append, NewEvent, Store, Stored};

/// Names the folder of the process that is to be killed.
const CHILD: &str = "RETOLD_KILLED_FOLDER";

#[derive(Debug, retold::Event, serde::Serialize, serde::Deserialize)]
#[event(name = "shop.Counted", version = 1)]
struct Counted {
    by: u64,
}

#[derive(Debug, retold::EventSet)]
enum Event {
    Counted(Counted),
}

/// What was counted, by stream, and every position that was taken in: one that came twice is an error.
struct Totals;

impl SqliteProjection for Totals {
    type Event = Event;
    const NAME: &'static str = "totals";
    const VERSION: u32 = 1;

    fn create(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch(
            "CREATE TABLE totals (stream TEXT PRIMARY KEY, total INTEGER NOT NULL);
             CREATE TABLE seen (position INTEGER PRIMARY KEY)",
        )
    }

    fn clear(&self, tables: &Connection) -> rusqlite::Result<()> {
        tables.execute_batch("DROP TABLE IF EXISTS totals; DROP TABLE IF EXISTS seen")
    }

    fn apply(
        &self,
        tables: &Connection,
        Event::Counted(counted): Event,
        recorded: &Stored<'_>,
    ) -> rusqlite::Result<()> {
        let sql = "INSERT INTO totals VALUES (?1, ?2) ON CONFLICT DO UPDATE SET total = total + ?2";
        tables.prepare_cached(sql)?.execute(rusqlite::params![recorded.stream, counted.by])?;
        tables.prepare_cached("INSERT INTO seen VALUES (?1)")?.execute([recorded.position])?;
        Ok(())
    }
}

/// Not a test of its own: what the test below starts and kills.
#[test]
fn the_process_that_is_killed() {
    let Some(folder) = env::var_os(CHILD) else { return };
    let folder = Path::new(&folder);
    let store = retold::sqlite::open(folder.join("shop.db")).expect("the store opens after every kill");
    let totals = block_on(InSqlite::open(folder.join("views.db"), &store, Totals)).expect("the tables open too");
    println!("ready");
    let running = totals.clone();
    thread::spawn(move || block_on(running.run()));
    thread::scope(|scope| {
        for writer in 0..4_u64 {
            let store = &store;
            scope.spawn(move || {
                for by in 1.. {
                    let event = NewEvent::new("shop.Counted", 1, format!("{{\"by\":{by}}}"));
                    let append = Append::to(format!("shop.Counter/{writer}")).event(event);
                    block_on(store.append(append)).expect("nothing else is in the way");
                }
            });
        }
    });
}

#[test]
fn every_event_is_in_the_tables_once_whenever_the_process_is_killed() {
    let rounds: u32 = env::var("RETOLD_KILL_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(20);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut before = 0;
    for round in 0..rounds {
        let mut child = Command::new(env::current_exe().expect("the test knows where it is"))
            .args(["--exact", "the_process_that_is_killed", "--nocapture"])
            .env(CHILD, folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the test can start itself");
        let mut printed = BufReader::new(child.stdout.take().expect("it is piped")).lines();
        assert!(printed.any(|line| line.is_ok_and(|line| line.contains("ready"))), "round {round}: it does not start");
        thread::sleep(Duration::from_millis(u64::from(round * 37 % 60)));
        child.kill().expect("it still runs");
        child.wait().expect("it has ended");

        let store = retold::sqlite::open(folder.path().join("shop.db")).expect("the store opens");
        let totals = block_on(InSqlite::open(folder.path().join("views.db"), &store, Totals)).expect("the tables open");
        // What the tables hold at this moment is what the events up to their place give.
        assert_eq!(summed(&totals), events(&store, totals.position()), "round {round}, as it was left");
        block_on(totals.catch_up()).expect("it goes on");
        let after = events(&store, u64::MAX);
        assert_eq!(summed(&totals), after, "round {round}, up to date");
        assert!(after.1 >= before, "round {round}: events are gone");
        before = after.1;
    }
    assert!(before > u64::from(rounds), "the processes did something: {before} events");
}

/// The sum and the number of what was taken in.
fn summed(totals: &InSqlite<Totals>) -> (u64, u64) {
    let sql = "SELECT (SELECT coalesce(sum(total), 0) FROM totals), (SELECT count(*) FROM seen)";
    totals.query(|tables| tables.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))).expect("it can be read")
}

/// The sum and the number of the events up to a position.
fn events(store: &impl Store, to: u64) -> (u64, u64) {
    let (mut sum, mut count, mut after) = (0, 0, 0);
    loop {
        let batch = block_on(store.read_all(AllRead::after(after))).expect("it can be read");
        for event in batch.iter().filter(|event| event.position <= to) {
            let counted: Counted = serde_json::from_str(event.payload).expect("it is what was written");
            (sum, count) = (sum + counted.by, count + 1);
        }
        after = batch.read_to();
        if !batch.more() {
            return (sum, count);
        }
    }
}
