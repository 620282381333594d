//! claim: phase 8, errors already borrowed
//! edition: 2024
//! expect: panic "already borrowed"
use std::cell::RefCell;

fn main() {
    let list = RefCell::new(vec![1, 2]);
    for n in list.borrow().iter() {
        list.borrow_mut().push(*n);
    }
}
