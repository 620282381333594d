//! claim: phase 1, errors E0384
//! edition: 2024
//! expect: stdout "1 2 3"
fn main() {
    let n = 1;
    print!("{n} ");
    let n = n + 1;
    print!("{n} ");
    let mut m = n;
    m += 1;
    println!("{m}");
}
