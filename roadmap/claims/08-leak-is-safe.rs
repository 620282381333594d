//! claim: phase 8, Tell
//! Leaking needs no `unsafe`: the standard library offers it as a safe function.
//! edition: 2024
//! expect: stdout "no destructor ran"
#![forbid(unsafe_code)]
struct Loud;

impl Drop for Loud {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn main() {
    std::mem::forget(Loud);
    println!("no destructor ran");
}
