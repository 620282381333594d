//! claim: phase 6, errors E0433
//! edition: 2024
//! expect: compile-fail E0433
fn main() {
    let seen = HashMap::new();
    let _: &std::collections::HashMap<u8, u8> = &seen;
}
