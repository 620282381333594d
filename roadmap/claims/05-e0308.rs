//! claim: phase 5, errors E0308
//! edition: 2024
//! expect: compile-fail E0308
use std::num::ParseIntError;

fn run() -> Result<(), ParseIntError> {
    let n: u8 = "5".parse()?;
    println!("{n}");
}

fn main() {
    let _ = run();
}
