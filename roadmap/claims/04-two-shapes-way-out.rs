//! claim: phase 4, Guess
//! edition: 2024
//! expect: stdout "round square round square"
trait Shape {
    fn name(&self) -> &str;
}
struct Circle;
struct Square;
impl Shape for Circle {
    fn name(&self) -> &str {
        "round"
    }
}
impl Shape for Square {
    fn name(&self) -> &str {
        "square"
    }
}

enum Either {
    Circle(Circle),
    Square(Square),
}
impl Shape for Either {
    fn name(&self) -> &str {
        match self {
            Either::Circle(c) => c.name(),
            Either::Square(s) => s.name(),
        }
    }
}

fn boxed(round: bool) -> Box<dyn Shape> {
    if round { Box::new(Circle) } else { Box::new(Square) }
}

fn either(round: bool) -> impl Shape {
    if round { Either::Circle(Circle) } else { Either::Square(Square) }
}

fn main() {
    println!(
        "{} {} {} {}",
        boxed(true).name(),
        boxed(false).name(),
        either(true).name(),
        either(false).name()
    );
}
