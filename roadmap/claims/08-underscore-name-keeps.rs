//! claim: phase 8, Guess
//! edition: 2024
//! expect: panic "already borrowed"
use std::cell::RefCell;

fn main() {
    let cell = RefCell::new(1);
    let _a = cell.borrow();
    let b = cell.borrow_mut();
    println!("{b}");
}
