//! claim: phase 5, errors E0277
//! edition: 2024
//! expect: stdout "Err(Bad)"
use std::num::ParseIntError;

#[derive(Debug)]
struct Bad;

impl From<ParseIntError> for Bad {
    fn from(_: ParseIntError) -> Self {
        Bad
    }
}

fn read(text: &str) -> Result<u8, Bad> {
    Ok(text.parse::<u8>()?)
}

fn main() {
    println!("{:?}", read("five"));
}
