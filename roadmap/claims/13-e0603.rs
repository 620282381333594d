//! claim: phase 13, errors E0603
//! edition: 2024
//! expect: compile-fail E0603
mod package {
    fn hidden() -> u8 {
        1
    }
    pub fn shown() -> u8 {
        hidden()
    }
}

fn main() {
    assert_eq!(package::hidden(), package::shown());
}
