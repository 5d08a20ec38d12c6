#[path = "../src/scenarios/mod.rs"]
mod scenarios;

use retold::View;

#[derive(View)]
struct Nothing;

#[derive(View)]
#[view("scenarios::shop::cart::CartContents")]
struct AsText;

#[derive(View)]
#[view(CartContents)]
struct WithoutModule;

#[derive(View)]
#[view(scenarios::shop::cart::CartContents, scenarios::shop::cart::CartContents)]
struct Two;

#[derive(View)]
#[view(scenarios::shop::cart::CartContents, snapshot = 1)]
struct UnknownKey;

fn main() {}
