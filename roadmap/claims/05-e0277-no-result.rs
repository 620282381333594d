//! claim: phase 5, errors E0277
//! edition: 2024
//! expect: compile-fail E0277
fn main() {
    let n: u8 = "5".parse()?;
    println!("{n}");
}
