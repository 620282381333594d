//! claim: phase 11, errors recursion limit
//! edition: 2024
//! expect: compile-fail "recursion limit reached while expanding"
macro_rules! count {
    ($($t:tt)*) => { count!($($t)*) };
}

fn main() {
    println!("{}", count!(a b c));
}
