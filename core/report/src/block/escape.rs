//! Text on its way into HTML.

/// The text with everything that HTML could take for markup written out, and control characters that no reader can
/// show left out. Safe between tags and inside quoted attributes.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(character),
            control if control.is_control() => {}
            // Marks that turn the reading direction around could make a page read other than what is signed.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            other => out.push(other),
        }
    }
    out
}

/// The text as paragraphs: an empty line begins a new one, a single end of line stays one.
pub(super) fn paragraphs(text: &str) -> String {
    let normal = text.replace("\r\n", "\n").replace('\r', "\n");
    let blocks = normal.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| format!("<p>{}</p>", lines(block))).collect()
}

/// The text with its ends of lines.
pub(super) fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        assert_eq!(escape(r#"<b a="1" c='2'>&"#), "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;");
    }

    #[test]
    fn what_no_reader_can_show_or_what_turns_the_text_around_is_left_out() {
        assert_eq!(escape("a\u{0}\u{1b}b\u{202e}c\u{2066}d"), "abcd");
    }

    #[test]
    fn empty_lines_part_paragraphs() {
        assert_eq!(paragraphs("a\r\nb\n\n\n c <\n"), "<p>a<br>b</p><p>c &lt;</p>");
        assert_eq!(paragraphs("  \n "), "");
    }
}
