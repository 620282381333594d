//! claim: phase 2, Guess
//! edition: 2024
//! expect: compile-fail E0597
fn main() {
    let r;
    {
        let s = "hi";
        r = &s;
    }
    println!("{r}");
}
