//! Layouts that a person can judge.

use super::*;

fn formatted(text: &str) -> String {
    let once = format(FileId(0), text).unwrap_or_else(|refusal| panic!("{refusal:?}\n{text}"));
    let twice = format(FileId(0), &once).unwrap_or_else(|refusal| panic!("{refusal:?}\n{once}"));
    assert_eq!(once, twice, "formatting twice is formatting once");
    once
}

#[test]
fn comments_stay_where_they_were() {
    insta::assert_snapshot!(formatted(
        "\
\u{feff}# At the top.

---   # behind the marker
# Before a key.
context:   shop      # one
aggregate: Cart # two


id: uuid


events:    # behind a key

    # before an entry
    Opened:      # behind another

        doc:   # before the text
           An open cart.
        v1: {    # behind a bracket
           by: string,    # behind a comma
           # alone in brackets
           at: timestamp # behind a value
           # at the end of the brackets
        }   # behind the closing one
        # at the end of an event
    # between events
    Closed: { v1: {}, # first
              deprecated: nobody closes }   # last
    # at the end of the events
records:
    # nothing yet
views:
    Open:
        key:
          # between key and value
          uuid
        type: u32
        from:
        - Opened   # an item
        # between items
        -   # behind a dash
          Closed
# the end
"
    ));
}

#[test]
fn texts_are_quoted_where_older_parsers_misread_them() {
    insta::assert_snapshot!(formatted(
        "\
enums:
    A: [NO, on, Yes, off, 12:30:45, 1_000, 0b1, 2024-01-29, =, y, no way, '=', 'it''s', 'a \"b\"', 'c\\d', '\u{e9}']
    B: { values: { NO: {}, =: {}, on: { doc: off } } }
    C: [~, null, 0o7, 010, 1e3, 0x1f, true, .inf, 5]\n\
records: { R: { v1: { 5: u8, n: { type: json, default: [~, 5, on], doc: 7 } } } }
"
    ));
}

#[test]
fn what_fits_in_brackets_stays_there_and_what_does_not_gets_lines() {
    insta::assert_snapshot!(formatted(
        "\
{ context: shop,
  events: { Opened: { v1: { by: string
    } },
  Closed: { v1: { reason: { type: string, min_length: 1, max_length: 100, doc: 'Why it was closed, in words.' }, by: string } } },
  views: { Open: { key: uuid, type: u32, from: [AnEventWithALongName, AnotherEventWithALongName, AThirdEventWithALongName, AFourth] } },
  processes: { P: { key: uuid, reacts: { Opened: { }, Closed: { sends: [ ] } } } }, enums: { E: { values: { a, b: , c: {} } } }
}
"
    ));
}

#[test]
fn texts_of_several_lines_keep_them() {
    insta::assert_snapshot!(formatted(
        "\
a: |
        literal
          deeper

        end


b: >-   # folded
   one
   line

   two
c: |4-
      starts with spaces
    ends
d: plain text
   on two lines
e: plain text that is so long that it does not fit on one line, which is why it was written on
   two of them, and on two it stays, whatever the indentation
f: \"quoted, \\
    and broken \\  \n    twice\"
g:
 - |+
  kept


 - >
    trailing spaces  \n
h: 'two

  paragraphs'
i: {j: 'one

  two', k: \"\"}
l: |+

m: >
n: |
   no line end"
    ));
}

#[test]
fn a_file_that_does_not_parse_is_refused_with_its_findings() {
    for (text, rule) in [
        ("", "file-empty"),
        ("# only a comment\n", "file-empty"),
        ("a: [", "yaml-syntax"),
        ("a: &b c\n", "yaml-anchor"),
        ("a: {b: map<c, d>}\n", "yaml-split-type"),
        ("a: 1\na: 2\n", "yaml-repeated-key"),
        ("- a\n", "file-not-a-mapping"),
        ("a:\n\tb: c\n", "yaml-tab"),
        ("a: \u{1}\n", "yaml-control-character"),
    ] {
        let Err(Refusal::Unreadable(found)) = format(FileId(0), text) else { panic!("{text:?}") };
        assert_eq!(found.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), [rule], "{text:?}");
    }
}

#[test]
fn ten_thousand_definitions_take_linear_time() {
    let file = |count: usize| {
        let mut text = "context: shop\nevents:\n".to_owned();
        for index in 0..count {
            text.push_str(&format!("    Event{index}: # number {index}\n        v1: {{a: u8, b: string}}\n"));
        }
        text
    };
    let start = std::time::Instant::now();
    assert_eq!(formatted(&file(10_000)).lines().count(), 20_002);
    // Far above what it takes on a busy machine, and far below what anything quadratic does.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
