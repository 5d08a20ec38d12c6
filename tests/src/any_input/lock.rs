//! Locks: those that are written, and whatever else stands in a file of that name.

use retold_codegen::by_hand::{ByHand, judge};
use retold_codegen::diagnostic::human;
use retold_codegen::evolution::{Mode, Options};
use retold_codegen::source::SourceFile;
use retold_codegen::{Compiled, lock};

use super::schema::assert_sound;

/// A lock: it is read, or at least one error says why not, at a place in it; what is read is written as it was.
///
/// # Panics
/// If it is not so.
pub fn lock(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lock::Read { sources, compiled, by_hand, problems } = read(text.to_owned());
    problems.iter().for_each(|problem| assert_sound(problem, &sources));
    let _ = human::render(&problems, &sources, true);
    assert_eq!(problems.is_empty(), compiled.is_some(), "a lock is read unless there is an error");
    if let Some(compiled) = compiled {
        assert_locks(&compiled);
        let before =
            SourceFile { path: "retold.lock".to_owned(), shown: "retold.lock".to_owned(), text: text.to_owned() };
        let Ok(anew) = lock::rewrite(&compiled.set, &before) else { return };
        let kept = read(anew).by_hand;
        let options = Options { mode: Mode::Full, frozen: true };
        for (one, other) in [(&by_hand, &kept), (&kept, &by_hand)] {
            let findings = judge(one, 0, other, options).findings;
            assert!(findings.is_empty(), "what registries wrote is kept as it was: {findings:?}");
        }
        let _ = judge(&ByHand::default(), 0, &by_hand, options);
        let _ = judge(&by_hand, 0, &ByHand::default(), options);
    }
}

/// A schema set is what its lock is read as: the lock of that is the same.
pub(super) fn assert_locks(compiled: &Compiled) {
    let Ok(text) = lock::write(&compiled.set) else { return };
    let lock::Read { sources, compiled: back, problems, .. } = read(text.clone());
    let back = back.unwrap_or_else(|| panic!("{}", human::render(&problems, &sources, false)));
    assert_eq!(lock::write(&back.set), Ok(text));
}

fn read(text: String) -> lock::Read {
    lock::read(SourceFile { path: "retold.lock".to_owned(), shown: "retold.lock".to_owned(), text })
}
