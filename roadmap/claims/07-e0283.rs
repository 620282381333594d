//! claim: phase 7, errors E0283
//! edition: 2024
//! expect: compile-fail E0283
fn main() {
    let lengths = ["a", "bb"].iter().map(|s| s.len()).collect();
    println!("{lengths:?}");
}
