//! claim: phase 6, Choose
//! `net.rs`, `net/mod.rs`, and both at once.
//! edition: 2024
//! needs: rustc
//! expect: stdout "net.rs: ok, net/mod.rs: ok, both: E0761"
use std::{env, fs, process::Command};

fn compiles() -> &'static str {
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let output = Command::new(rustc)
        .args(["--edition", "2024", "--emit", "metadata", "--crate-type", "lib", "lib.rs"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match (output.status.success(), said.contains("error[E0761]")) {
        (true, _) => "ok",
        (false, true) => "E0761",
        (false, false) => "something else",
    }
}

fn main() {
    fs::create_dir_all("net").unwrap();
    fs::write("lib.rs", "mod net;\npub use net::port;\n").unwrap();
    let body = "pub fn port() -> u16 { 80 }\n";
    fs::write("net.rs", body).unwrap();
    let beside = compiles();
    fs::remove_file("net.rs").unwrap();
    fs::write("net/mod.rs", body).unwrap();
    let inside = compiles();
    fs::write("net.rs", body).unwrap();
    println!("net.rs: {beside}, net/mod.rs: {inside}, both: {}", compiles());
}
