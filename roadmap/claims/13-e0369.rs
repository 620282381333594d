//! claim: phase 13, errors E0369
//! edition: 2024
//! expect: compile-fail E0369
#[derive(Debug)]
struct Point {
    x: i32,
}

fn main() {
    assert_eq!(Point { x: 1 }, Point { x: 1 });
}
