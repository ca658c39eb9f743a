//! The warranty decision in words (R32).

use crate::html::Page;
use crate::html::escape::escape;
use crate::html::labels::term;

impl Page<'_> {
    pub(super) fn warranty(&self) -> Option<String> {
        let mut lines = self.model.warranty.lines().map(str::trim).filter(|line| !line.is_empty());
        let verdict = escape(term(self.labels.verdicts, lines.next()?));
        let reasons: String = lines.map(|line| format!("<li>{}</li>", self.reason(line))).collect();
        let list = if reasons.is_empty() { reasons } else { format!("<ul>{reasons}</ul>") };
        Some(format!(
            "<section><h2>{}</h2><p><strong>{verdict}</strong></p>{list}</section>",
            self.labels.warranty
        ))
    }

    /// A reason's code with its parameter, in words; a code of a newer version as it is.
    fn reason(&self, line: &str) -> String {
        let (code, parameter) = line.split_once('=').unwrap_or((line, ""));
        let shown =
            if code == "cause_excluded" { term(self.labels.cause_classes, parameter) } else { parameter };
        escape(&term(self.labels.reasons, code).replace("{}", shown))
    }
}
