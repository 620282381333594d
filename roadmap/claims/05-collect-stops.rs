//! claim: phase 5, Guess
//! edition: 2024
//! expect: stdout "Err(ParseIntError { kind: InvalidDigit }) after [\"1\", \"x\"]"
fn main() {
    let mut parsed = Vec::new();
    let result = ["1", "x", "3", "y"]
        .iter()
        .inspect(|s| parsed.push(**s))
        .map(|s| s.parse())
        .collect::<Result<Vec<i32>, _>>();
    println!("{result:?} after {parsed:?}");
}
