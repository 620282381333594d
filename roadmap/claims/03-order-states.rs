//! claim: phase 3, Choose
//! edition: 2024
//! expect: stdout "8 4"
enum Order {
    Placed,
    Paid,
    Shipped,
    Refunded,
}

fn main() {
    let bools = [false, true];
    let mut states = 0;
    for _paid in bools {
        for _shipped in bools {
            for _refunded in bools {
                states += 1;
            }
        }
    }
    let said = [Order::Placed, Order::Paid, Order::Shipped, Order::Refunded];
    println!("{states} {}", said.len());
}
