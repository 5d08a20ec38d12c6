#[path = "../src/scenarios/mod.rs"]
mod scenarios;

use retold::{Origin, View, ViewError};
use scenarios::shop::cart::*;

#[derive(View)]
#[view(scenarios::shop::cart::CartContents)]
struct Contents;

impl CartContentsView for Contents {
    fn apply_item_added_to_cart(&mut self, _: ItemAddedToCart, _: &Origin<'_, CartId>) -> Result<(), ViewError> {
        Ok(())
    }

    fn apply_order_placed(&mut self, _: OrderPlaced, _: &Origin<'_, CartId>) -> Result<(), ViewError> {
        Ok(())
    }
}

#[derive(View)]
#[view(scenarios::shop::cart::CartContents)]
struct Unwritten;

fn main() {}
