//! What the stages need beside Rust, and how it gets here. On Debian as root it is installed; elsewhere the answer
//! says what to install.

use std::path::{Path, PathBuf};

use crate::run::{self, Result};

/// Makes sure that a program is there, installing Debian packages when that is possible.
pub fn need(program: &str, probe: &str, packages: &[&str]) -> Result {
    if run::answers(program, probe) {
        return Ok(());
    }
    install(packages)?;
    if run::answers(program, probe) {
        Ok(())
    } else {
        Err(format!("{program} is missing; install {}", packages.join(" ")))
    }
}

/// Makes sure that a file of a Debian package is there.
pub fn need_file(file: &Path, packages: &[&str]) -> Result {
    if file.exists() {
        return Ok(());
    }
    install(packages)?;
    if file.exists() {
        Ok(())
    } else {
        Err(format!("{} is missing; install {}", file.display(), packages.join(" ")))
    }
}

/// What compiling the workspace needs: a C compiler, perl (for OpenSSL) and OpenSSL's headers.
pub fn compilers() -> Result {
    need("cc", "--version", &["build-essential"])?;
    need("perl", "-v", &["perl"])?;
    need("pkg-config", "--version", &["pkg-config"])?;
    let found = run::answers_with("pkg-config", &["--exists", "libssl"]);
    if found { Ok(()) } else { install(&["libssl-dev"]) }
}

/// Node 20 or newer with npm.
pub fn node() -> Result {
    need("node", "--version", &["nodejs", "npm"])?;
    let version = run::output(run::command("node").arg("--version"))?;
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|part| part.parse::<u32>().ok());
    match major {
        Some(20..) => need("npm", "--version", &["npm"]),
        _ => Err(format!("Node 20 or newer is needed, here is {}", version.trim())),
    }
}

/// Chromium for the console's tests, with a font that has Chinese.
pub fn browser() -> Result<PathBuf> {
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let browser = chosen.unwrap_or_else(|| PathBuf::from("/usr/bin/chromium"));
    need_file(&browser, &["chromium"])?;
    need("fc-list", "--version", &["fontconfig"])?;
    if run::output(run::command("fc-list").arg(":lang=zh"))?.trim().is_empty() {
        install(&["fonts-wqy-microhei"])?;
    }
    Ok(browser)
}

/// Installs Debian packages; an error that says what to install where that cannot be done.
pub fn install(packages: &[&str]) -> Result {
    let names = packages.join(" ");
    let debian = Path::new("/etc/debian_version").exists() && run::answers("apt-get", "--version");
    if !debian || !is_root() {
        return Err(format!("missing: {names}. Install it (Debian: apt-get install {names}) and try again"));
    }
    println!("installing {names}");
    let quiet = |words: &[&str]| {
        run::status(run::command("apt-get").args(words).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    quiet(&["update", "-qq"])?;
    quiet(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())
}

/// Whether this is the superuser.
pub fn is_root() -> bool {
    run::output(run::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}
