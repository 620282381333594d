//! claim: phase 7, errors E0507
//! edition: 2024
//! expect: stdout "a a a"
fn main() {
    let mut v = vec![String::from("a"), String::from("b")];
    print!("{} ", &v[0]);
    print!("{} ", v[0].clone());
    println!("{}", v.swap_remove(0));
}
