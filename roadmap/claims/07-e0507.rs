//! claim: phase 7, errors E0507
//! edition: 2024
//! expect: compile-fail E0507
fn main() {
    let v = vec![String::from("a"), String::from("b")];
    let first = v[0];
    println!("{first}");
}
