//! claim: phase 12, Guess
//! edition: 2024
//! flags: -D warnings
//! expect: stdout "hi"
use std::ffi::{CStr, CString};

fn main() {
    let kept = CString::new("hi").unwrap();
    let p = kept.as_ptr();
    // SAFETY: `kept` is alive until the end of `main`, and a CString ends in a NUL.
    println!("{}", unsafe { CStr::from_ptr(p) }.to_str().unwrap());
}
