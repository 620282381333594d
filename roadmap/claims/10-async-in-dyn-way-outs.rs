//! claim: phase 10, Choose
//! A generic, an enum, and a future in a box.
//! edition: 2024
//! expect: stdout "page page page"
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

trait Fetch {
    async fn fetch(&self) -> String;
}
struct Web;
impl Fetch for Web {
    async fn fetch(&self) -> String {
        "page".into()
    }
}

async fn generic(from: &impl Fetch) -> String {
    from.fetch().await
}

enum Source {
    Web(Web),
}
impl Source {
    async fn fetch(&self) -> String {
        match self {
            Source::Web(web) => web.fetch().await,
        }
    }
}

trait BoxedFetch {
    fn boxed(&self) -> Pin<Box<dyn Future<Output = String> + Send + '_>>;
}
impl BoxedFetch for Web {
    fn boxed(&self) -> Pin<Box<dyn Future<Output = String> + Send + '_>> {
        Box::pin(self.fetch())
    }
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("nothing here waits"),
    }
}

fn main() {
    let boxed: Box<dyn BoxedFetch> = Box::new(Web);
    println!("{} {} {}", now(generic(&Web)), now(Source::Web(Web).fetch()), now(boxed.boxed()));
}
