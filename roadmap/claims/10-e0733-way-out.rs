//! claim: phase 10, errors E0733
//! edition: 2024
//! expect: stdout "Ready(3)"
use std::pin::pin;
use std::task::{Context, Waker};

async fn count(n: u32) -> u32 {
    if n == 0 { 0 } else { 1 + Box::pin(count(n - 1)).await }
}

fn main() {
    println!("{:?}", pin!(count(3)).poll(&mut Context::from_waker(Waker::noop())));
}
