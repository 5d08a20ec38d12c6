//! A shopping cart with event sourcing and CQRS in one service: commands are decided by an aggregate, events are kept
//! in a SQLite file and go over a bus to another component, and queries read a view that the events keep up to date.

mod arguments;
mod cart;
mod contents;
#[rustfmt::skip]
pub mod events;
mod stock;
mod warehouse;

use std::error::Error;
use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

use retold::sqlite::Options;
use retold::store::Moment;
use retold::{EventBus, Repository, blocking};
use uuid::Uuid;

use arguments::Wanted;
use cart::Cart;
use contents::Contents;
use events::cart::{AddItem, CartCommand, CartId, CartQuery, GetCartContents, ItemId, Note, PlaceOrder, RemoveItem};
use warehouse::Warehouse;

/// Whose cart it is.
const CUSTOMER: &str = "customer:ann";

fn main() -> ExitCode {
    let (wanted, file) = match arguments::read(std::env::args_os().skip(1)) {
        Ok((Wanted::Help, _)) => {
            println!("{}", arguments::USAGE);
            return ExitCode::SUCCESS;
        }
        Ok(read) => read,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", arguments::USAGE);
            return ExitCode::from(2);
        }
    };
    match blocking::block_on(run(wanted, &file)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cart: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(wanted: Wanted, file: &Path) -> Result<(), Box<dyn Error>> {
    let store = Options::new(file).service("cart-service").open()?;
    let queries = Contents::open(&file.with_extension("views.db"), &store).await?;
    let carts = Repository::<Cart>::new(&store);
    let bus = EventBus::new(&store);
    let cart = queries.open_cart()?;
    match (wanted, cart) {
        (Wanted::Shop, Some(cart)) => {
            println!("the cart as it was left: {}", shown(&queries, &cart).await?);
            shop(&carts, &queries, &bus, &cart).await
        }
        (Wanted::Shop, None) => {
            println!("a new cart");
            shop(&carts, &queries, &bus, &CartId(Uuid::now_v7())).await
        }
        (Wanted::Order, Some(cart)) => order(&carts, &bus, &cart).await,
        (Wanted::History, Some(cart)) => history(&carts, &cart).await,
        (Wanted::AsOf(moment), Some(cart)) => as_of(&carts, &cart, moment).await,
        (Wanted::Order | Wanted::History | Wanted::AsOf(_), None) => Err("there is no cart: go shopping first".into()),
        (Wanted::Help, _) => Ok(()),
    }
}

/// Puts 2 apples and 3 bananas into the cart and takes the apples out again.
async fn shop(
    carts: &Repository<Cart>,
    queries: &Contents,
    bus: &EventBus,
    cart: &CartId,
) -> Result<(), Box<dyn Error>> {
    let (apple, banana) = (ItemId::new("apple")?, ItemId::new("banana")?);
    let steps: [(&str, CartCommand); 3] = [
        ("2 apples", AddItem { item_id: apple.clone(), quantity: 2, note: None }.into()),
        ("3 bananas", AddItem { item_id: banana, quantity: 3, note: Some(Note::new("ripe, please")?) }.into()),
        ("no apples after all", RemoveItem { item_id: apple }.into()),
    ];
    let visit = Uuid::now_v7();
    let warehouse = Warehouse::listen(bus, steps.len()).await?;
    for (what, command) in steps {
        carts.command(cart, command).actor(CUSTOMER).correlation(visit).send().await?;
        queries.catch_up().await?;
        println!("{what}: {}", shown(queries, cart).await?);
    }
    println!("the warehouse heard: {}", warehouse.notes()?);
    Ok(())
}

/// Places the order. Whether all of it is available is looked up here, and sent along.
async fn order(carts: &Repository<Cart>, bus: &EventBus, cart: &CartId) -> Result<(), Box<dyn Error>> {
    let available = stock::available()?;
    let warehouse = Warehouse::listen(bus, 1).await?;
    let done = carts.command(cart, PlaceOrder { available }).actor(CUSTOMER).send().await?;
    println!("ordered: {}", json(&done.state().items)?);
    println!("the warehouse heard: {}", warehouse.notes()?);
    Ok(())
}

/// What happened to the cart: who, when and why.
async fn history(carts: &Repository<Cart>, cart: &CartId) -> Result<(), Box<dyn Error>> {
    let mut history = carts.history(cart);
    while let Some(entry) = history.next().await? {
        let event = entry.recorded;
        let (number, who) = (event.stream_version.unwrap_or_default(), known(event.metadata.actor));
        println!("{number}. {} v{} by {who} at {}", event.name, event.version, known(event.time));
        println!("   {}", String::from_utf8_lossy(&event.payload));
        let (cause, visit) = (known(event.metadata.causation), known(event.metadata.correlation));
        println!("   because of {cause}, in {visit}");
    }
    Ok(())
}

/// The cart as it was: replayed up to that moment.
async fn as_of(carts: &Repository<Cart>, cart: &CartId, moment: Moment) -> Result<(), Box<dyn Error>> {
    let then = carts.as_of(cart, moment).await?;
    println!("at version {}: {}", then.version(), json(&then.items)?);
    Ok(())
}

/// What is in the cart, as the view has it: a query and its answer as an endpoint would send them.
async fn shown(queries: &Contents, cart: &CartId) -> Result<String, Box<dyn Error>> {
    let query = CartQuery::from(GetCartContents { cart_id: *cart });
    let answer = query.answer(queries).await?;
    Ok(String::from_utf8(answer)?)
}

fn json(items: &impl serde::Serialize) -> Result<String, Box<dyn Error>> {
    Ok(serde_json::to_string(items)?)
}

fn known(what: Option<impl Display>) -> String {
    what.map_or_else(|| "unknown".to_owned(), |what| what.to_string())
}

// Payloads of every version, through the types of today; `RETOLD_UPDATE=1 cargo test -p cart` writes what comes of them.
#[cfg(test)]
retold::samples!("samples", crate::events);
