//! claim: phase 9, errors PoisonError
//! edition: 2024
//! expect: stdout "poisoned, still 1"
use std::{sync::Mutex, thread};

fn main() {
    let lock = Mutex::new(1);
    thread::scope(|scope| {
        let worker = scope.spawn(|| {
            let _held = lock.lock().unwrap();
            panic!("while holding the lock");
        });
        let _ = worker.join();
    });
    match lock.lock() {
        Ok(_) => println!("fine"),
        Err(poison) => println!("poisoned, still {}", poison.into_inner()),
    }
}
