//! claim: phase 13, errors E0554
//! edition: 2024
//! needs: stable
//! expect: compile-fail E0554
#![feature(test)]

fn main() {}
