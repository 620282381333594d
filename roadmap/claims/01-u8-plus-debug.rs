//! claim: phase 1, Choose
//! edition: 2024
//! expect: panic "attempt to add with overflow"
fn main() {
    // Read at run time: a constant would be refused while compiling.
    let full: u8 = "255".parse().unwrap();
    println!("{}", full + 1);
}
