//! claim: phase 3, errors E0063
//! edition: 2024
//! expect: compile-fail E0063
struct Point {
    x: i32,
    y: i32,
}

fn main() {
    let p = Point { x: 1 };
    println!("{} {}", p.x, p.y);
}
