//! claim: phase 4, errors E0117
//! edition: 2024
//! expect: compile-fail E0117
impl std::ops::Not for String {
    type Output = String;
    fn not(self) -> String {
        self
    }
}

fn main() {}
