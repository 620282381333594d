//! claim: phase 12, Tell
//! edition: 2024
//! expect: compile-fail E0499
fn main() {
    let mut n = 1;
    unsafe {
        let a = &mut n;
        let b = &mut n;
        *a += 1;
        *b += 1;
    }
}
