//! claim: phase 1, errors E0384
//! edition: 2024
//! expect: compile-fail E0384
fn main() {
    let n = 1;
    println!("{n}");
    n = 2;
    println!("{n}");
}
