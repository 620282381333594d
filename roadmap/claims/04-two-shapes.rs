//! claim: phase 4, Guess
//! edition: 2024
//! expect: compile-fail E0308
trait Shape {}
struct Circle;
struct Square;
impl Shape for Circle {}
impl Shape for Square {}

fn pick(round: bool) -> impl Shape {
    if round { Circle } else { Square }
}

fn main() {
    let _ = pick(true);
}
