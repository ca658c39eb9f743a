//! The one writer of HTML: every text that comes in goes out escaped.

use crate::block::escape::{escape, lines, paragraphs};
use crate::block::picture::data_uri;
use crate::block::{Block, Cell, Figure, Head, Mark, Page, Part, Picture, Section};
use crate::strokes::strokes_svg;

/// The best rating there is.
const STARS: u8 = 5;

pub(super) fn write(page: &Page<'_>) -> String {
    let mut out = format!("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n", page.language.code());
    out.push_str("<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.push_str("img-src data:; style-src 'unsafe-inline'\">\n");
    let (title, style) = (escape(&page.title), include_str!("style.css"));
    out.push_str(&format!("<title>{title}</title>\n<style>\n{style}{}</style>\n", page.style));
    out.push_str("</head>\n<body>\n<main>\n");
    for written in page.blocks.iter().map(block).filter(|written| !written.is_empty()) {
        out.push_str(&written);
        out.push('\n');
    }
    out.push_str(&format!("<footer>{}</footer>\n", escape(&page.footer)));
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn block(block: &Block<'_>) -> String {
    match block {
        Block::Head(head) => header(head),
        Block::Section(section) => {
            let body = body(section);
            if body.is_empty() { body } else { whole(section, &body) }
        }
        Block::Pair(sections) => {
            let both: String = sections.iter().map(|section| whole(section, &body(section))).collect();
            format!("<div class=\"pair\">{both}</div>")
        }
    }
}

fn header(head: &Head) -> String {
    let marks: String = head.marks.iter().map(mark).collect();
    format!(
        "<header><div class=\"letterhead\">{}</div><h1>{}</h1><div class=\"line\">{marks}</div></header>",
        escape(&head.letterhead),
        escape(head.heading),
    )
}

fn mark(mark: &Mark) -> String {
    match mark {
        Mark::Number(number) => format!("<span class=\"number\">{}</span>", escape(number)),
        Mark::Quiet(words) => quiet(words),
        Mark::Badge { tone, words } => {
            format!("<span class=\"badge {}\">{}</span>", escape(tone), escape(words))
        }
    }
}

fn quiet(words: &str) -> String {
    format!("<span class=\"quiet\">{}</span>", escape(words))
}

fn whole(section: &Section<'_>, body: &str) -> String {
    let class = if section.signed { " class=\"sign\"" } else { "" };
    format!("<section{class}><h2>{}</h2>{body}</section>", escape(section.heading))
}

fn body(section: &Section<'_>) -> String {
    section.parts.iter().map(part).collect()
}

fn part(part: &Part<'_>) -> String {
    match part {
        Part::Text(text) => paragraphs(text),
        Part::Strong(text) => format!("<p><strong>{}</strong></p>", escape(text)),
        Part::Note(text) => format!("<p class=\"void\" role=\"status\">{}</p>", escape(text)),
        Part::Facts(pairs) => facts(pairs),
        Part::Ratings(marks) => ratings(marks),
        Part::List(sentences) => {
            wrapped("<ul>", sentences.iter().map(|text| format!("<li>{}</li>", escape(text))), "</ul>")
        }
        Part::Table { head, rows } => table(head, rows),
        Part::Figures(figures) => wrapped("<div class=\"photos\">", figures.iter().map(figure), "</div>"),
        Part::Stamp(shown, caption) => {
            let caption = escape(caption);
            format!("<figure class=\"stamp\">{}<figcaption>{caption}</figcaption></figure>", picture(shown))
        }
        Part::Hand { label, strokes } => {
            let (label, ink) = (escape(label), strokes_svg(strokes));
            format!("<figure class=\"hand\" aria-label=\"{label}\">{ink}</figure>")
        }
    }
}

/// What is inside, between the two; nothing where nothing is.
fn wrapped(before: &str, inside: impl Iterator<Item = String>, after: &str) -> String {
    let inside: String = inside.collect();
    if inside.is_empty() { inside } else { format!("{before}{inside}{after}") }
}

fn facts(pairs: &[(&str, String)]) -> String {
    let said = pairs.iter().filter(|(_, text)| !text.trim().is_empty());
    let said = said.map(|(label, text)| format!("<dt>{}</dt><dd>{}</dd>", escape(label), lines(text.trim())));
    wrapped("<dl>", said, "</dl>")
}

fn ratings(marks: &[(&str, u8)]) -> String {
    let line = |(label, mark): &(&str, u8)| {
        let (label, mark) = (escape(label), (*mark).min(STARS));
        let (full, empty) = ("★".repeat(mark.into()), "☆".repeat((STARS - mark).into()));
        format!(
            "<dt>{label}</dt><dd><span class=\"stars\" aria-hidden=\"true\">{full}{empty}</span> {mark}/{STARS}</dd>"
        )
    };
    wrapped("<dl>", marks.iter().map(line), "</dl>")
}

fn table(head: &[&str], rows: &[Vec<Cell>]) -> String {
    let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escape(cell))).collect();
    let row = |cells: &Vec<Cell>| format!("<tr>{}</tr>", cells.iter().map(cell).collect::<String>());
    let before = format!("<table><thead><tr>{head}</tr></thead><tbody>");
    wrapped(&before, rows.iter().map(row), "</tbody></table>")
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Line(text) => format!("<td>{}</td>", escape(text)),
        Cell::Amount(text) => format!("<td class=\"amount\">{}</td>", escape(text)),
        Cell::Named { name, below } => {
            format!("<td>{}<div class=\"quiet\">{}</div></td>", escape(name), escape(below))
        }
        Cell::Marked { name, mark: "" } => format!("<td>{}</td>", escape(name)),
        Cell::Marked { name, mark } => format!("<td>{} {}</td>", escape(name), quiet(mark)),
        Cell::Text(text) => format!("<td>{}</td>", lines(text.trim())),
    }
}

fn figure(figure: &Figure<'_>) -> String {
    format!(
        "<figure>{}<figcaption><strong>{}</strong> {}<div class=\"quiet\">{}</div></figcaption></figure>",
        picture(&figure.picture),
        escape(&figure.stage),
        escape(&figure.caption),
        escape(&figure.below),
    )
}

fn picture(picture: &Picture<'_>) -> String {
    picture.bytes.and_then(data_uri).map_or_else(
        || format!("<div class=\"missing\">{}</div>", escape(picture.elsewhere)),
        |uri| format!("<img src=\"{uri}\" alt=\"{}\">", escape(&picture.alt)),
    )
}
