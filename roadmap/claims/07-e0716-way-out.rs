//! claim: phase 7, errors E0716
//! edition: 2024
//! expect: stdout "hello"
fn main() {
    let line = "Hello World";
    let lower = line.to_lowercase();
    let mut words = lower.split(' ');
    println!("{}", words.next().unwrap());
}
