//! claim: phase 8, errors E0515
//! edition: 2024
//! expect: compile-fail E0515
use std::cell::RefCell;

struct Cache {
    name: RefCell<String>,
}

impl Cache {
    fn name(&self) -> &str {
        self.name.borrow().as_str()
    }
}

fn main() {
    let cache = Cache { name: RefCell::new("a".into()) };
    println!("{}", cache.name());
}
