//! claim: phase 8, errors E0040
//! edition: 2024
//! expect: compile-fail E0040
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {}
}

fn main() {
    let guard = Guard;
    guard.drop();
}
