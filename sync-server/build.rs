//! The console is embedded as it was built: a build of it that appears later is one to embed.

fn main() {
    println!("cargo:rerun-if-changed=console/dist");
}
