//! claim: phase 3, errors E0599
//! edition: 2024
//! expect: compile-fail E0599
enum Token {
    Plus,
}

fn main() {
    let _ = Token::Plus;
    let _ = Token::Pluss;
}
