//! Prints what a user's build costs in processor time: `cargo check` of 500 event types of eight fields, with serde's
//! derives alone and with Retold, and a clean build of a crate that depends on either. Medians of rounds in turns.

use std::error::Error;
use std::time::Duration;

use retold_bench::builds::{Crate, workload};

const ROUNDS: usize = 5;
const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
const UUID: &str = "uuid = \"1\"\n";
const RETOLD: &str = "retold = { path = \"RUNTIME\" }\n";
const WITHOUT_FEATURES: &str = "retold = { path = \"RUNTIME\", default-features = false }\n";

fn main() -> Result<(), Box<dyn Error>> {
    println!("processor time of cargo, medians of {ROUNDS} rounds; each beside the first of its group");
    let targets = tempfile::tempdir()?;
    let all = format!("{SERDE}{UUID}{RETOLD}");

    let shared = targets.path().join("shared");
    let checked = |files: &[(String, String)]| Crate::new(&all, files, &shared);
    let one = [
        ("500 types: serde's derives", checked(&workload::by_hand(false))?),
        ("  and #[derive(Event)]", checked(&workload::by_hand(true))?),
        ("  generated from a schema", checked(&workload::generated(1)?)?),
    ];
    let two = [
        ("500 types in two versions: serde's derives, From", checked(&workload::by_hand_in_two_versions())?),
        ("  generated from a schema", checked(&workload::generated(2)?)?),
    ];
    for group in [&one[..], &two[..]] {
        let check = |users: &Crate| users.touch().and_then(|()| users.check());
        print(group, check)?;
    }

    let empty = [("lib.rs".to_owned(), String::new())];
    let built = |dependencies: &str, name: &str| Crate::new(dependencies, &empty, &targets.path().join(name));
    let builds = [
        ("clean build: serde, serde_json, uuid", built(&format!("{SERDE}{UUID}"), "serde")?),
        ("  and retold without features", built(&format!("{SERDE}{UUID}{WITHOUT_FEATURES}"), "small")?),
        ("  and retold", built(&all, "retold")?),
    ];
    print(&builds, Crate::clean_build)
}

fn print(
    group: &[(&str, Crate)],
    run: impl Fn(&Crate) -> Result<Duration, Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    for (_, users) in group {
        run(users)?;
    }
    let mut rounds = vec![Vec::new(); group.len()];
    for _ in 0..ROUNDS {
        for ((_, users), rounds) in group.iter().zip(&mut rounds) {
            rounds.push(run(users)?);
        }
    }
    let mut first = None;
    for ((name, _), mut rounds) in group.iter().zip(rounds) {
        rounds.sort_unstable();
        let median = rounds.get(rounds.len() / 2).copied().unwrap_or_default().as_secs_f64();
        println!("{name:<52} {median:>7.2} s {:>6.2}", median / *first.get_or_insert(median));
    }
    Ok(())
}
