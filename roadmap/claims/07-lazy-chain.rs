//! claim: phase 7, errors unused_must_use
//! edition: 2024
//! expect: stdout "nothing before this"
//! expect: warning unused_must_use
fn main() {
    [1, 2, 3].iter().map(|n| println!("{n}"));
    println!("nothing before this");
}
