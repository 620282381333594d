//! claim: phase 8, errors E0594
//! edition: 2024
//! expect: compile-fail E0594
use std::rc::Rc;

struct Point {
    x: i32,
}

fn main() {
    let p = Rc::new(Point { x: 1 });
    p.x = 2;
    println!("{}", p.x);
}
