//! Running other programs, with their output shown and their failure told.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::place;

/// What went wrong, in words.
pub type Result<T = ()> = std::result::Result<T, String>;

/// A command in the workspace's root, with cargo's target folder set.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root()).env("CARGO_TARGET_DIR", place::target());
    if place::is_ci() {
        // Each clone is another place, whose halves of crates nobody takes up again: they would only fill the disk.
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Cargo with the given words.
pub fn cargo(words: &[&str]) -> Result {
    status(command("cargo").args(words))
}

/// Runs to the end; an error unless it succeeded.
pub fn status(command: &mut Command) -> Result {
    let shown = shown(command);
    let status = command.stdin(Stdio::null()).status().map_err(|error| format!("{shown}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown}: {status}")) }
}

/// Runs to the end and gives standard output; an error unless it succeeded.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command.stdin(Stdio::null()).output().map_err(|error| format!("{shown}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{shown}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be found and answers.
pub fn answers(program: impl AsRef<OsStr>, word: &str) -> bool {
    answers_with(program, &[word])
}

/// Whether a program can be found and succeeds with these words.
pub fn answers_with(program: impl AsRef<OsStr>, words: &[&str]) -> bool {
    let mut probe = Command::new(program);
    probe.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    probe.status().is_ok_and(|status| status.success())
}

/// Makes a folder with its parents.
pub fn make_folder(folder: &Path) -> Result {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// The text of a file.
pub fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file, with its folder.
pub fn write(file: &Path, text: &str) -> Result {
    if let Some(folder) = file.parent() {
        make_folder(folder)?;
    }
    std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file unless it has this very text.
pub fn write_changed(file: &Path, text: &str) -> Result {
    if read(file).is_ok_and(|old| old == text) { Ok(()) } else { write(file, text) }
}

/// Removes a folder with all in it, when it is there.
pub fn remove_folder(folder: &Path) -> Result {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(format!("{}: {error}", folder.display())),
        _ => Ok(()),
    }
}

fn shown(command: &Command) -> String {
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    let program = command.get_program().to_string_lossy().into_owned();
    std::iter::once(program).chain(words).collect::<Vec<_>>().join(" ")
}
