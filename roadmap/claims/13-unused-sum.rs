//! claim: phase 13, Guess
//! What an optimized build keeps: without black_box the call is gone and only the return is left; with it there is work.
//! edition: 2024
//! needs: rustc
//! expect: stdout "unused: only a return, black_box: work"
use std::{env, fs, process::Command};

const SUM: &str = "pub static DATA: [u64; 1000] = [7; 1000];\n\
    pub fn sum(v: &[u64]) -> u64 { v.iter().fold(0, |a, b| a.wrapping_add(*b)) }\n";

/// How many machine instructions the function `bench` has.
fn instructions(body: &str) -> usize {
    fs::write("bench.rs", format!("{SUM}#[unsafe(no_mangle)]\npub fn bench() {{ {body} }}\n")).unwrap();
    let rustc = env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let done = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "asm", "-O", "bench.rs"])
        .status()
        .unwrap();
    assert!(done.success());
    let asm = fs::read_to_string("bench.s").unwrap();
    asm.lines()
        .skip_while(|line| !line.starts_with("bench:") && !line.starts_with("_bench:"))
        .skip(1)
        .take_while(|line| !line.contains("_end") && !line.trim_start().starts_with(".size"))
        .filter(|line| line.starts_with('\t') && !line.trim_start().starts_with('.'))
        .count()
}

fn main() {
    let unused = instructions("sum(&DATA);");
    let kept = instructions("use std::hint::black_box; black_box(sum(black_box(&DATA)));");
    println!(
        "unused: {}, black_box: {}",
        if unused == 1 { "only a return".into() } else { format!("{unused} instructions") },
        if kept > 5 { "work".into() } else { format!("{kept} instructions") },
    );
}
