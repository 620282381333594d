//! claim: phase 9, errors E0277
//! edition: 2024
//! expect: compile-fail E0277
use std::{cell::RefCell, sync::Arc, thread};

fn main() {
    let shared = Arc::new(RefCell::new(1));
    thread::spawn(move || *shared.borrow_mut() += 1).join().unwrap();
}
