use retold::Query;
use serde::{Deserialize, Serialize};

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.GetTotal", version = 1)]
struct WithoutAnswer {}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.GetTotal", version = 2, answer = u64)]
struct WithoutStep {}

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.GetTotal", version = 1, anwser = u64)]
struct Misspelled {}

#[derive(Query, Deserialize, Serialize)]
enum NoStruct {}

struct NotSent;

#[derive(Query, Deserialize, Serialize)]
#[query(name = "shop.GetNothing", version = 1, answer = NotSent)]
struct GetNothing {}

fn main() {}
