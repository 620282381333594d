//! claim: phase 1, Guess
//! edition: 2024
//! expect: stdout "()"
//! expect: warning unused_must_use
fn main() {
    let x = {
        let y = 3;
        y + 1;
    };
    println!("{x:?}");
}
