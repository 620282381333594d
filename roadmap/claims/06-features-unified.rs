//! claim: phase 6, Guess
//! A workspace of two members and one shared crate, built by cargo: together, then the modest one alone.
//! edition: 2024
//! needs: cargo
//! expect: stdout "together: eager has json, modest has json; alone: modest has no json"
use std::{fs, process::Command};

fn write(path: &str, text: &str) {
    let folder = std::path::Path::new(path).parent().unwrap();
    fs::create_dir_all(folder).unwrap();
    fs::write(path, text).unwrap();
}

fn member(name: &str, features: &str) {
    write(
        &format!("{name}/Cargo.toml"),
        &format!(
            "[package]\nname = \"{name}\"\nedition = \"2024\"\n[dependencies]\nshared = {{ path = \"../shared\", features = [{features}] }}\n"
        ),
    );
    write(
        &format!("{name}/src/main.rs"),
        &format!("fn main() {{ print!(\"{name} has {{}}\", shared::JSON); }}\n"),
    );
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new("cargo").args(arguments).args(["--offline", "--quiet"]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn built(name: &str) -> String {
    let output = Command::new(format!("target/debug/{name}")).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn main() {
    write("ws/Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"shared\", \"eager\", \"modest\"]\n");
    std::env::set_current_dir("ws").unwrap();
    write("shared/Cargo.toml", "[package]\nname = \"shared\"\nedition = \"2024\"\n[features]\njson = []\n");
    write(
        "shared/src/lib.rs",
        "pub const JSON: &str = if cfg!(feature = \"json\") { \"json\" } else { \"no json\" };\n",
    );
    member("eager", "\"json\"");
    member("modest", "");

    cargo(&["build", "--workspace", "--target-dir", "target"]);
    let together = format!("{}, {}", built("eager"), built("modest"));
    cargo(&["build", "-p", "modest", "--target-dir", "target"]);
    println!("together: {together}; alone: {}", built("modest"));
}
