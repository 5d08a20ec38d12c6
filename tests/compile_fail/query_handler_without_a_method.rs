#[path = "../src/scenarios/mod.rs"]
mod scenarios;

use scenarios::shop::cart::*;

struct Carts;

impl CartQueries for Carts {
    type Error = std::convert::Infallible;
}

fn main() {}
