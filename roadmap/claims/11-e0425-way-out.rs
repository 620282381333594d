//! claim: phase 11, errors E0425
//! edition: 2024
//! expect: stdout "1"
macro_rules! make {
    ($name:ident, $value:expr) => { let $name = $value; };
}

fn main() {
    make!(made, 1);
    println!("{made}");
}
