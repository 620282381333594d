//! claim: phase 11, Guess
//! edition: 2024
//! expect: stdout "6 5"
macro_rules! a {
    ($e:expr) => { $e * 2 };
}
macro_rules! b {
    ($($t:tt)*) => { $($t)* * 2 };
}

fn main() {
    println!("{} {}", a!(1 + 2), b!(1 + 2));
}
