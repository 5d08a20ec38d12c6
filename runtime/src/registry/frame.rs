//! The lines of a lock, as far as a registry must know them: its head, its slots, and the entries in them. Entries of
//! others are lines and nothing more, and stay as they are. `retold lock` writes the same frame and says what it is for;
//! a test holds the two together.

use std::fmt::Write as _;

/// What stands above everything else.
const HEAD: &str = "\
# The published bodies of these schemas, for `retold check --against retold.lock`. Written by `retold lock`: never edit it.
# Git merges it. Where git finds a conflict, mend the schemas and run `retold lock` again. Lines such as `#2a7` stand
# between the definitions so that what two branches add does not touch.
";

/// The key of the line that says what the file is.
const FORMAT_KEY: &str = "retold-lock: ";
/// The format of a lock with types written by hand, which is the newest that is known here.
const FORMAT: u32 = 2;
const SLOTS: usize = 4096;
const LAST: &str = "#end";
/// What the entries of registries begin with.
const HAND: &str = "hand-";

/// A lock, line by line.
#[derive(Clone, Debug)]
pub(super) struct Lock {
    /// All before the first slot but the line with the format.
    head: Vec<String>,
    slots: Vec<Vec<Entry>>,
    /// Whether lines end as on Windows.
    carriage_returns: bool,
}

/// An entry: its lines between the first and the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Kind and name.
    pub(super) key: String,
    name: String,
    lines: Vec<String>,
}

impl Entry {
    pub(super) fn new(key: String, name: &str) -> Self {
        Self { key, name: name.to_owned(), lines: Vec::new() }
    }

    /// Adds a part with its hash.
    pub(super) fn part(&mut self, part: &str, lines: &[String]) {
        let below: String = lines.iter().map(|line| format!("    {line}\n")).collect();
        self.lines.push(format!("  {part} {:016x}:", digest(&[&self.key, part, &below])));
        self.lines.extend(lines.iter().map(|line| format!("    {line}")));
    }

    /// The registry that wrote it, as it is spelled.
    pub(super) fn registry(&self) -> Option<&str> {
        self.lines.iter().find_map(|line| line.strip_prefix("    registry: "))
    }

    /// The parts, with their lines but without hashes.
    pub(super) fn parts(&self) -> Vec<(&str, Vec<&str>)> {
        let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in &self.lines {
            match (line.strip_prefix("    "), parts.last_mut()) {
                (Some(line), Some((_, lines))) => lines.push(line),
                _ => parts.push((line.trim_start().split(' ').next().unwrap_or_default(), Vec::new())),
            }
        }
        parts
    }

    /// Whether both say the same: who wrote it, and where the types stand in the program, is nothing about shapes.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.is_whole() && self.key == other.key && said(self) == said(other)
    }

    /// Whether every part is what its hash says.
    fn is_whole(&self) -> bool {
        let mut fresh = Self::new(self.key.clone(), &self.name);
        for (part, lines) in self.parts() {
            fresh.part(part, &lines.into_iter().map(str::to_owned).collect::<Vec<_>>());
        }
        fresh.lines == self.lines
    }
}

fn said(entry: &Entry) -> Vec<(&str, Vec<&str>)> {
    let mut parts = entry.parts();
    for (_, lines) in &mut parts {
        lines.retain(|line| !line.starts_with("registry: ") && !line.starts_with("type: "));
    }
    parts
}

impl Lock {
    /// A lock without an entry.
    pub(super) fn empty() -> Self {
        let head = HEAD.lines().map(str::to_owned).collect();
        Self { head, slots: vec![Vec::new(); SLOTS], carriage_returns: false }
    }

    /// Takes a lock apart.
    ///
    /// # Errors
    /// What is wrong with it, as the rest of a sentence that begins with its name, and what to do.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        const WHOLE: &str = "take the last good one from version control";
        let conflict = |line: &str| {
            ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
                .iter()
                .any(|marker| line.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
        };
        if let Some(at) = text.lines().position(conflict) {
            return Err(format!(
                "has a conflict that git left in line {}: take one side of it, such as with `git checkout --ours`, and \
                 run this again; `retold lock` then does the same for what YAML defines",
                at + 1
            ));
        }
        let mut lock =
            Self { head: Vec::new(), slots: Vec::with_capacity(SLOTS), carriage_returns: text.contains("\r\n") };
        let mut lines = text.lines().enumerate();
        loop {
            match lines.next() {
                Some((_, line)) if line.starts_with('#') => lock.head.push(line.to_owned()),
                Some((_, line)) => match line.strip_prefix(FORMAT_KEY).map(|format| format.trim().parse::<u32>()) {
                    Some(Ok(1..=FORMAT)) => break,
                    Some(_) => {
                        return Err(
                            "was written by a newer version of Retold: use that version, or a newer one".to_owned()
                        );
                    }
                    None => {
                        return Err("is no lock: `retold lock` and registries write locks, and nothing else".to_owned());
                    }
                },
                None => return Err("is no lock: `retold lock` and registries write locks, and nothing else".to_owned()),
            }
        }
        let mut open: Option<Entry> = None;
        let mut ended = false;
        for (at, line) in lines {
            let wrong = |what: &str| Err(format!("is not whole: {what} in line {}; {WHOLE}", at + 1));
            match &mut open {
                Some(entry) if line.starts_with("  ") => entry.lines.push(line.to_owned()),
                Some(entry) if line == format!("# end of {}", entry.key) => {
                    lock.slots.last_mut().into_iter().for_each(|slot| slot.extend(open.take()));
                }
                Some(entry) => return wrong(&format!("`{}` has no end", entry.key)),
                None if ended => return wrong("something stands below its end"),
                None if lock.slots.len() < SLOTS && line == slot_line(lock.slots.len()) => lock.slots.push(Vec::new()),
                None if lock.slots.len() == SLOTS && line == LAST => ended = true,
                None => match line.strip_suffix(':').and_then(|key| key.split_once(' ')) {
                    Some((kind, name)) if !lock.slots.is_empty() && !kind.is_empty() && !kind.starts_with('#') => {
                        open = Some(Entry::new(format!("{kind} {name}"), name));
                    }
                    _ => return wrong("neither an entry nor a slot stands"),
                },
            }
        }
        if !ended {
            return Err(format!("is not whole: it ends too early; {WHOLE}"));
        }
        Ok(lock)
    }

    /// The entries of registries.
    pub(super) fn registered(&self) -> Vec<Entry> {
        self.slots.iter().flatten().filter(|entry| entry.key.starts_with(HAND)).cloned().collect()
    }

    pub(super) fn find(&self, key: &str) -> Option<Entry> {
        self.slots.iter().flatten().find(|entry| entry.key == key).cloned()
    }

    pub(super) fn remove(&mut self, key: &str) {
        self.slots.iter_mut().for_each(|slot| slot.retain(|entry| entry.key != key));
    }

    /// Puts an entry into its place, for any of the same key.
    pub(super) fn put(&mut self, entry: Entry) {
        self.remove(&entry.key);
        let Some(slot) = self.slots.get_mut(slot_of(&entry.name)) else { return };
        let before = |other: &Entry| (&other.name, &other.key) < (&entry.name, &entry.key);
        let at = slot.iter().take_while(|other| before(other)).count();
        slot.insert(at, entry);
    }

    /// The whole text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.head {
            let _ = writeln!(text, "{line}");
        }
        let _ = writeln!(text, "{FORMAT_KEY}{FORMAT}");
        for (number, slot) in self.slots.iter().enumerate() {
            let _ = writeln!(text, "{}", slot_line(number));
            for Entry { key, name: _, lines } in slot {
                let _ = writeln!(text, "{key}:");
                for line in lines {
                    let _ = writeln!(text, "{line}");
                }
                let _ = writeln!(text, "# end of {key}");
            }
        }
        let _ = writeln!(text, "{LAST}");
        if self.carriage_returns { text.replace('\n', "\r\n") } else { text }
    }
}

fn slot_line(slot: usize) -> String {
    format!("#{slot:03x}")
}

/// The slot of a name.
fn slot_of(name: &str) -> usize {
    let mixed = digest(&[name]).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from(mixed >> (64 - SLOTS.trailing_zeros())).unwrap_or(0)
}

/// FNV-1a, 64 bits (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn digest(texts: &[&str]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    for text in texts {
        text.bytes().filter(|&byte| byte != b'\r').for_each(&mut add);
        add(0);
    }
    hash
}
