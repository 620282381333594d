//! claim: phase 10, errors unused_must_use
//! edition: 2024
//! expect: stdout "only this"
//! expect: warning unused_must_use
async fn save() {
    println!("saved");
}

fn main() {
    save();
    println!("only this");
}
