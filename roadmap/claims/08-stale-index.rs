//! claim: phase 8, Choose
//! edition: 2024
//! expect: stdout "was ant, is bee"
fn main() {
    let mut nodes = vec!["ant", "bee"];
    let index = 0;
    let was = nodes[index];
    nodes.remove(index);
    println!("was {was}, is {}", nodes[index]);
}
