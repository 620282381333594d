//! claim: phase 8, errors E0509
//! edition: 2024
//! expect: stdout "a b"
use std::mem;

struct Job {
    name: String,
    note: Option<String>,
}

impl Drop for Job {
    fn drop(&mut self) {}
}

fn main() {
    let mut job = Job { name: "a".into(), note: Some("b".into()) };
    println!("{} {}", mem::take(&mut job.name), job.note.take().unwrap());
}
