//! claim: phase 12, Choose
//! One `assert!` before the loop: the optimized code has one bounds check less to fail.
//! edition: 2024
//! needs: rustc
//! expect: stdout "without: checked, with: not checked"
use std::{env, fs, process::Command};

fn checked(body: &str) -> &'static str {
    let text = format!("#[unsafe(no_mangle)]\npub fn sum(v: &[u32], n: usize) -> u32 {{ {body} }}\n");
    fs::write("sum.rs", text).unwrap();
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let done = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "asm", "-O", "sum.rs"])
        .status()
        .unwrap();
    assert!(done.success());
    if fs::read_to_string("sum.s").unwrap().contains("panic_bounds_check") { "checked" } else { "not checked" }
}

fn main() {
    let add = "let mut all = 0u32; for i in 0..n { all = all.wrapping_add(v[i]); } all";
    let without = checked(add);
    let with = checked(&format!("assert!(n <= v.len()); {add}"));
    println!("without: {without}, with: {with}");
}
