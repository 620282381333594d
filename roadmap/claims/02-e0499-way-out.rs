//! claim: phase 2, errors E0499
//! edition: 2024
//! expect: stdout "hi!?"
fn main() {
    let mut text = String::from("hi");
    let a = &mut text;
    a.push('!');
    let b = &mut text;
    b.push('?');
    println!("{text}");
}
