//! claim: phase 8, errors E0515
//! edition: 2024
//! expect: stdout "ant 3"
use std::cell::RefCell;

struct Cache {
    name: RefCell<String>,
}

impl Cache {
    fn name(&self) -> String {
        self.name.borrow().clone()
    }
    fn with_name<T>(&self, look: impl FnOnce(&str) -> T) -> T {
        look(&self.name.borrow())
    }
}

fn main() {
    let cache = Cache { name: RefCell::new("ant".into()) };
    println!("{} {}", cache.name(), cache.with_name(|name| name.len()));
}
