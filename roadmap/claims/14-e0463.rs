//! claim: phase 14, errors E0463
//! Bare metal never has a `std`, installed or not.
//! edition: 2024
//! flags: --target riscv32imc-unknown-none-elf
//! expect: compile-fail E0463
fn main() {}
