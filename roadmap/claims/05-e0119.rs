//! claim: phase 5, errors E0119
//! edition: 2024
//! expect: compile-fail E0119
use std::io;

enum Problem {
    Open(io::Error),
    Read(io::Error),
}

impl From<io::Error> for Problem {
    fn from(cause: io::Error) -> Self {
        Problem::Open(cause)
    }
}
impl From<io::Error> for Problem {
    fn from(cause: io::Error) -> Self {
        Problem::Read(cause)
    }
}

fn main() {}
