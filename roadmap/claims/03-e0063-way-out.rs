//! claim: phase 3, errors E0063
//! edition: 2024
//! expect: stdout "1 0"
#[derive(Default)]
struct Point {
    x: i32,
    y: i32,
}

fn main() {
    let p = Point { x: 1, ..Default::default() };
    println!("{} {}", p.x, p.y);
}
