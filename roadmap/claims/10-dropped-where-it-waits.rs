//! claim: phase 10, Tell
//! What `select!` does to the loser: a future is polled once, then dropped. Its second half never runs, its destructors do.
//! edition: 2024
//! expect: stdout "first half, let go"
use std::future::pending;
use std::task::{Context, Waker};

struct Guard;
impl Drop for Guard {
    fn drop(&mut self) {
        println!("let go");
    }
}

async fn save() {
    let _guard = Guard;
    print!("first half, ");
    pending::<()>().await;
    print!("second half, ");
}

fn main() {
    let mut future = Box::pin(save());
    assert!(future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    drop(future);
}
