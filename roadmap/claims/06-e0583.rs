//! claim: phase 6, errors E0583
//! edition: 2024
//! expect: compile-fail E0583
mod net;

fn main() {}
