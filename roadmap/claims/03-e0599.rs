//! claim: phase 3, errors E0599
//! edition: 2024
//! expect: compile-fail E0599
struct Token;

fn main() {
    let a = Token;
    let b = a.clone();
    let _ = (a, b);
}
