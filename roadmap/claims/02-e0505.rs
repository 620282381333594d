//! claim: phase 2, errors E0505
//! Also the case that the README of the challenge shows: an entry used after its text was dropped.
//! edition: 2024
//! expect: compile-fail E0505
struct Entry<'a> {
    key: &'a str,
    value: &'a str,
}

fn parse(line: &str) -> Option<Entry<'_>> {
    let (key, value) = line.split_once('=')?;
    Some(Entry { key, value })
}

fn main() {
    let text = String::from("colour=red");
    let entry = parse(&text);
    drop(text);
    if let Some(entry) = entry {
        println!("{} {}", entry.key, entry.value);
    }
}
