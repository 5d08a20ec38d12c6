//! The outputs for people and for other tools' readers: written, checked, and cleaned up after, without touching what
//! others put into the same folder.

use crate::project::{CART, Project};

fn project() -> Project {
    let config = "[generate.asyncapi]\nout = \"asyncapi\"\n[generate.docs]\nout = \"catalogue\"\n";
    Project::new().with("retold.toml", config)
}

#[test]
fn what_the_schemas_no_longer_make_is_removed_and_what_others_wrote_stays() {
    let project = project();
    let more = format!("{CART}  Gone:\n    v1: {{ sku: string }}\n");
    project.write("schemas/shop/cart.yaml", &more);
    assert_eq!(project.run(&["generate"]).status, 0);
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
    project.write("catalogue/by-hand.html", "<!doctype html><p>mine");
    project.write("catalogue/shop/logo.css", "/* mine */");
    project.write("asyncapi/mine.asyncapi.json", "{ \"asyncapi\": \"3.0.0\" }");
    project.write("schemas/shop/cart.yaml", CART);
    let ran = project.run(&["generate", "--check"]);
    assert_eq!(ran.status, 1, "{ran}");
    assert!(ran.stdout.contains("orphaned: catalogue/shop/events/Gone.html\n"), "{ran}");
    assert!(ran.stdout.contains("out of date: catalogue/index.html\n"), "{ran}");
    assert!(ran.stdout.contains(".asyncapi.json\n"), "{ran}");
    assert!(!ran.stdout.contains("mine") && !ran.stdout.contains("by-hand"), "{ran}");
    assert_eq!(project.run(&["generate"]).status, 0);
    assert_eq!(project.run(&["generate", "--check"]).status, 0);
    assert!(!project.path("catalogue/shop/events/Gone.html").exists());
    for kept in ["catalogue/by-hand.html", "catalogue/shop/logo.css", "asyncapi/mine.asyncapi.json"] {
        assert!(project.path(kept).exists(), "{kept}");
    }
}

#[test]
fn a_page_that_somebody_else_wrote_is_not_overwritten() {
    let project = project();
    project.write("catalogue/index.html", "<!doctype html><p>mine");
    let ran = project.run(&["generate"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stderr.contains("`catalogue/index.html` was not written by Retold"), "{ran}");
    assert!(!project.path("catalogue/_assets").exists() && !project.path("asyncapi").exists());
}
