//! claim: phase 12, Tell
//! edition: 2024
//! expect: compile-fail E0200
unsafe trait Four {}
struct It;
impl Four for It {}

fn main() {}
