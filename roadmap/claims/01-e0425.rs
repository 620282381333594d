//! claim: phase 1, errors E0425
//! edition: 2024
//! expect: compile-fail E0425
fn main() {
    {
        let inner = 1;
        println!("{inner}");
    }
    println!("{inner}");
}
