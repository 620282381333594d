//! claim: phase 1, Choose
//! edition: 2024
//! expect: stdout "0 255 None"
fn main() {
    let full: u8 = 255;
    println!("{} {} {:?}", full.wrapping_add(1), full.saturating_add(1), full.checked_add(1));
}
