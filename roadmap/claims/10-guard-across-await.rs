//! claim: phase 10, errors future is not Send
//! edition: 2024
//! expect: compile-fail "future is not `Send`"
use std::sync::Mutex;

fn spawn(_: impl Future<Output = ()> + Send) {}

async fn add(lock: &Mutex<u32>) {
    let mut held = lock.lock().unwrap();
    std::future::ready(()).await;
    *held += 1;
}

fn main() {
    let lock = Mutex::new(1);
    spawn(add(&lock));
}
