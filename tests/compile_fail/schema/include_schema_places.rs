//! What a path can be wrong about.

mod no_text {
    retold::include_schema!(schemas);
}
mod nothing {
    retold::include_schema!("");
}
mod absolute {
    retold::include_schema!("/schemas");
}
mod missing {
    retold::include_schema!("schemas/shop.yaml");
}
mod empty {
    retold::include_schema!("schemas/empty");
}
mod unreadable {
    retold::include_schema!("schemas/made");
}

fn main() {}
