//! claim: phase 7, Guess
//! edition: 2024
//! expect: stdout "6 5 false"
fn main() {
    let s = "naïve";
    println!("{} {} {}", s.len(), s.chars().count(), s.is_char_boundary(3));
}
