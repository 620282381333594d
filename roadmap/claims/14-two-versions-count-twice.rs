//! claim: phase 14, Guess
//! A package that gets one crate in two versions.
//! edition: 2024
//! needs: cargo
//! expect: stdout "4 with your own, twice there: leaf v1.0.0, leaf v2.0.0"
use std::{collections::BTreeSet, fs, process::Command};

fn package(folder: &str, name: &str, version: &str, dependencies: &str) {
    fs::create_dir_all(format!("{folder}/src")).unwrap();
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n[dependencies]\n{dependencies}[workspace]\n"
    );
    fs::write(format!("{folder}/Cargo.toml"), manifest).unwrap();
    fs::write(format!("{folder}/src/lib.rs"), "").unwrap();
}

/// The different lines that `cargo tree` prints.
fn tree(arguments: &[&str]) -> BTreeSet<String> {
    let output = Command::new("cargo").args(["tree", "--offline"]).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn main() {
    package("old", "leaf", "1.0.0", "");
    package("new", "leaf", "2.0.0", "");
    package("branch", "branch", "0.1.0", "leaf = { path = \"../old\" }\n");
    package("mine", "mine", "0.1.0", "leaf = { path = \"../new\" }\nbranch = { path = \"../branch\" }\n");
    std::env::set_current_dir("mine").unwrap();
    let all = tree(&["--no-dedupe", "--prefix", "none"]);
    let twice = tree(&["--duplicates", "--prefix", "none", "--depth", "0", "--format", "{p}"]);
    let named: Vec<_> = twice.iter().filter_map(|line| line.split(" (").next()).filter(|name| !name.is_empty()).collect();
    println!("{} with your own, twice there: {}", all.len(), named.join(", "));
}
