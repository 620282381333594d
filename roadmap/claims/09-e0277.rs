//! claim: phase 9, errors E0277
//! edition: 2024
//! expect: compile-fail E0277
use std::{rc::Rc, thread};

fn main() {
    let shared = Rc::new(1);
    thread::spawn(move || println!("{shared}")).join().unwrap();
}
