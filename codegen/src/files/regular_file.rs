//! Reading a file that somebody else may have made: never a device or a pipe that would block, never more than a
//! limit, and refused by its size before a byte is read.

use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug)]
pub enum Refusal {
    /// The system says no.
    Unreadable(io::Error),
    /// It is something else; the phrase says what, such as `a folder`.
    NotAFile(&'static str),
    /// It is larger than the limit.
    TooLarge,
}

/// The bytes of the file at `path`, at most `limit`. Symbolic links are followed.
///
/// ```
/// use std::path::Path;
///
/// use retold_codegen::files::regular_file::{Refusal, read};
///
/// assert!(matches!(read(Path::new("."), 100), Err(Refusal::NotAFile("a folder"))));
/// ```
///
/// # Errors
/// When it is no file, or larger, or the system says no.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Refusal> {
    let metadata = fs::metadata(path).map_err(Refusal::Unreadable)?;
    if !metadata.is_file() {
        return Err(Refusal::NotAFile(kind(metadata.file_type())));
    }
    if metadata.len() > limit {
        return Err(Refusal::TooLarge);
    }
    read_at_most(File::open(path).map_err(Refusal::Unreadable)?, limit)
}

/// All bytes of `reader`, at most `limit`.
///
/// # Errors
/// When there are more, or reading fails.
pub fn read_at_most(reader: impl Read, limit: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    // A byte more than the limit shows that there is more.
    reader.take(limit + 1).read_to_end(&mut bytes).map_err(Refusal::Unreadable)?;
    if bytes.len() as u64 > limit { Err(Refusal::TooLarge) } else { Ok(bytes) }
}

/// What kind of thing a file system entry is, with its article.
#[must_use]
pub fn kind(file_type: FileType) -> &'static str {
    if file_type.is_dir() {
        return "a folder";
    }
    if file_type.is_symlink() {
        return "a symbolic link";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if file_type.is_fifo() {
            return "a named pipe";
        }
        if file_type.is_socket() {
            return "a socket";
        }
        if file_type.is_char_device() || file_type.is_block_device() {
            return "a device";
        }
    }
    if file_type.is_file() { "a file" } else { "something else" }
}
