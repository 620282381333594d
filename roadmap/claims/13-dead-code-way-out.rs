//! claim: phase 13, errors dead_code
//! edition: 2024
//! flags: -D warnings
//! expect: stdout "quiet"
#[cfg(test)]
fn sample() -> u8 {
    1
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_one() {
        assert_eq!(super::sample(), 1);
    }
}

fn main() {
    println!("quiet");
}
