//! claim: phase 11, errors E0425
//! edition: 2024
//! expect: compile-fail E0425
macro_rules! make {
    ($value:expr) => { let made = $value; let _ = made; };
}

fn main() {
    make!(1);
    println!("{made}");
}
