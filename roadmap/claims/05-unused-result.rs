//! claim: phase 5, errors unused_must_use
//! edition: 2024
//! expect: warning unused_must_use
fn main() {
    std::fs::remove_file("not-there");
}
