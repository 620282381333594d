//! claim: phase 11, errors no rules expected
//! edition: 2024
//! expect: compile-fail "no rules expected"
macro_rules! list {
    ($($e:expr),*) => { vec![$($e),*] };
}

fn main() {
    println!("{:?}", list![1; 2]);
}
