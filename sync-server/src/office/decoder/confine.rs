//! What the decoding process may ask the kernel for: memory, and the pipes it has. Bytes that found a hole in the decoder
//! would find no file, no network and no other process behind it (seccomp; Linux on x86-64 and arm64).

use std::io;

/// Takes everything else from the calling thread and those it starts, for good. Where the platform has no such filter, nothing
/// is taken.
///
/// # Errors
/// When the kernel does not take the filter.
pub(super) fn confine() -> io::Result<()> {
    #[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
    filter::apply().map_err(io::Error::other)?;
    Ok(())
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod filter {
    use std::collections::BTreeMap;
    use std::env::consts::ARCH;

    use seccompiler::{
        BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
        SeccompRule, apply_filter,
    };

    /// Calls that reach nothing outside the process but the pipes it was started with, and those that end it.
    const ALLOWED: &[libc::c_long] = &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_readv,
        libc::SYS_writev,
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_clock_gettime,
        libc::SYS_getrandom,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// Calls that give memory: never memory that can be run as a program.
    const MAPPING: [libc::c_long; 2] = [libc::SYS_mmap, libc::SYS_mprotect];

    /// The place of the protection among a mapping's arguments.
    const PROTECTION: u8 = 2;

    /// How a process ends itself when memory was refused. It ends no other.
    const SIGNALLING: libc::c_long = libc::SYS_tgkill;

    pub(super) fn apply() -> Result<(), Error> {
        // What is refused fails as if it were not permitted, so that a library that only tries goes on without.
        let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
        let filter = SeccompFilter::new(rules()?, refused, SeccompAction::Allow, ARCH.try_into()?)?;
        apply_filter(&BpfProgram::try_from(filter)?)
    }

    fn rules() -> Result<BTreeMap<libc::c_long, Vec<SeccompRule>>, Error> {
        let mut rules: BTreeMap<_, _> = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
        for call in MAPPING {
            let run = u64::from(libc::PROT_EXEC.unsigned_abs());
            let not_run =
                SeccompCondition::new(PROTECTION, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(run), 0)?;
            rules.insert(call, vec![SeccompRule::new(vec![not_run])?]);
        }
        let itself = u64::from(std::process::id());
        let itself = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, itself)?;
        rules.insert(SIGNALLING, vec![SeccompRule::new(vec![itself])?]);
        Ok(rules)
    }
}

#[cfg(all(test, target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod tests {
    use std::fs::File;
    use std::io::ErrorKind;
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::process::{Command, Stdio};
    use std::thread;

    use super::*;

    #[test]
    fn a_confined_thread_has_memory_and_neither_files_nor_network_nor_processes() {
        let listening = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listening.local_addr().unwrap();
        let mut other = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let tried = thread::spawn(move || {
            confine().unwrap();
            let memory = vec![1_u8; 64 << 20];
            assert_eq!(memory.iter().map(|byte| usize::from(*byte)).sum::<usize>(), 64 << 20);
            let kinds = [
                File::open("/etc/passwd").err(),
                File::create("/tmp/confined").err(),
                TcpStream::connect(address).err(),
                UdpSocket::bind("127.0.0.1:0").err(),
                Command::new("/bin/true").spawn().err(),
                other.kill().err(),
            ];
            (kinds.map(|error| error.map(|error| error.kind())), other)
        });
        let (refused, mut other) = tried.join().unwrap();
        drop(other.stdin.take());
        assert!(other.wait().unwrap().success(), "it lived, and ended by itself");
        assert_eq!(refused, [Some(ErrorKind::PermissionDenied); 6]);
    }
}
