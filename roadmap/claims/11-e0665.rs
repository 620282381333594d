//! claim: phase 11, errors E0665
//! edition: 2024
//! expect: compile-fail E0665
#[derive(Default)]
enum Level {
    Low,
    High,
}

fn main() {}
