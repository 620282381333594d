//! claim: phase 12, errors E0512
//! edition: 2024
//! expect: stdout "258 2 2"
fn main() {
    let n = 258u32;
    let same = u32::from_ne_bytes(n.to_ne_bytes());
    println!("{same} {} {}", n as u8, n.to_le_bytes()[0]);
}
