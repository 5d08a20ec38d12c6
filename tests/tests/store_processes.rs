//! Several processes on one file, and processes that are killed: this program starts itself again as the other ones.
//!
//! `RETOLD_KILL_ROUNDS` sets how many rounds of `kill -9` there are.

use std::collections::HashMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use pollster::block_on;
use retold::sqlite::{Options, SqliteStore, open};
use retold::store::{
    AllRead, Append, Expected, NewEvent, Pages, Snapshot, Store, StoreErrorKind, StreamRead, Subscription,
};
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

type Outcome = Result<(), Box<dyn Error>>;

const FILE: &str = "RETOLD_TEST_FILE";
const STREAMS: usize = 5;
const WRITERS: usize = 6;

/// This program again, as the test of that name, with a file to work on.
fn start(test: &str, file: &Path) -> std::io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", test, "--nocapture", "--test-threads=1"])
        .env(FILE, file)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
}

/// The file to work on, where this is the other process.
fn file() -> Option<std::ffi::OsString> {
    std::env::var_os(FILE)
}

fn counted(number: u64) -> NewEvent {
    NewEvent::new("shop.Counted", 1, format!(r#"{{"n":{number}}}"#))
}

/// What a process says that it was told: `append <stream> <command> <first> <last>`, `snapshot <stream> <version>`.
fn report(line: &str) {
    let mut out = std::io::stdout().lock();
    // Once it is in the pipe, it outlives the process.
    let _ = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
}

#[test]
fn child_appends_until_it_is_killed() -> Outcome {
    let Some(file) = file() else { return Ok(()) };
    let store = open(file)?;
    report("ready");
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let store = store.clone();
            scope.spawn(move || {
                for round in 0.. {
                    if let Err(error) = once(&store, writer, round) {
                        report(&format!("failed {error}"));
                        return;
                    }
                }
            });
        }
    });
    Ok(())
}

/// One command: one to three events; now and then a snapshot.
fn once(store: &SqliteStore, writer: usize, round: usize) -> Result<(), Box<dyn Error>> {
    let stream = format!("shop.Counter/{}", (writer + round) % STREAMS);
    let command = Uuid::now_v7();
    let events = (0..=(round as u64 % 3)).map(counted);
    report(&format!("sent {stream} {command} {}", round % 3 + 1));
    let done = block_on(store.append(Append::to(&stream).events(events).command(command)))?;
    report(&format!("append {stream} {command} {} {}", done.first, done.last));
    if round % 7 == 3 {
        let state = format!("[{}]", done.last);
        block_on(store.save_snapshot(Snapshot::new(&stream, done.last, "", state)))?;
        report(&format!("snapshot {stream} {}", done.last));
    }
    Ok(())
}

/// What was reported in all rounds.
#[derive(Default)]
struct Ledger {
    /// Stream, command and number of events of everything that was ever sent.
    sent: HashMap<(String, Uuid), u64>,
    /// First and last version of what was answered.
    answered: HashMap<(String, Uuid), (u64, u64)>,
    snapshots: HashMap<String, u64>,
}

impl Ledger {
    fn note(&mut self, line: &str) -> Outcome {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["sent", stream, command, count] => {
                self.sent.insert((stream.to_owned(), command.parse()?), count.parse()?);
            }
            ["append", stream, command, first, last] => {
                self.answered.insert((stream.to_owned(), command.parse()?), (first.parse()?, last.parse()?));
            }
            ["snapshot", stream, version] => {
                let newest = self.snapshots.entry(stream.to_owned()).or_default();
                *newest = (*newest).max(version.parse()?);
            }
            ["failed", ..] => return Err(line.into()),
            _ => {}
        }
        Ok(())
    }

    /// Every answered event is there once, nothing else but whole appends that were sent, versions without a gap.
    fn holds(&self, file: &Path) -> Outcome {
        let check: String = Connection::open(file)?.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        assert_eq!(check, "ok");
        let store = open(file)?;
        let mut versions: HashMap<String, u64> = HashMap::new();
        let mut pages = Pages::of_all(store.clone(), AllRead::after(0));
        while let Some(batch) = block_on(pages.next())? {
            for event in batch.iter() {
                let version = versions.entry(event.stream.to_owned()).or_default();
                *version += 1;
                assert_eq!(event.stream_version, *version, "versions of {} have a gap", event.stream);
            }
        }
        let mut explained: HashMap<String, u64> = HashMap::new();
        for ((stream, command), count) in &self.sent {
            let found = block_on(store.answer(stream, *command))?;
            if let Some(answered) = self.answered.get(&(stream.clone(), *command)) {
                let found = found.map(|found| (found.first, found.last));
                assert_eq!(found.as_ref(), Some(answered), "{command} was answered");
            }
            if let Some(found) = found {
                assert_eq!(found.last - found.first + 1, *count, "{command} is there as a whole");
                *explained.entry(stream.clone()).or_default() += count;
            }
        }
        assert_eq!(explained, versions, "every event is one that was sent, and there once");
        for (stream, version) in &self.snapshots {
            let kept = block_on(store.load_snapshot(stream))?.ok_or("a snapshot is gone")?;
            assert!(kept.stream_version >= *version && kept.stream_version <= versions[stream]);
            assert_eq!(kept.state, format!("[{}]", kept.stream_version).into_bytes());
        }
        Ok(())
    }
}

#[test]
fn kill_9_loses_nothing_that_was_answered_and_invents_nothing() -> Outcome {
    let rounds = std::env::var("RETOLD_KILL_ROUNDS").map_or(Ok(20_u64), |rounds| rounds.parse())?;
    let folder = TempDir::new()?;
    let mut answered = 0;
    // A new file now and then: being killed while the file is made is a case of its own.
    for file in 0..rounds.div_ceil(20) {
        let path = folder.path().join(format!("shop-{file}.db"));
        let ledger = Arc::new(Mutex::new(Ledger::default()));
        for round in file * 20..rounds.min(file * 20 + 20) {
            let mut child = start("child_appends_until_it_is_killed", &path)?;
            let lines = BufReader::new(child.stdout.take().ok_or("no pipe")?).lines();
            let reader = std::thread::spawn({
                let ledger = Arc::clone(&ledger);
                move || -> Result<(), String> {
                    for line in lines {
                        let line = line.map_err(|error| error.to_string())?;
                        ledger.lock().map_err(|error| error.to_string())?.note(&line).map_err(|e| e.to_string())?;
                    }
                    Ok(())
                }
            });
            std::thread::sleep(Duration::from_micros(8_000 + round * 7_919 % 110_000));
            child.kill()?;
            child.wait()?;
            reader.join().map_err(|_| "the reader panicked")??;
            ledger.lock().map_err(|error| error.to_string())?.holds(&path)?;
        }
        answered += ledger.lock().map_err(|error| error.to_string())?.answered.len();
    }
    println!("{rounds} rounds, {answered} answered commands");
    assert!(answered as u64 > rounds, "too few commands to say anything: {answered}");
    Ok(())
}

#[test]
fn child_takes_versions() -> Outcome {
    let Some(file) = file() else { return Ok(()) };
    let store = open(file)?;
    report("ready");
    let (mut version, start) = (0, Instant::now());
    while version < 400 && start.elapsed() < Duration::from_secs(60) {
        let append = Append::to("shop.Counter/1").event(counted(version)).expecting(Expected::Exactly(version));
        match block_on(store.append(append)) {
            Ok(done) => {
                report(&format!("won {}", done.last));
                version = done.last;
            }
            Err(error) => match error.kind() {
                StoreErrorKind::Conflict { actual, .. } => version = *actual,
                _ => return Err(error.into()),
            },
        }
    }
    block_on(store.close());
    Ok(())
}

#[test]
fn two_processes_write_at_once_and_both_get_on() -> Outcome {
    let folder = TempDir::new()?;
    let file = folder.path().join("shop.db");
    // Neither finds a store: one of them makes it.
    let children = [start("child_takes_versions", &file)?, start("child_takes_versions", &file)?];
    let reader = std::thread::spawn({
        let store = open(&file)?;
        move || -> Result<Vec<u64>, String> {
            // Woken by what other processes append.
            let mut subscription = Subscription::from(store, 0);
            let mut seen = Vec::new();
            while seen.len() < 400 {
                let event = block_on(subscription.next()).map_err(|error| error.to_string())?;
                seen.extend(event.stream_version);
            }
            Ok(seen)
        }
    });
    let mut won: Vec<Vec<u64>> = Vec::new();
    for mut child in children {
        let lines = BufReader::new(child.stdout.take().ok_or("no pipe")?).lines();
        let lines = lines.collect::<Result<Vec<_>, _>>()?;
        won.push(lines.iter().filter_map(|line| line.strip_prefix("won ")?.parse().ok()).collect());
        assert!(child.wait()?.success());
    }
    println!("won {} and {}", won[0].len(), won[1].len());
    assert!(won.iter().all(|won| won.len() >= 20), "both get on: {} and {}", won[0].len(), won[1].len());
    let mut all = won.concat();
    all.sort_unstable();
    assert_eq!(all, (1..=400).collect::<Vec<_>>(), "each version was won once");
    assert_eq!(reader.join().map_err(|_| "the reader panicked")??, all);
    Ok(())
}

#[test]
fn child_exits_with_the_store_open() -> Outcome {
    let Some(file) = file() else { return Ok(()) };
    let store = open(file)?;
    for writer in 0..WRITERS {
        let store = store.clone();
        std::thread::spawn(move || {
            for number in 0.. {
                let append = Append::to(format!("shop.Counter/{writer}")).event(counted(number));
                let Ok(done) = block_on(store.append(append)) else { return };
                report(&format!("done {writer} {}", done.last));
            }
        });
    }
    std::thread::sleep(Duration::from_millis(150));
    // Nothing is dropped, and nobody waits for the threads.
    std::process::exit(0);
}

#[test]
fn a_program_that_ends_without_closing_leaves_what_was_answered() -> Outcome {
    let folder = TempDir::new()?;
    let file = folder.path().join("shop.db");
    for _ in 0..3 {
        let output = start("child_exits_with_the_store_open", &file)?.wait_with_output()?;
        let mut answered: HashMap<String, u64> = HashMap::new();
        for line in String::from_utf8(output.stdout)?.lines() {
            if let ["done", writer, version] = line.split(' ').collect::<Vec<_>>()[..] {
                answered.insert(format!("shop.Counter/{writer}"), version.parse()?);
            }
        }
        assert!(!answered.is_empty(), "it has done something");
        let store = open(&file)?;
        for (stream, version) in answered {
            let newest = block_on(store.read_stream(StreamRead::of(&stream).backwards().limit(1)))?;
            assert!(newest.at(0).is_some_and(|event| event.stream_version >= version), "{stream} was at {version}");
        }
    }
    Ok(())
}

#[test]
fn child_may_not_write() -> Outcome {
    let Some(file) = file() else { return Ok(()) };
    let file = Path::new(&file);
    for path in [file.to_owned(), file.with_file_name("new.db")] {
        let error = open(&path).expect_err("it may not be written");
        assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error} {:?}", error.kind());
        assert!(error.to_string().contains("permission"), "{error}");
    }
    // Reading needs two files beside it, or somebody who has it open.
    match Options::new(file).read_only().open() {
        Ok(store) => report(&format!("read {}", block_on(store.head())?)),
        Err(error) => {
            assert!(matches!(error.kind(), StoreErrorKind::ReadOnly(_)), "{error} {:?}", error.kind());
            report("refused");
        }
    }
    Ok(())
}

/// Root may write everywhere: the other process is somebody else.
#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_is_named() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let folder = TempDir::new()?;
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755))?;
    let file = folder.path().join("shop.db");
    let store = open(&file)?;
    block_on(store.append(Append::to("shop.Counter/1").event(counted(1))))?;
    let said = || -> Result<Option<String>, Box<dyn Error>> {
        let output = Command::new(std::env::current_exe()?)
            .args(["--exact", "child_may_not_write", "--nocapture", "--test-threads=1"])
            .env(FILE, &file)
            .uid(NOBODY)
            .output();
        let Ok(output) = output else {
            eprintln!("not looked at: only root can start a program as somebody else");
            return Ok(None);
        };
        let (out, err) = (String::from_utf8(output.stdout)?, String::from_utf8(output.stderr)?);
        assert!(output.status.success(), "{out}{err}");
        Ok(out.lines().find(|line| line.starts_with("read ") || *line == "refused").map(str::to_owned))
    };
    let Some(open) = said()? else { return Ok(()) };
    assert_eq!(open, "read 1", "somebody has it open");
    block_on(store.close());
    assert_eq!(said()?.as_deref(), Some("refused"));
    Ok(())
}
