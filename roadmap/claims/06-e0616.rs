//! claim: phase 6, errors E0616
//! edition: 2024
//! expect: compile-fail E0616
mod net {
    pub struct Server {
        port: u16,
    }
    impl Server {
        pub fn new() -> Self {
            Server { port: 80 }
        }
        pub fn port(&self) -> u16 {
            self.port
        }
    }
}

fn main() {
    let server = net::Server::new();
    println!("{} {}", server.port(), server.port);
}
