//! claim: phase 3, errors E0072
//! edition: 2024
//! expect: stdout "3"
enum Expr {
    Number(i64),
    Add(Box<Expr>, Box<Expr>),
}

fn value(expr: &Expr) -> i64 {
    match expr {
        Expr::Number(n) => *n,
        Expr::Add(a, b) => value(a) + value(b),
    }
}

fn main() {
    let sum = Expr::Add(Box::new(Expr::Number(1)), Box::new(Expr::Number(2)));
    println!("{}", value(&sum));
}
