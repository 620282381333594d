//! claim: phase 9, errors E0277
//! edition: 2024
//! expect: stdout "2"
use std::{
    sync::{Arc, Mutex},
    thread,
};

fn main() {
    let shared = Arc::new(Mutex::new(1));
    let theirs = Arc::clone(&shared);
    thread::spawn(move || *theirs.lock().unwrap() += 1).join().unwrap();
    println!("{}", shared.lock().unwrap());
}
