//! Locks: those that are written, and whatever else stands in a file of that name.

use retold_codegen::diagnostic::human;
use retold_codegen::source::SourceFile;
use retold_codegen::{Compiled, lock};

use super::schema::assert_sound;

/// A lock: it is read, or at least one error says why not, at a place in it; what is read is written as it was.
///
/// # Panics
/// If it is not so.
pub fn lock(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let lock::Read { sources, compiled, problems } = read(text.to_owned());
    problems.iter().for_each(|problem| assert_sound(problem, &sources));
    let _ = human::render(&problems, &sources, true);
    assert_eq!(problems.is_empty(), compiled.is_some(), "a lock is read unless there is an error");
    if let Some(compiled) = compiled {
        assert_locks(&compiled);
    }
}

/// A schema set is what its lock is read as: the lock of that is the same.
pub(super) fn assert_locks(compiled: &Compiled) {
    let Ok(text) = lock::write(&compiled.set) else { return };
    let lock::Read { sources, compiled: back, problems } = read(text.clone());
    let back = back.unwrap_or_else(|| panic!("{}", human::render(&problems, &sources, false)));
    assert_eq!(lock::write(&back.set), Ok(text));
}

fn read(text: String) -> lock::Read {
    lock::read(SourceFile { path: "retold.lock".to_owned(), shown: "retold.lock".to_owned(), text })
}
