//! claim: phase 14, errors panic_handler
//! It is compiled, not linked: a bare program has no start of its own here.
//! edition: 2024
//! flags: -C panic=abort
//! expect: compiles
#![no_std]
#![no_main]

#[panic_handler]
fn on_panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}
