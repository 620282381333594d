//! claim: phase 13, Choose
//! A package with a private function, a test in the module, and a test in `tests`.
//! edition: 2024
//! needs: cargo
//! expect: stdout "in the module: ok, in tests: E0603"
use std::{fs, process::Command};

fn test(arguments: &[&str]) -> &'static str {
    let output = Command::new("cargo")
        .args(["test", "--offline", "--quiet", "--target-dir", "target"])
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match (output.status.success(), said.contains("error[E0603]")) {
        (true, _) => "ok",
        (false, true) => "E0603",
        (false, false) => "something else",
    }
}

fn main() {
    fs::create_dir_all("package/src").unwrap();
    fs::create_dir_all("package/tests").unwrap();
    std::env::set_current_dir("package").unwrap();
    fs::write("Cargo.toml", "[package]\nname = \"package\"\nedition = \"2024\"\n[workspace]\n").unwrap();
    fs::write(
        "src/lib.rs",
        "fn hidden() -> u8 { 1 }\npub fn shown() -> u8 { hidden() }\n\
         #[cfg(test)]\nmod tests {\n #[test]\n fn sees() { assert_eq!(super::hidden(), 1); }\n}\n",
    )
    .unwrap();
    fs::write("tests/outside.rs", "#[test]\nfn sees() { assert_eq!(package::hidden(), 1); }\n").unwrap();
    println!("in the module: {}, in tests: {}", test(&["--lib"]), test(&["--test", "outside"]));
}
