//! claim: phase 2, errors E0106
//! edition: 2024
//! expect: stdout "bb bb"
fn longer<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() > b.len() { a } else { b }
}

fn longer_owned(a: &str, b: &str) -> String {
    longer(a, b).to_owned()
}

fn main() {
    println!("{} {}", longer("a", "bb"), longer_owned("a", "bb"));
}
