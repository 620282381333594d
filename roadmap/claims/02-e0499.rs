//! claim: phase 2, errors E0499
//! edition: 2024
//! expect: compile-fail E0499
fn main() {
    let mut text = String::from("hi");
    let a = &mut text;
    let b = &mut text;
    a.push('!');
    b.push('?');
}
