//! claim: phase 11, errors E0665
//! edition: 2024
//! expect: stdout "Low"
#[derive(Debug, Default)]
#[allow(dead_code)]
enum Level {
    #[default]
    Low,
    High,
}

fn main() {
    println!("{:?}", Level::default());
}
