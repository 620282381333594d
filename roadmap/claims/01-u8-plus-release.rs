//! claim: phase 1, Choose
//! edition: 2024
//! flags: -O
//! expect: stdout "0"
fn main() {
    let full: u8 = "255".parse().unwrap();
    println!("{}", full + 1);
}
