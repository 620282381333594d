//! claim: phase 7, errors E0277
//! edition: 2024
//! expect: compile-fail E0277
fn main() {
    let s = String::from("hi");
    println!("{}", s[0]);
}
