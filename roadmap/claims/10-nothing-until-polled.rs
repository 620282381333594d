//! claim: phase 10, Guess
//! edition: 2024
//! expect: stdout "made, polled, ran"
use std::pin::pin;
use std::task::{Context, Poll, Waker};

async fn fetch() -> &'static str {
    print!("polled, ");
    "ran"
}

fn main() {
    let mut future = pin!(fetch());
    print!("made, ");
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(said) => println!("{said}"),
        Poll::Pending => println!("waits"),
    }
}
