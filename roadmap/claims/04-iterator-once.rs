//! claim: phase 4, Choose
//! edition: 2024
//! expect: compile-fail E0119
struct Count;

impl Iterator for Count {
    type Item = u8;
    fn next(&mut self) -> Option<u8> {
        None
    }
}

impl Iterator for Count {
    type Item = u16;
    fn next(&mut self) -> Option<u16> {
        None
    }
}

fn main() {}
