//! claim: phase 8, Guess
//! edition: 2024
//! expect: stdout "2"
use std::cell::RefCell;

fn main() {
    let cell = RefCell::new(1);
    let _ = cell.borrow();
    let mut b = cell.borrow_mut();
    *b += 1;
    println!("{b}");
}
