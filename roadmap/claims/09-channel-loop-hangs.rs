//! claim: phase 9, Guess
//! The code as printed, beside a watchdog: the loop printed three numbers and its end was not heard of.
//! edition: 2024
//! expect: stdout "3 numbers, the loop goes on"
use std::{sync::mpsc, thread, time::Duration};

fn main() {
    let (said, hear) = mpsc::channel();
    thread::spawn(move || {
        let (tx, rx) = mpsc::channel();
        for n in 0..3 {
            let tx = tx.clone();
            thread::spawn(move || tx.send(n));
        }
        for n in rx {
            said.send(Some(n)).unwrap();
        }
        said.send(None).unwrap();
    });
    let numbers = (0..3).filter(|_| hear.recv().unwrap().is_some()).count();
    match hear.recv_timeout(Duration::from_millis(500)) {
        Err(_) => println!("{numbers} numbers, the loop goes on"),
        Ok(more) => println!("{numbers} numbers, then {more:?}"),
    }
}
