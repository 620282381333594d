//! claim: phase 4, errors E0038
//! edition: 2024
//! expect: compile-fail E0038
trait Visit {
    fn visit<T>(&self, value: T);
}

fn all(_: &dyn Visit) {}

fn main() {}
