//! claim: phase 3, errors E0072
//! edition: 2024
//! expect: compile-fail E0072
enum Expr {
    Number(i64),
    Add(Expr, Expr),
}

fn main() {}
