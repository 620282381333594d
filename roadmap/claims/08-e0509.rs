//! claim: phase 8, errors E0509
//! edition: 2024
//! expect: compile-fail E0509
struct Job {
    name: String,
}

impl Drop for Job {
    fn drop(&mut self) {}
}

fn main() {
    let job = Job { name: "a".into() };
    let name = job.name;
    println!("{name}");
}
