//! The warranty decision in words (R32).

use crate::block::{Part, Section};
use crate::labels::term;
use crate::visit::page::Sheet;

impl<'a> Sheet<'a> {
    pub(super) fn warranty(&self) -> Section<'a> {
        let mut lines = self.model.warranty.lines().map(str::trim).filter(|line| !line.is_empty());
        let parts = lines.next().map(|verdict| {
            let verdict = term(self.labels.verdicts, verdict).to_owned();
            let reasons = lines.map(|line| self.reason(line)).collect();
            vec![Part::Strong(verdict), Part::List(reasons)]
        });
        Section::new(self.labels.warranty, parts.unwrap_or_default())
    }

    /// A reason's code with its parameter, in words; a code of a newer version as it is.
    fn reason(&self, line: &str) -> String {
        let (code, parameter) = line.split_once('=').unwrap_or((line, ""));
        let shown =
            if code == "cause_excluded" { term(self.labels.cause_classes, parameter) } else { parameter };
        term(self.labels.reasons, code).replace("{}", shown)
    }
}
