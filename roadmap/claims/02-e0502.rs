//! claim: phase 2, errors E0502
//! edition: 2024
//! expect: compile-fail E0502
fn main() {
    let mut numbers = vec![1, 2, 3];
    for n in &numbers {
        numbers.push(*n);
    }
}
