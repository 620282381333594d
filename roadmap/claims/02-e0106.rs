//! claim: phase 2, errors E0106
//! edition: 2024
//! expect: compile-fail E0106
fn longer(a: &str, b: &str) -> &str {
    if a.len() > b.len() { a } else { b }
}

fn main() {
    println!("{}", longer("a", "bb"));
}
