//! Compiles the schemas before the package is compiled, and again when one changes, is added or goes.

fn main() -> Result<(), retold_build::Error> {
    retold_build::compile("schemas")
}
