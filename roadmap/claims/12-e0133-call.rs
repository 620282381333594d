//! claim: phase 12, errors E0133
//! edition: 2024
//! expect: compile-fail E0133
unsafe fn two() -> i32 {
    2
}

fn main() {
    println!("{}", two());
}
