//! claim: phase 1, errors E0284
//! edition: 2024
//! expect: compile-fail E0284
fn main() {
    let n = "5".parse().unwrap();
    println!("{n}");
}
