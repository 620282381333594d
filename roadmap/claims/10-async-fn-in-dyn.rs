//! claim: phase 10, Choose
//! edition: 2024
//! expect: compile-fail E0038
trait Fetch {
    async fn fetch(&self) -> String;
}

fn all(_: Vec<Box<dyn Fetch>>) {}

fn main() {
    all(Vec::new());
}
