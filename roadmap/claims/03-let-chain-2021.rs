//! claim: phase 3, Tell
//! edition: 2021
//! expect: compile-fail "let chains are only allowed in Rust 2024 or later"
fn main() {
    let a = Some(5);
    if let Some(x) = a && x > 3 {
        println!("{x}");
    }
}
