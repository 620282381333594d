//! claim: phase 2, errors E0382
//! edition: 2024
//! expect: compile-fail E0382
fn main() {
    let a = String::from("hi");
    let b = a;
    println!("{a} {b}");
}
