//! claim: phase 7, errors E0716
//! edition: 2024
//! expect: compile-fail E0716
fn main() {
    let line = "Hello World";
    let words = line.to_lowercase().split(' ');
    for word in words {
        println!("{word}");
    }
}
