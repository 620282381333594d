//! claim: phase 9, errors E0373
//! edition: 2024
//! expect: stdout "3 3"
use std::thread;

fn main() {
    let numbers = vec![1, 2, 3];
    let lent = thread::scope(|scope| scope.spawn(|| numbers.len()).join().unwrap());
    let moved = thread::spawn(move || numbers.len()).join().unwrap();
    println!("{lent} {moved}");
}
