//! claim: phase 6, errors E0433
//! edition: 2024
//! expect: compile-fail E0433
fn main() {
    let n = rand::random::<u8>();
    println!("{n}");
}
