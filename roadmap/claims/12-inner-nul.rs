//! claim: phase 12, challenge
//! edition: 2024
//! expect: stdout "true"
fn main() {
    println!("{}", std::ffi::CString::new("a\0b").is_err());
}
