//! claim: phase 9, Guess
//! All workers have ended and all numbers are taken: the channel is empty, but not closed, so a `for` would wait for ever.
//! edition: 2024
//! expect: stdout "[0, 1, 2] Err(Empty)"
use std::{sync::mpsc, thread};

fn main() {
    let (tx, rx) = mpsc::channel();
    let mut workers = Vec::new();
    for n in 0..3 {
        let tx = tx.clone();
        workers.push(thread::spawn(move || tx.send(n)));
    }
    for worker in workers {
        worker.join().unwrap().unwrap();
    }
    let mut numbers: Vec<i32> = rx.iter().take(3).collect();
    numbers.sort();
    println!("{numbers:?} {:?}", rx.try_recv());
    drop(tx);
}
