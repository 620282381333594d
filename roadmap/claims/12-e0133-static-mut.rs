//! claim: phase 12, errors E0133
//! edition: 2024
//! expect: compile-fail E0133
static mut COUNT: i32 = 3;

fn main() {
    let count = COUNT;
    println!("{count}");
}
