//! claim: phase 9, Choose
//! edition: 2024
//! expect: stdout "6 15 [1, 2, 3, 4, 5]"
use std::thread;

fn main() {
    let numbers = vec![1, 2, 3, 4, 5];
    let (mut few, mut all) = (0, 0);
    thread::scope(|scope| {
        scope.spawn(|| few = numbers[..3].iter().sum());
        scope.spawn(|| all = numbers.iter().sum());
    });
    println!("{few} {all} {numbers:?}");
}
