//! claim: phase 10, errors E0728
//! edition: 2024
//! expect: compile-fail E0728
async fn page() -> u8 {
    1
}

fn main() {
    println!("{}", page().await);
}
