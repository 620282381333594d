//! claim: phase 8, errors E0594
//! edition: 2024
//! expect: stdout "2"
use std::cell::Cell;
use std::rc::Rc;

struct Point {
    x: Cell<i32>,
}

fn main() {
    let p = Rc::new(Point { x: Cell::new(1) });
    p.clone().x.set(2);
    println!("{}", p.x.get());
}
