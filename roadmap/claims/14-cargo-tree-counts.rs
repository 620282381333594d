//! claim: phase 14, Guess
//! A package with two dependencies, one of which uses the other. `sort -u` is done here, so that it runs everywhere.
//! edition: 2024
//! needs: cargo
//! expect: stdout "3 with your own"
use std::{collections::BTreeSet, fs, process::Command};

fn package(name: &str, dependencies: &str) {
    fs::create_dir_all(format!("{name}/src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\n{dependencies}[workspace]\n"
    );
    fs::write(format!("{name}/Cargo.toml"), manifest).unwrap();
    fs::write(format!("{name}/src/lib.rs"), "").unwrap();
}

fn main() {
    package("leaf", "");
    package("branch", "leaf = { path = \"../leaf\" }\n");
    package("mine", "leaf = { path = \"../leaf\" }\nbranch = { path = \"../branch\" }\n");
    std::env::set_current_dir("mine").unwrap();
    let output = Command::new("cargo")
        .args(["tree", "--offline", "--no-dedupe", "--prefix", "none"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).unwrap();
    println!("{} with your own", said.lines().collect::<BTreeSet<_>>().len());
}
