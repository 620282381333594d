//! claim: phase 8, errors already borrowed
//! edition: 2024
//! expect: stdout "[1, 2, 2]"
use std::cell::RefCell;

fn main() {
    let list = RefCell::new(vec![1, 2]);
    // The first guard ends with this statement.
    let last = *list.borrow().last().unwrap();
    list.borrow_mut().push(last);
    println!("{:?}", list.borrow());
}
