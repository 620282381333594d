//! claim: phase 3, Guess
//! edition: 2024
//! expect: stdout "8 4, true, true"
use std::mem::size_of;

fn main() {
    println!(
        "{} {}, {}, {}",
        size_of::<Option<u32>>(),
        size_of::<u32>(),
        size_of::<Option<&u32>>() == size_of::<&u32>(),
        size_of::<Option<char>>() == size_of::<char>(),
    );
}
