//! claim: phase 1, errors E0596
//! edition: 2024
//! expect: compile-fail E0596
fn main() {
    let line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}
