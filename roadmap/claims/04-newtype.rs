//! claim: phase 4, errors E0117
//! edition: 2024
//! expect: stdout "2"
use std::fmt;
struct Mine;
struct Many(Vec<Mine>);

impl fmt::Display for Many {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.len())
    }
}

fn main() {
    println!("{}", Many(vec![Mine, Mine]));
}
