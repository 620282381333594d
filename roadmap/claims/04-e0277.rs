//! claim: phase 4, errors E0277
//! edition: 2024
//! expect: compile-fail E0277
struct Point;

fn show<T: std::fmt::Debug>(value: T) {
    println!("{value:?}");
}

fn main() {
    show(Point);
}
