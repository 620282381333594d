//! claim: phase 12, errors unsafe extern
//! edition: 2024
//! expect: stdout "3"
use std::ffi::c_int;

// SAFETY: this is the signature of C's `abs`, which has no rule for callers but INT_MIN.
unsafe extern "C" {
    safe fn abs(n: c_int) -> c_int;
}

fn main() {
    println!("{}", abs(-3));
}
