//! claim: phase 2, Choose
//! edition: 2024
//! expect: stdout "true true true"
fn is_ana(name: &str) -> bool {
    name == "ana"
}

fn main() {
    let owned = String::from("ana!");
    let whole = String::from("ana");
    println!("{} {} {}", is_ana("ana"), is_ana(&owned[..3]), is_ana(&whole));
}
