//! A file that is not UTF-8: where, and what it may be instead.

use std::string::FromUtf8Error;

use crate::diagnostic::Diagnostic;
use crate::rules;
use crate::source::SourceFile;

use super::Unread;

/// How many bytes after the first bad one are still shown.
const SHOWN_AFTER: usize = 60;

/// The finding, with the text up to the first bad byte and a little more, so that the line can be shown.
pub(super) fn not_utf8(path: String, shown: String, error: &FromUtf8Error) -> Unread {
    let bytes = error.as_bytes();
    let at = error.utf8_error().valid_up_to();
    let finding = |message: String| Diagnostic::new(&rules::file_not_utf8::RULE, None, message);
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let finding = finding(format!("`{shown}` is UTF-16, not UTF-8")).with_help("save the file as UTF-8");
        return Unread::whole(path, shown, finding);
    }
    let rest = &bytes[at..bytes.len().min(at + SHOWN_AFTER)];
    let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes[..at]).into_owned() + &String::from_utf8_lossy(line);
    let end = at + '\u{fffd}'.len_utf8();
    let finding = finding(format!("`{shown}` is not UTF-8: byte {:#04x} at byte {at} of the file", bytes[at]))
        .with_label("the first byte that is not")
        .with_help("save the file as UTF-8");
    Unread { file: SourceFile { path, shown, text }, finding, range: at..end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bad_byte_has_its_place() {
        let error = String::from_utf8(b"doc: caf\xe9\nx: \xff".to_vec()).expect_err("not UTF-8");
        let unread = not_utf8("a.yaml".into(), "a.yaml".into(), &error);
        assert_eq!((unread.range, unread.file.text.as_str()), (8..11, "doc: caf\u{fffd}"));
        assert_eq!(unread.finding.message, "`a.yaml` is not UTF-8: byte 0xe9 at byte 8 of the file");
    }
}
