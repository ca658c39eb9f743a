//! FieldKit for Swift, tested on Linux against the real library and a real server.
//!
//! Debian stable has no Swift. A folder with the next release and its compiler is made once in the cache, and the
//! tests run in it. SwiftUI is not on Linux: the screens in `App` are checked for their syntax alone.

use std::path::{Path, PathBuf};

use crate::run::{self, Result};
use crate::stage::{Ending, when_possible};
use crate::tools::{Found, missing};
use crate::{bindings, place, tools};

const INSIDE: &str = r#"
set -e
mkdir -p "$ROOT/proc" "$ROOT/dev" "$ROOT/etc/ssl" "$ROOT$PACKAGE" "$ROOT$LIBRARY"
mount -t proc proc "$ROOT/proc"
mount --rbind /dev "$ROOT/dev"
mount --rbind /etc/ssl "$ROOT/etc/ssl"
mount --rbind "$PACKAGE" "$ROOT$PACKAGE"
mount --rbind "$LIBRARY" "$ROOT$LIBRARY"
exec chroot "$ROOT" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 LD_LIBRARY_PATH="$LIBRARY" \
  JOBSHEET="$LIBRARY/jobsheet" PHOTOS="$PACKAGE/tests/fixtures/photos" \
  sh -c 'cd "$1/ios" && swift format lint --strict --recursive App Sources Tests Package.swift \
  && swiftc -parse App/*.swift && exec timeout 900 swift test --scratch-path "$2/swift" \
  -Xlinker "-L$2" -Xlinker -ljobsheet_bindings -Xlinker --allow-shlib-undefined' sh "$PACKAGE" "$LIBRARY"
"#;

/// Generates, compiles and tests.
pub fn test() -> Result<Ending> {
    when_possible(surroundings(), |root| tested(&root))
}

/// The folder with the compiler, on a machine where the tests can run in it.
fn surroundings() -> Found<PathBuf> {
    if !tools::is_debian_root() {
        return missing("Swift is set up here only on Debian as root", "run as root on Debian");
    }
    if !run::answers_with("unshare", &["--mount", "--pid", "--fork", "true"]) {
        return missing("a mount namespace may not be made here", "run where `unshare --mount` is allowed");
    }
    // TLS wants root certificates even where the server is on the loopback.
    tools::need_file(Path::new("/etc/ssl/certs/ca-certificates.crt"), &["ca-certificates"])?;
    toolchain()
}

fn tested(root: &Path) -> Result {
    let library = bindings::generate()?;
    build_anew_where_records_changed(&library.join("swift"))?;
    let mut inside = run::command("unshare");
    inside.args([
        "--mount",
        "--propagation",
        "private",
        "--pid",
        "--fork",
        "--kill-child",
        "bash",
        "-c",
        INSIDE,
    ]);
    inside.env("ROOT", root).env("PACKAGE", place::root()).env("LIBRARY", library);
    run::status(&mut inside)
}

/// Swift compiles what uses a record again only where it sees that the record changed, which it does not see of all: a test that was
/// compiled for fewer members crashes. What was compiled from other bindings is thrown away.
fn build_anew_where_records_changed(compiled: &Path) -> Result {
    let failed = |error: std::io::Error| error.to_string();
    let bindings =
        std::fs::read(place::root().join("ios/Generated/JobsheetCore/JobsheetCore.swift")).map_err(failed)?;
    let of_before = compiled.with_extension("bindings");
    if std::fs::read(&of_before).is_ok_and(|before| before == bindings) {
        return Ok(());
    }
    run::remove_folder(compiled)?;
    std::fs::write(of_before, bindings).map_err(failed)
}

/// The folder with the compiler, made when it is not there yet.
fn toolchain() -> Found<PathBuf> {
    let folder = place::cache().join("swift");
    // A link that leads nowhere outside the folder, so its target is not asked for.
    if folder.join("usr/bin/swift").symlink_metadata().is_ok() {
        return Ok(folder);
    }
    tools::need("debootstrap", "--version", &["debootstrap"])?;
    println!("setting up Swift in {} (once, about four minutes)", folder.display());
    match place::alone("swift", || set_up(&folder)) {
        Ok(()) => Ok(folder),
        Err(problem) => {
            missing(format!("Swift could not be set up ({problem})"), "make Debian's archive reachable")
        }
    }
}

/// Makes the folder under another name first. What debootstrap mounts in it ends with debootstrap, however that ends.
fn set_up(folder: &Path) -> Result {
    if folder.exists() {
        return Ok(());
    }
    let unfinished = place::cache().join("swift.tmp");
    run::remove_folder(&unfinished)?;
    let mut make = run::command("unshare");
    make.args(["--mount", "--propagation", "private", "debootstrap", "--variant=minbase"])
        .args(["--include=swiftlang,libc6-dev,libstdc++-14-dev", "trixie"])
        .arg(&unfinished);
    run::status(&mut make)?;
    std::fs::rename(&unfinished, folder).map_err(|error| error.to_string())
}
