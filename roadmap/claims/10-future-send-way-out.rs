//! claim: phase 10, errors future is not Send
//! edition: 2024
//! expect: stdout "ended before the await"
use std::rc::Rc;

fn spawn(_: impl Future<Output = ()> + Send) {}

fn main() {
    spawn(async {
        {
            let shared = Rc::new(1);
            println!("{shared}");
        }
        std::future::ready(()).await;
    });
    println!("ended before the await");
}
