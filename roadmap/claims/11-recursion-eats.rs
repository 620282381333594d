//! claim: phase 11, errors recursion limit
//! edition: 2024
//! expect: stdout "3"
macro_rules! count {
    () => { 0 };
    ($first:tt $($rest:tt)*) => { 1 + count!($($rest)*) };
}

fn main() {
    println!("{}", count!(a b c));
}
