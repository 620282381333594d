//! claim: phase 2, errors E0597
//! edition: 2024
//! expect: compile-fail E0597
fn main() {
    let mut longest = "";
    for n in 8..12 {
        let line = n.to_string();
        if line.len() > longest.len() {
            longest = &line;
        }
    }
    println!("{longest}");
}
