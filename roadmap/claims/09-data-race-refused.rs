//! claim: phase 9, Tell
//! Two threads that change one value without a lock.
//! edition: 2024
//! expect: compile-fail E0499
use std::thread;

fn main() {
    let mut count = 0;
    thread::scope(|scope| {
        scope.spawn(|| count += 1);
        scope.spawn(|| count += 1);
    });
    println!("{count}");
}
