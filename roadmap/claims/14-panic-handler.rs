//! claim: phase 14, errors panic_handler
//! edition: 2024
//! flags: -C panic=abort
//! expect: compile-fail "`#[panic_handler]` function required, but not found"
#![no_std]
#![no_main]
