//! claim: phase 14, errors E0152
//! edition: 2024
//! expect: compile-fail E0152
#![no_std]

extern crate std;

#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

fn main() {}
