//! A report as blocks: what every page is made of, whatever it reports. Who fills them says what is read; how it looks is
//! the writer's business alone.

mod escape;
mod html;
mod picture;

use jobsheet_domain::language::Language;
use jobsheet_domain::work_order::Strokes;

/// A page, in one language.
#[derive(Debug)]
pub(crate) struct Page<'a> {
    /// The language of its words.
    pub language: Language,
    /// The name of a window or a file that shows it.
    pub title: String,
    /// Style rules beside those of every page.
    pub style: &'static str,
    /// From the head down.
    pub blocks: Vec<Block<'a>>,
    /// One line below everything.
    pub footer: String,
}

/// A block of a page.
#[derive(Debug)]
pub(crate) enum Block<'a> {
    /// Whose page, and what of.
    Head(Head),
    /// A section; not there where it has nothing to say.
    Section(Section<'a>),
    /// Two sections side by side; there also where they have nothing to say, so that a reader misses what is missing.
    Pair([Section<'a>; 2]),
}

/// The head of a page.
#[derive(Debug)]
pub(crate) struct Head {
    /// Whose page.
    pub letterhead: String,
    /// What it is.
    pub heading: &'static str,
    /// One line of marks below.
    pub marks: Vec<Mark>,
}

/// A mark in the line below the heading.
#[derive(Debug)]
pub(crate) enum Mark {
    /// A number to call it by.
    Number(String),
    /// Something beside it.
    Quiet(String),
    /// Where it stands, coloured by `tone`: a class of the style.
    Badge { tone: String, words: String },
}

/// A part of a page under a heading.
#[derive(Debug)]
pub(crate) struct Section<'a> {
    /// The heading.
    pub heading: &'static str,
    /// Whether it is the one people put their hand under.
    pub signed: bool,
    /// From the heading down.
    pub parts: Vec<Part<'a>>,
}

/// What stands in a section.
#[derive(Debug)]
pub(crate) enum Part<'a> {
    /// A long text, whole: an empty line begins a paragraph, an end of line stays one.
    Text(String),
    /// One sentence that counts.
    Strong(String),
    /// A warning.
    Note(String),
    /// Labels with their values; those without a value are not there.
    Facts(Vec<(&'static str, String)>),
    /// Labels with marks out of five.
    Ratings(Vec<(&'static str, u8)>),
    /// Sentences below each other.
    List(Vec<String>),
    /// A table; not there without rows.
    Table { head: Vec<&'static str>, rows: Vec<Vec<Cell>> },
    /// Pictures beside each other.
    Figures(Vec<Figure<'a>>),
    /// One picture that goes with a signature, and its caption.
    Stamp(Picture<'a>, &'static str),
    /// A hand's strokes, with their name for who cannot see them.
    Hand { label: String, strokes: &'a Strokes },
}

/// A cell of a table.
#[derive(Debug)]
pub(crate) enum Cell {
    /// One line.
    Line(String),
    /// A number.
    Amount(String),
    /// A line with a quiet one below.
    Named { name: String, below: String },
    /// A line with a quiet word beside it, where there is one.
    Marked { name: String, mark: &'static str },
    /// A long text, whole.
    Text(String),
}

/// A picture with what is written below it.
#[derive(Debug)]
pub(crate) struct Figure<'a> {
    /// The picture.
    pub picture: Picture<'a>,
    /// What kind of picture.
    pub stage: String,
    /// What it shows.
    pub caption: String,
    /// A quiet line below.
    pub below: String,
}

/// A picture inside the page.
#[derive(Debug)]
pub(crate) struct Picture<'a> {
    /// A JPEG or PNG; `None` where it is not at hand.
    pub bytes: Option<&'a [u8]>,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// What stands in its place where it is not at hand.
    pub elsewhere: &'static str,
}

impl<'a> Section<'a> {
    /// A section nobody signs.
    pub(crate) const fn new(heading: &'static str, parts: Vec<Part<'a>>) -> Self {
        Self { heading, signed: false, parts }
    }

    /// A section that holds one text.
    pub(crate) fn text(heading: &'static str, text: &str) -> Self {
        Self::new(heading, vec![Part::Text(text.to_owned())])
    }
}

impl Page<'_> {
    /// The page as HTML: self-contained (no script, nothing loaded), every text escaped, A4 when printed.
    pub(crate) fn html(&self) -> String {
        html::write(self)
    }
}
