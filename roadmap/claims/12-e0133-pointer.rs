//! claim: phase 12, errors E0133
//! edition: 2024
//! expect: compile-fail E0133
fn main() {
    let one = 1;
    let p = &raw const one;
    println!("{}", *p);
}
