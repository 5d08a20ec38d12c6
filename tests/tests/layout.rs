//! Random schemas, with comments in random places, through the formatter: what they mean and every comment stays.

use retold_codegen::compile;
use retold_codegen::layout;
use retold_codegen::sample::Numbers;
use retold_codegen::source::{FileId, SourceFile, Sources};
use retold_tests::random_schema::random_schema;

/// The text with comments and blank lines wherever a line ends, and with brackets opened over several lines.
fn ruffled(text: &str, numbers: &mut Numbers) -> (String, Vec<String>) {
    let mut ruffled = String::new();
    let mut comments = Vec::new();
    let mut comment = |text: &mut String, space: &str| {
        let words = format!("# comment {}", comments.len());
        text.push_str(space);
        text.push_str(&words);
        comments.push(words);
    };
    for line in text.lines() {
        if numbers.once_in(5) {
            comment(&mut ruffled, &" ".repeat(numbers.index(8)));
            ruffled.push('\n');
        }
        if numbers.once_in(8) {
            ruffled.push_str("\n \n");
        }
        let broken = numbers.once_in(4);
        let mut quoted = false;
        let mut before = ' ';
        for character in line.chars() {
            quoted ^= character == '"' && before != '\\';
            before = if before == '\\' { ' ' } else { character };
            ruffled.push(character);
            let can_break = matches!(character, '{' | ',') && broken && !quoted;
            if can_break && numbers.once_in(3) {
                if numbers.once_in(2) {
                    comment(&mut ruffled, " ");
                }
                ruffled.push_str("\n          ");
            }
        }
        if numbers.once_in(5) {
            comment(&mut ruffled, "   ");
        }
        ruffled.push('\n');
    }
    (ruffled, comments)
}

fn sources(files: &[SourceFile], texts: Vec<String>) -> Sources {
    Sources::new(files.iter().zip(texts).map(|(file, text)| SourceFile { text, ..file.clone() }).collect())
}

#[test]
fn random_schemas_mean_the_same_and_keep_every_comment() {
    for seed in 0..300 {
        let original = random_schema(seed);
        let files: Vec<SourceFile> = original.iter().map(|(_, file)| file.clone()).collect();
        let mut numbers = Numbers::new(seed);
        let (mut ruffles, mut laid_out) = (Vec::new(), Vec::new());
        for file in &files {
            let (text, comments) = ruffled(&file.text, &mut numbers);
            let once = layout::format(FileId(0), &text).unwrap_or_else(|refusal| panic!("{seed}: {refusal:?}\n{text}"));
            assert_eq!(layout::format(FileId(0), &once).as_deref(), Ok(once.as_str()), "seed {seed}");
            let mut found: Vec<&str> =
                once.lines().filter_map(|line| Some(&line[line.find("# comment ")?..])).collect();
            found.sort_by_key(|comment| comment[10..].parse::<usize>().ok());
            assert_eq!(found, comments, "seed {seed}\n{text}\n{once}");
            ruffles.push(text);
            laid_out.push(once);
        }
        let [before, ruffled, after] = [original, sources(&files, ruffles), sources(&files, laid_out)]
            .map(|sources| compile(&sources).compiled.unwrap_or_else(|| panic!("seed {seed}")).set);
        assert_eq!(rendered(&before), rendered(&ruffled), "seed {seed}");
        assert_eq!(rendered(&before), rendered(&after), "seed {seed}");
    }
}

/// A model without the places of its definitions.
fn rendered(set: &retold_codegen::model::SchemaSet) -> String {
    retold_codegen::lock::write(set).unwrap_or_default()
}
