//! claim: phase 12, errors static_mut_refs
//! edition: 2024
//! expect: stdout "1 [1]"
use std::sync::{
    Mutex,
    atomic::{AtomicU32, Ordering},
};

static COUNT: AtomicU32 = AtomicU32::new(0);
static LIST: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn main() {
    COUNT.fetch_add(1, Ordering::Relaxed);
    LIST.lock().unwrap().push(1);
    println!("{} {:?}", COUNT.load(Ordering::Relaxed), LIST.lock().unwrap());
}
