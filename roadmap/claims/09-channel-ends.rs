//! claim: phase 9, Guess
//! edition: 2024
//! expect: stdout "[0, 1, 2] and out"
use std::{sync::mpsc, thread};

fn main() {
    let (tx, rx) = mpsc::channel();
    for n in 0..3 {
        let tx = tx.clone();
        thread::spawn(move || tx.send(n));
    }
    drop(tx);
    let mut numbers = Vec::new();
    for n in rx {
        numbers.push(n);
    }
    numbers.sort();
    println!("{numbers:?} and out");
}
