//! What each attacker of `docs/guide/threat-model.md` cannot do, and what shows what they did.

mod technician;

use jobsheet_sync::Verdict;

/// Why a run was not taken; nothing where it was.
fn code(verdict: &Verdict) -> &str {
    if let Verdict::Refused { code, .. } = verdict { code } else { "" }
}
