//! claim: phase 4, errors E0038
//! edition: 2024
//! expect: compile-fail E0038
trait Twin {
    fn twin(&self) -> Self;
}

fn all(_: &dyn Twin) {}

fn main() {}
