//! claim: phase 7, errors E0277
//! edition: 2024
//! expect: stdout "Some('h') 104 h"
fn main() {
    let s = String::from("hi");
    println!("{:?} {} {}", s.chars().next(), s.as_bytes()[0], &s[0..1]);
}
