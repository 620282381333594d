//! claim: phase 11, challenge
//! A full path still means the standard one where the caller has an `Option` of their own.
//! edition: 2024
//! expect: stdout "Some(1)"
macro_rules! some {
    ($e:expr) => { ::std::option::Option::Some($e) };
}

#[allow(dead_code)]
enum Option {
    Some,
    None,
}

fn main() {
    println!("{:?}", some!(1));
}
