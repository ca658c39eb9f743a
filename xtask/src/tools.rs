//! What the stages need beside Rust, and how it gets here. On Debian as root it is installed; elsewhere the answer
//! says what to install.

use std::path::{Path, PathBuf};

use crate::run::{self, Result};

/// The oldest Node the console is built with.
const NODE: u32 = 20;
/// The oldest Java the Kotlin sources are compiled for, as in `android/fieldkit/pom.xml`.
const JAVA: u32 = 17;

/// A tool that is not here and could not be installed.
#[derive(Debug)]
pub struct Missing {
    /// What is not here.
    pub reason: String,
    /// What brings it.
    pub remedy: String,
}

/// A tool, or why it is not here.
pub type Found<T = ()> = std::result::Result<T, Missing>;

impl From<Missing> for String {
    fn from(missing: Missing) -> Self {
        format!("{}; {}", missing.reason, missing.remedy)
    }
}

/// Says that something is not here.
pub fn missing<T>(reason: impl Into<String>, remedy: impl Into<String>) -> Found<T> {
    Err(Missing { reason: reason.into(), remedy: remedy.into() })
}

/// Makes sure that a program is there, installing Debian packages when that is possible.
pub fn need(program: &str, probe: &str, packages: &[&str]) -> Found {
    provide(program, packages, || run::answers(program, probe))
}

/// Makes sure that a file of a Debian package is there.
pub fn need_file(file: &Path, packages: &[&str]) -> Found {
    provide(&file.display().to_string(), packages, || file.exists())
}

fn provide(what: &str, packages: &[&str], is_here: impl Fn() -> bool) -> Found {
    if is_here() || install(packages).is_ok() && is_here() {
        return Ok(());
    }
    let names = packages.join(" ");
    missing(format!("{what} is missing"), format!("install {names} (Debian: apt-get install {names})"))
}

/// What compiling the workspace needs: a C compiler, perl (for OpenSSL) and OpenSSL's headers.
pub fn compilers() -> Found {
    need("cc", "--version", &["build-essential"])?;
    need("perl", "-v", &["perl"])?;
    need("pkg-config", "--version", &["pkg-config"])?;
    let headers = || run::answers_with("pkg-config", &["--exists", "libssl"]);
    provide("the folder of OpenSSL's headers", &["libssl-dev"], headers)
}

/// A component of the Rust toolchain, fetched by rustup where that is what brought the toolchain.
pub fn component(word: &str, name: &str) -> Found {
    let is_here = || run::answers_with("cargo", &[word, "--version"]);
    let fetched = || run::status(run::command("rustup").args(["component", "add", name])).is_ok();
    if is_here() || fetched() && is_here() {
        return Ok(());
    }
    missing(format!("{name} is missing"), format!("rustup component add {name}"))
}

/// Node 20 or newer with npm.
pub fn node() -> Found {
    let is_new = || version("node").is_some_and(|found| found >= NODE);
    if !is_new() && apt_offers("nodejs", NODE) {
        // What is here in the end decides, not how apt fared.
        let _told = install(&["nodejs"]);
    }
    if is_new() {
        return need("npm", "--version", &["npm"]);
    }
    let here = version("node").map_or_else(|| "none".to_owned(), |found| found.to_string());
    missing(
        format!("Node {NODE} or newer is needed, here is {here}"),
        format!(
            "install Node {NODE} or newer with npm, from nodejs.org or NodeSource (apt has it from Debian 13 on)"
        ),
    )
}

/// Java 17 or newer with Maven.
pub fn java() -> Found {
    let package = "default-jdk-headless";
    provide(&format!("a JDK of version {JAVA} or newer"), &[package], || {
        version("java").is_some_and(|found| found >= JAVA)
    })?;
    need("mvn", "--version", &["maven"])
}

/// Python with what makes environments for its libraries.
pub fn python() -> Found {
    provide("python3 with venv", &["python3", "python3-venv"], || {
        run::answers_with("python3", &["-c", "import ensurepip, venv"])
    })
}

/// Chromium for the console's tests, with a font that has Chinese.
pub fn browser() -> Found<PathBuf> {
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let browser = chosen.unwrap_or_else(|| PathBuf::from("/usr/bin/chromium"));
    need_file(&browser, &["chromium"])?;
    need("fc-list", "--version", &["fontconfig"])?;
    provide("a font with Chinese", &["fonts-wqy-microhei"], || {
        run::output(run::command("fc-list").arg(":lang=zh")).is_ok_and(|fonts| !fonts.trim().is_empty())
    })?;
    Ok(browser)
}

/// Installs Debian packages; an error where that cannot be done.
fn install(packages: &[&str]) -> Result {
    if !has_apt() {
        return Err("packages are installed here only on Debian as root".to_owned());
    }
    println!("installing {}", packages.join(" "));
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

/// Whether apt would install this major version of a package or a newer one.
fn apt_offers(package: &str, least: u32) -> bool {
    if !has_apt() || apt(&["update", "-qq"]).is_err() {
        return false;
    }
    let policy = run::output(run::command("apt-cache").args(["policy", package])).unwrap_or_default();
    let candidate = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate:"));
    candidate.and_then(major).is_some_and(|found| found >= least)
}

fn apt(words: &[&str]) -> Result {
    run::status(run::command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn has_apt() -> bool {
    is_debian_root() && run::answers("apt-get", "--version")
}

/// Whether this is Debian and the superuser, who may install what is missing.
pub fn is_debian_root() -> bool {
    let root = || run::output(run::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    Path::new("/etc/debian_version").exists() && root()
}

/// The major version a program tells.
fn version(program: &str) -> Option<u32> {
    major(&run::output(run::command(program).arg("--version")).ok()?)
}

/// The first number in what a program or apt says of a version: `v20.20.2`, `openjdk 17.0.15 2025-04-15`.
fn major(told: &str) -> Option<u32> {
    let digits = told.trim_start_matches(|letter: char| !letter.is_ascii_digit());
    let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_major_version_is_read_from_what_programs_tell() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("openjdk 17.0.15 2025-04-15\nOpenJDK Runtime"), Some(17));
        assert_eq!(major(" 18.20.4+dfsg-1~deb12u3"), Some(18));
        assert_eq!(major(" (none)"), None);
    }
}
