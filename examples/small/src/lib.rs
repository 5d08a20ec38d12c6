//! How little there is to write: [`cart.yaml`](../cart.yaml) and [`cart.rs`](cart.rs) are three events, one of them in
//! two versions, and three commands, complete with a rejection. The rest is generated, or is a test.

pub mod cart;
#[rustfmt::skip]
pub mod events;

#[cfg(test)]
mod tests {
    use std::process::Command;

    use retold::testing::{given, nothing};
    use retold::{EventSet, Recorded};

    use crate::cart::Cart;
    use crate::events::cart::*;

    fn apples(quantity: u64) -> ItemAdded {
        ItemAdded { sku: "apple".to_owned(), quantity }
    }

    #[test]
    fn it_is_an_aggregate() {
        nothing::<Cart>().when(AddItem { sku: "apple".to_owned(), quantity: 2 }).then([apples(2)]);
        given::<Cart>([apples(2)])
            .at("2026-01-31T12:00:00Z")
            .when(CheckOut {})
            .then([CheckedOut { at: "2026-01-31T12:00:00Z".parse().expect("a time") }]);
        given::<Cart>((apples(2), ItemRemoved { sku: "apple".to_owned() }))
            .when(CheckOut {})
            .then_rejected(CartRejection::CartEmpty);
    }

    #[test]
    fn the_first_version_is_read_as_the_second() {
        let recorded = Recorded::new("shop.ItemAdded", 1, r#"{"item_id":"apple","qty":2}"#);
        let events: Vec<CartEvent> = CartEvent::decode(recorded).expect("the first version is known").collect();
        assert_eq!(events, [apples(2).into()]);
    }

    /// The lines that a person writes: without empty ones and comments.
    fn lines(text: &str) -> usize {
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
    }

    #[test]
    fn it_takes_25_lines_of_yaml_and_30_of_rust() {
        let (yaml, rust) = (include_str!("../cart.yaml"), include_str!("cart.rs"));
        assert!(lines(yaml) <= 25, "{} lines of YAML", lines(yaml));
        assert!(lines(rust) <= 30, "{} lines of Rust", lines(rust));
        // And the README says how many there are.
        let readme = include_str!("../../../README.md");
        let said =
            format!("[{} lines of YAML](examples/small/cart.yaml) and these {} of Rust", lines(yaml), lines(rust));
        assert!(readme.contains(&said), "{said}");
    }

    /// As rustfmt formats it where nobody has told it otherwise, so that the lines are those that people count.
    #[test]
    fn the_lines_are_those_of_rustfmt() {
        let rustfmt = std::env::var("RUSTFMT").unwrap_or_else(|_| "rustfmt".to_owned());
        let output = Command::new(rustfmt)
            .args(["--check", "--edition", "2024", "--config", "max_width=100,use_small_heuristics=Default"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/src/cart.rs"))
            .output()
            .expect("rustfmt starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}
