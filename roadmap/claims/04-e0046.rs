//! claim: phase 4, errors E0046
//! edition: 2024
//! expect: compile-fail E0046
trait Stage {
    fn run(&self, text: String) -> String;
    fn name(&self) -> &str {
        "stage"
    }
}
struct Trim;
impl Stage for Trim {}

fn main() {
    println!("{}", Trim.name());
}
