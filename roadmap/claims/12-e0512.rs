//! claim: phase 12, errors E0512
//! edition: 2024
//! expect: compile-fail E0512
fn main() {
    let n: u32 = unsafe { std::mem::transmute([1u8, 0]) };
    println!("{n}");
}
