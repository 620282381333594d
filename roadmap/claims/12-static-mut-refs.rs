//! claim: phase 12, errors static_mut_refs
//! edition: 2024
//! expect: compile-fail static_mut_refs
static mut COUNT: i32 = 0;

fn main() {
    let count = unsafe { &mut COUNT };
    *count += 1;
}
