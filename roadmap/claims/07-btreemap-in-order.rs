//! claim: phase 7, Choose
//! edition: 2024
//! expect: stdout "[(\"ant\", 1), (\"bee\", 2), (\"cow\", 3)]"
use std::collections::BTreeMap;

fn main() {
    let map = BTreeMap::from([("cow", 3), ("ant", 1), ("bee", 2)]);
    println!("{:?}", map.iter().collect::<Vec<_>>());
}
