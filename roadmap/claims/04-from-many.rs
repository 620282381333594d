//! claim: phase 4, Choose
//! edition: 2024
//! expect: stdout "1 2"
struct Metres(f64);

impl From<u8> for Metres {
    fn from(n: u8) -> Self {
        Metres(n.into())
    }
}
impl From<f32> for Metres {
    fn from(n: f32) -> Self {
        Metres(n.into())
    }
}

fn main() {
    println!("{} {}", Metres::from(1u8).0, Metres::from(2f32).0);
}
