//! claim: phase 12, Guess
//! It compiles with a warning. It is not run: reading there would be undefined.
//! edition: 2024
//! expect: warning dangling_pointers_from_temporaries
use std::ffi::CString;

fn main() {
    let p = CString::new("hi")
        .unwrap()
        .as_ptr();
    println!("{}", p.is_null());
}
