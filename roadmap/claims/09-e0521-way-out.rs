//! claim: phase 9, errors E0521
//! edition: 2024
//! expect: stdout "HI HI"
use std::{sync::Arc, thread};

fn scoped(text: &str) -> String {
    thread::scope(|scope| scope.spawn(|| text.to_uppercase()).join().unwrap())
}

fn owned(text: Arc<str>) -> String {
    thread::spawn(move || text.to_uppercase()).join().unwrap()
}

fn main() {
    println!("{} {}", scoped("hi"), owned("hi".into()));
}
