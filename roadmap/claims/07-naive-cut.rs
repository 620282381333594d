//! claim: phase 7, Guess
//! edition: 2024
//! expect: panic "is not a char boundary; it is inside 'ï'"
fn main() {
    let s = "naïve";
    println!("{}", &s[0..3]);
}
