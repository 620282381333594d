//! claim: phase 8, Guess
//! Exactly as printed: the guards are never used, and it panics all the same.
//! edition: 2024
//! expect: panic "already borrowed"
use std::cell::RefCell;

fn main() {
    let cell = RefCell::new(1);
    let a = cell.borrow();
    let b = cell.borrow_mut();
}
