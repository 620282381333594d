//! claim: phase 6, errors E0603
//! edition: 2024
//! expect: compile-fail E0603
mod net {
    fn port() -> u16 {
        80
    }
    pub fn shown() -> u16 {
        port()
    }
}

fn main() {
    println!("{} {}", net::port(), net::shown());
}
