//! The promises for any input, held over inputs that are made from the pieces of real ones. The fuzz targets hold the
//! same promises for as long as one lets them run.

use proptest::prelude::*;
use retold_tests::any_input;

fn pieces(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..most).prop_map(|chosen| chosen.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn patterns_mean_the_same_to_every_engine(
        pattern in pieces(&[
            "a", "b", "Z", "0", "9", "é", "-", "_", " ", ".", "^", "$", "|", "(", "(?:", ")", "[", "[^", "]", "*", "+", "?",
            "{2}", "{1,3}", "{0,}", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\n", "\\\\", "\\.", "\\u{e9}", "\\x41", "&&", ",",
        ], 12),
        text in pieces(&["a", "b", "Z", "0", "9", "é", "-", "_", " ", ".", "\n", "\u{2028}", "]", "&", "\u{1F600}"], 8),
    ) {
        any_input::pattern(format!("{pattern}\0{text}").as_bytes());
    }

    #[test]
    fn type_expressions_are_types_or_errors(
        text in pieces(&[
            "list", "set", "map", "<", ">", ",", " ", "?", "@", "1", "2", "9", ".", "u8", "string", "json", "decimal", "Money",
            "Money@1", "shop.Money@2", "Sku", "Color", "<<", ">>", "list<", "map<string, ", "é", "\u{202e}", "\"", "\0",
        ], 10),
    ) {
        any_input::type_expression(text.as_bytes());
    }

    #[test]
    fn schemas_compile_or_say_why_not(
        text in pieces(&[
            "context: shop\n", "aggregate: Cart\n", "id: string\n", "id: CartId\n", "wire: { case: camelCase }\n",
            "scalars:\n", "enums:\n", "records:\n", "unions:\n", "events:\n", "commands:\n", "rejections:\n", "views:\n",
            "queries:\n", "processes:\n", "  CartId: uuid\n", "  Sku: { type: string, pattern: \"^[a-z]+$\" }\n",
            "  Color: [red, blue]\n", "  Color: { open: true, values: [red, NO] }\n", "  Added:\n", "  Removed:\n", "    v1: {}\n",
            "    v1: { sku: string }\n", "    v2: { sku: string, n: { type: u8, fill: 1 } }\n", "    v3:\n", "      sku: Sku\n",
            "      type: { type: \"u8?\", from: sku }\n", "      Self: { type: list<Sku>, default: [] }\n",
            "    doc: \"*/ //! \\u202e\"\n", "    emits: [Added]\n", "    tag: type\n", "    retired: [v1]\n", "    becomes: []\n",
            "    reserved: { v1: [old] }\n", "    aliases: [shop.Old]\n", "    name: fn\n", "&a ", "*a ", "!tag ", "- ", "? ", "|\n",
            "{", "}", "[", "]", ": ", "#", "\t", "---\n", "\u{feff}", "'", "\"", "~", "\0", "\r\n",
        ], 14),
    ) {
        any_input::schema(text.as_bytes());
    }

    #[test]
    fn locks_are_read_or_say_why_not(
        text in pieces(&[
            "# a comment\n", "retold-lock: 1\n", "retold-lock: 2\n", "retold-lock: 3\n", "#000\n", "#001\n", "#002\n", "#fff\n", "#end\n", "event shop.A:\n",
            "record B:\n", "hand-event shop.A-b:\n", "# end of hand-event shop.A-b\n", "    schema: {}\n", "aggregate shop.C:\n", "  all 0123456789abcdef:\n", "  v1 0123456789abcdef:\n", "    fields: {}\n",
            "    fields:\n      a: u8\n", "# end of event shop.A\n", "# end of record B\n", "<<<<<<< HEAD\n", "=======\n", "\r\n", "\n", "\0", "  ",
            "\u{feff}", "é",
        ], 14),
    ) {
        any_input::lock(text.as_bytes());
        any_input::lock(format!("retold-lock: 1\n#000\n{text}").as_bytes());
        any_input::lock(format!("retold-lock: 2\n#000\n{text}").as_bytes());
    }

    #[test]
    fn payloads_are_read_or_refused_as_the_model_says(
        event in any::<u8>(),
        version in any::<u8>(),
        style in any::<u64>(),
        cut in any::<u16>(),
        rest in pieces(&["", "}", "]", "\"", ",", ":", "null", "1", "-0", "1.5", "1e3", "{", "\\", "\\ud800", "true"], 3),
    ) {
        let payload = any_input::sample(event, version, style);
        let cut = usize::from(cut) % (payload.len() + 1);
        // Whole half of the time, otherwise cut somewhere, with something else after it.
        let payload = if style % 2 == 0 { payload } else { payload.get(..cut).unwrap_or_default().to_owned() + &rest };
        any_input::event(&[&[event, version], payload.as_bytes()].concat());
    }

    #[test]
    fn files_of_lines_end_and_write_as_they_read(
        text in pieces(&[
            "{", "}", "\"type\":", "\"steps.Gone\"", "\"version\":", "1", "4294967296", "\"data\":", "{}", "\"reads_as\":", "\"id\":",
            "\"00000000-0000-0000-0000-000000000001\"", "\"stream\":", "\"time\":", "\"2024-01-29T12:00:00Z\"",
            "\"metadata\":", "{\"actor\":\"a\"}", "{\"x\":[1,{}]}", "null", ",", "\n", "\r\n", "\u{feff}", " ", "\"specversion\":\"1.0\"",
            "{\"type\":\"steps.Gone\",\"data\":{}", "{\"type\":\"steps.Gone\",\"version\":2,\"data\":{\"a\":1}}\n",
        ], 12),
    ) {
        any_input::json_lines(text.as_bytes());
    }
}
