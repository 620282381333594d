//! claim: phase 9, errors E0373
//! edition: 2024
//! expect: compile-fail E0373
use std::thread;

fn main() {
    let numbers = vec![1, 2, 3];
    let worker = thread::spawn(|| println!("{}", numbers.len()));
    worker.join().unwrap();
}
