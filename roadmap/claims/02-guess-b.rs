//! claim: phase 2, Guess
//! edition: 2024
//! expect: stdout "hi"
fn main() {
    let r;
    {
        let s = "hi";
        r = s;
    }
    println!("{r}");
}
