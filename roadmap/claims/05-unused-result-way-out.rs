//! claim: phase 5, errors unused_must_use
//! edition: 2024
//! flags: -D warnings
//! expect: stdout "said on purpose"
fn main() {
    let _ = std::fs::remove_file("not-there");
    println!("said on purpose");
}
