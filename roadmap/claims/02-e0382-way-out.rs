//! claim: phase 2, errors E0382
//! edition: 2024
//! expect: stdout "hi hi hi"
fn main() {
    let a = String::from("hi");
    let lent = &a;
    let cloned = a.clone();
    println!("{lent} {cloned} {a}");
}
