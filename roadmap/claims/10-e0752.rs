//! claim: phase 10, errors E0752
//! edition: 2024
//! expect: compile-fail E0752
async fn main() {}
