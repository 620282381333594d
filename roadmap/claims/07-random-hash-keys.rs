//! claim: phase 7, Choose
//! Each HashMap makes its own RandomState; two of them hash the same value differently.
//! edition: 2024
//! expect: stdout "false"
use std::hash::{BuildHasher, RandomState};

fn main() {
    let (a, b) = (RandomState::new(), RandomState::new());
    println!("{}", a.hash_one("word") == b.hash_one("word"));
}
