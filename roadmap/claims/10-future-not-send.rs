//! claim: phase 10, errors future is not Send
//! edition: 2024
//! expect: compile-fail "future cannot be sent between threads safely"
use std::rc::Rc;

fn spawn(_: impl Future<Output = ()> + Send) {}

fn main() {
    spawn(async {
        let shared = Rc::new(1);
        std::future::ready(()).await;
        println!("{shared}");
    });
}
