//! claim: phase 8, errors E0040
//! edition: 2024
//! expect: stdout "dropped, then the end"
struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        print!("dropped, ");
    }
}

fn main() {
    let guard = Guard;
    drop(guard);
    println!("then the end");
}
