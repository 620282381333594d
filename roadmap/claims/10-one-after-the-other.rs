//! claim: phase 10, Guess
//! A clock that only the executor moves: it jumps to the next deadline when nothing else can run. `join` polls both, as `tokio::join!` does.
//! edition: 2024
//! expect: stdout "awaited in turn: 2 s, joined: 1 s"
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

thread_local! {
    static NOW: Cell<u64> = const { Cell::new(0) };
    static DEADLINES: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

async fn sleep(seconds: u64) {
    let mut until = None;
    poll_fn(|_| {
        let until = *until.get_or_insert(NOW.get() + seconds);
        if NOW.get() >= until {
            return Poll::Ready(());
        }
        DEADLINES.with_borrow_mut(|all| all.push(until));
        Poll::Pending
    })
    .await
}

async fn fetch(_page: u32) {
    sleep(1).await;
}

async fn join(a: impl Future<Output = ()>, b: impl Future<Output = ()>) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut a_done, mut b_done) = (false, false);
    poll_fn(|context| {
        a_done = a_done || a.as_mut().poll(context).is_ready();
        b_done = b_done || b.as_mut().poll(context).is_ready();
        if a_done && b_done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await
}

/// Runs a future to its end and says how long it took, in seconds.
fn timed(future: impl Future<Output = ()>) -> u64 {
    let mut future = pin!(future);
    let start = NOW.get();
    while future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending() {
        NOW.set(DEADLINES.take().into_iter().min().expect("something to wait for"));
    }
    NOW.get() - start
}

fn main() {
    let in_turn = timed(async {
        let a = fetch(1);
        let b = fetch(2);
        a.await;
        b.await;
    });
    let joined = timed(async {
        let a = fetch(1);
        let b = fetch(2);
        join(a, b).await;
    });
    println!("awaited in turn: {in_turn} s, joined: {joined} s");
}
