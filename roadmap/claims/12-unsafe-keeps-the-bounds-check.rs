//! claim: phase 12, Tell
//! edition: 2024
//! expect: panic "index out of bounds"
fn main() {
    let v = vec![1, 2, 3];
    let i: usize = "3".parse().unwrap();
    #[allow(unused_unsafe)]
    let n = unsafe { v[i] };
    println!("{n}");
}
