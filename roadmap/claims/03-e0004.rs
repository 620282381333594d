//! claim: phase 3, errors E0004
//! edition: 2024
//! expect: compile-fail E0004
fn main() {
    let found: Option<i32> = "3".parse().ok();
    match found {
        Some(n) => println!("{n}"),
    }
}
