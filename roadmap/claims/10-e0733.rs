//! claim: phase 10, errors E0733
//! edition: 2024
//! expect: compile-fail E0733
async fn count(n: u32) -> u32 {
    if n == 0 { 0 } else { 1 + count(n - 1).await }
}

fn main() {
    let _ = count(3);
}
