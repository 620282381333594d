//! claim: phase 1, errors E0308
//! edition: 2024
//! expect: compile-fail E0308
fn main() {
    let hot = true;
    let tea = if hot { 90 } else { "cold" };
    println!("{tea}");
}
