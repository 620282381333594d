//! claim: phase 12, Tell
//! edition: 2024
//! expect: stdout "1 2 3 4 5"
union Bits {
    number: u32,
    bytes: [u8; 4],
}
static mut COUNT: i32 = 3;
/// # Safety
/// None needed here: it stands for a function that has a rule.
unsafe fn two() -> i32 {
    2
}
/// # Safety
/// `four` must return 4.
unsafe trait Four {
    fn four(&self) -> i32;
}
struct It;
// SAFETY: it does.
unsafe impl Four for It {
    fn four(&self) -> i32 {
        4
    }
}

fn main() {
    let one = 1;
    let p = &raw const one;
    let bits = Bits { bytes: 5u32.to_ne_bytes() };
    // SAFETY: `p` points to `one`; nobody else touches COUNT; every bit pattern is a u32.
    unsafe {
        let count = COUNT;
        println!("{} {} {count} {} {}", *p, two(), It.four(), bits.number);
    }
}
