//! claim: phase 12, Tell
//! edition: 2024
//! expect: compile-fail E0308
fn main() {
    let n: u32 = unsafe { "one" };
    println!("{n}");
}
