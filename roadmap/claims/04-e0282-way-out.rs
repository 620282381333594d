//! claim: phase 4, errors E0282
//! edition: 2024
//! expect: stdout "0"
fn main() {
    let bytes = Vec::<u8>::new();
    println!("{}", bytes.len());
}
