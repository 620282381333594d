//! claim: phase 1, errors E0284
//! edition: 2024
//! expect: stdout "5 5"
fn main() {
    let n: u32 = "5".parse().unwrap();
    println!("{n} {}", "5".parse::<u32>().unwrap());
}
