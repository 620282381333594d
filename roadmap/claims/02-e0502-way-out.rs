//! claim: phase 2, errors E0502
//! edition: 2024
//! expect: stdout "[1, 2, 3, 1, 3]"
fn main() {
    let mut numbers = vec![1, 2, 3];
    // Note first what to change, change when the reading is over.
    let odd: Vec<i32> = numbers.iter().copied().filter(|n| n % 2 == 1).collect();
    numbers.extend(odd);
    println!("{numbers:?}");
}
