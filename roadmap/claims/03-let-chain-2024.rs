//! claim: phase 3, Tell
//! edition: 2024
//! expect: stdout "5 none"
fn large(a: Option<i32>) -> Option<i32> {
    if let Some(x) = a && x > 3 { Some(x) } else { None }
}

fn main() {
    let Some(x) = large(Some(5)) else { panic!("5 is larger than 3") };
    println!("{x} {}", if large(Some(2)).is_none() { "none" } else { "some" });
}
