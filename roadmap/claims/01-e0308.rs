//! claim: phase 1, errors E0308
//! edition: 2024
//! expect: compile-fail E0308
fn double(n: i32) -> i32 {
    n * 2;
}

fn main() {
    println!("{}", double(4));
}
