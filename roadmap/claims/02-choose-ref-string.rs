//! claim: phase 2, Choose
//! edition: 2024
//! expect: compile-fail E0308
fn is_ana(name: &String) -> bool {
    name == "ana"
}

fn main() {
    println!("{}", is_ana("ana"));
}
