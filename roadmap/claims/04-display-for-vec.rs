//! claim: phase 4, Tell
//! edition: 2024
//! expect: compile-fail E0117
use std::fmt;
struct Mine;

impl fmt::Display for Vec<Mine> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.len())
    }
}

fn main() {}
