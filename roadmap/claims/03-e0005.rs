//! claim: phase 3, errors E0005
//! edition: 2024
//! expect: compile-fail E0005
fn main() {
    let found: Option<i32> = "3".parse().ok();
    let Some(n) = found;
    println!("{n}");
}
