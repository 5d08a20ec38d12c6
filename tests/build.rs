//! Tests that need Node and the packages of `node/package.json` are ignored unless `RETOLD_NODE` says that both are
//! there, and those that need a browser unless `RETOLD_CHROMIUM` is the path of one: what cannot run is then counted
//! as ignored, and what can run is required.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for (variable, cfg) in [("RETOLD_NODE", "retold_node"), ("RETOLD_CHROMIUM", "retold_chromium")] {
        println!("cargo::rustc-check-cfg=cfg({cfg})");
        println!("cargo::rerun-if-env-changed={variable}");
        if std::env::var_os(variable).is_some_and(|value| !value.is_empty()) {
            println!("cargo::rustc-cfg={cfg}");
        }
    }
}
