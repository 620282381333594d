//! claim: phase 9, errors E0521
//! edition: 2024
//! expect: compile-fail E0521
use std::thread;

fn shout(text: &str) {
    thread::spawn(move || println!("{}", text.to_uppercase()));
}

fn main() {
    shout("hi");
}
