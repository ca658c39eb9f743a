//! The examples people copy are compiled: the README shows, word for word, what FieldKit's tests build.

use std::path::Path;

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// The lines of the README's code block in a language.
fn shown(language: &str) -> Vec<String> {
    let readme = text("README.md");
    let fence = format!("```{language}");
    let lines = readme.lines().skip_while(|line| **line != *fence).skip(1);
    lines.take_while(|line| *line != "```").map(str::to_owned).collect()
}

/// The lines between the two marks of a source, without their indentation.
fn compiled(path: &str) -> Vec<String> {
    let source = text(path);
    let lines = source.lines().skip_while(|line| !line.ends_with("example begins.")).skip(1);
    let lines = lines.take_while(|line| !line.ends_with("example ends."));
    lines.map(|line| line.strip_prefix("        ").unwrap_or(line).to_owned()).collect()
}

#[test]
fn the_examples_of_the_readme_are_the_compiled_ones() {
    let kotlin = "android/fieldkit/src/test/kotlin/dev/jobsheet/fieldkit/ReadmeExample.kt";
    let swift = "ios/Tests/FieldKitTests/ReadmeExample.swift";
    for (language, source) in [("kotlin", kotlin), ("swift", swift)] {
        let compiled = compiled(source);
        assert!(compiled.len() > 10, "{source} has its marks");
        assert_eq!(shown(language), compiled, "{source}");
    }
}
