//! claim: phase 4, errors E0282
//! edition: 2024
//! expect: compile-fail E0282
fn main() {
    let bytes = Vec::new();
    println!("{}", bytes.len());
}
