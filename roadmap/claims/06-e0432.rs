//! claim: phase 6, errors E0432
//! edition: 2024
//! expect: compile-fail E0432
mod net {
    pub fn port() -> u16 {
        80
    }
}

use crate::net::ports;

fn main() {
    println!("{}", ports());
}
