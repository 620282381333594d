//! claim: phase 12, errors unsafe extern
//! edition: 2024
//! expect: compile-fail "extern blocks must be unsafe"
use std::ffi::c_int;

extern "C" {
    fn abs(n: c_int) -> c_int;
}

fn main() {
    println!("{}", unsafe { abs(-3) });
}
