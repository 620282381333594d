//! claim: phase 9, Tell
//! Asking for a lock one already holds compiles; `try_lock` says that `lock` would not have come back.
//! edition: 2024
//! expect: stdout "would block"
use std::sync::{Mutex, TryLockError};

fn main() {
    let lock = Mutex::new(1);
    let held = lock.lock().unwrap();
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => println!("would block"),
        _ => println!("got it twice"),
    }
    drop(held);
}
