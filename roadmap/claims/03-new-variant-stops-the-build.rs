//! claim: phase 3, challenge
//! edition: 2024
//! expect: compile-fail E0004
enum Token {
    Plus,
    Minus,
    Times,
}

fn name(token: Token) -> &'static str {
    match token {
        Token::Plus => "plus",
        Token::Minus => "minus",
    }
}

fn main() {
    for token in [Token::Plus, Token::Minus, Token::Times] {
        println!("{}", name(token));
    }
}
