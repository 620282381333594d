//! claim: phase 12, errors E0133
//! edition: 2024
//! expect: compile-fail E0133
union Bits {
    number: u32,
    bytes: [u8; 4],
}

fn main() {
    let bits = Bits { bytes: [0; 4] };
    println!("{}", bits.number);
}
