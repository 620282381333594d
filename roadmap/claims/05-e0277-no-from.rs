//! claim: phase 5, errors E0277
//! edition: 2024
//! expect: compile-fail E0277
struct Bad;

fn read(text: &str) -> Result<u8, Bad> {
    Ok(text.parse::<u8>()?)
}

fn main() {
    let _ = read("5");
}
