//! The paths in a Rust source: which modules it names. Comments, texts and what is compiled for tests only count for
//! nothing.

/// What a source file names.
#[derive(Debug, Default)]
pub struct Names {
    /// Paths that begin with `crate`, `super` or `self`, wherever they stand.
    pub paths: Vec<Vec<String>>,
    /// What its `use` lines bring in: the name it has here, and where it comes from.
    pub brought: Vec<(String, Vec<String>)>,
    /// Modules it declares for tests only.
    pub tests: Vec<String>,
}

/// Reads a source.
pub fn names(source: &str) -> Names {
    let mut names = Names::default();
    let tokens = without_tests(&tokens(source), &mut names);
    let mut place = 0;
    while place < tokens.len() {
        let token = tokens[place].as_str();
        let begins_path = ["crate", "super", "self"].contains(&token) && follows(&tokens, place);
        if token == "use" || begins_path {
            let used = token == "use";
            let mut found = Vec::new();
            place = tree(&tokens, place + usize::from(used), &[], &mut found);
            names.take(found, used);
        } else {
            place += 1;
        }
    }
    names
}

impl Names {
    fn take(&mut self, found: Vec<(Vec<String>, Option<String>)>, used: bool) {
        for (path, renamed) in found {
            if ["crate", "super", "self"].contains(&path[0].as_str()) {
                self.paths.push(path.clone());
            }
            if used && let Some(name) = renamed.or_else(|| path.last().cloned()) {
                self.brought.push((name, path));
            }
        }
    }
}

fn follows(tokens: &[String], place: usize) -> bool {
    tokens.get(place + 1).is_some_and(|token| token == "::")
}

/// A path or a tree of them from a place on, each with the name it is given; and the place after it.
fn tree(
    tokens: &[String],
    mut place: usize,
    before: &[String],
    found: &mut Vec<(Vec<String>, Option<String>)>,
) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(place) {
        match token.as_str() {
            "{" => {
                place += 1;
                while tokens.get(place).is_some_and(|token| token != "}") {
                    place = tree(tokens, place, &path, found).max(place + 1);
                    place += usize::from(tokens.get(place).is_some_and(|token| token == ","));
                }
                return place + 1;
            }
            "*" => {
                place += 1;
                break;
            }
            "::" => place += 1,
            word if is_word(word) => {
                path.push(word.to_owned());
                place += 1;
                if tokens.get(place).is_none_or(|token| token != "::") {
                    break;
                }
            }
            _ => break,
        }
    }
    let renamed = tokens.get(place).filter(|token| *token == "as").and_then(|_| tokens.get(place + 1));
    let after = if renamed.is_some() { place + 2 } else { place };
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    if !path.is_empty() {
        found.push((path, renamed.cloned()));
    }
    after
}

fn is_word(token: &str) -> bool {
    token.starts_with(|first: char| first.is_alphanumeric() || first == '_')
}

/// The tokens without items under `#[cfg(test)]`.
fn without_tests(tokens: &[String], names: &mut Names) -> Vec<String> {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut place = 0;
    while place < tokens.len() {
        let is_test = tokens[place..].iter().take(TEST.len()).map(String::as_str).eq(TEST);
        if !is_test {
            kept.push(tokens[place].clone());
            place += 1;
            continue;
        }
        let end = item_end(tokens, place + TEST.len());
        let item = &tokens[place..end];
        if let [.., module, name, last] = item
            && module == "mod"
            && last == ";"
        {
            names.tests.push(name.clone());
        }
        place = end;
    }
    kept
}

/// The place after an item: after its semicolon or its last brace, at the depth it begins at.
fn item_end(tokens: &[String], begin: usize) -> usize {
    let mut depth = 0_usize;
    for (place, token) in tokens.iter().enumerate().skip(begin) {
        match token.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && (token == ";" || token == "}") {
            return place + 1;
        }
    }
    tokens.len()
}

/// Words and signs; no comments, no texts.
fn tokens(source: &str) -> Vec<String> {
    let letters: Vec<char> = source.chars().collect();
    let mut tokens = Vec::new();
    let mut place = 0;
    while place < letters.len() {
        let rest = &letters[place..];
        place += match rest {
            ['/', '/', ..] => rest.iter().position(|letter| *letter == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => {
                rest.windows(2).position(|pair| pair == ['*', '/']).map_or(rest.len(), |end| end + 2)
            }
            ['r', '#', ..] | ['r', '"', ..] if raw(rest).is_some() => raw(rest).unwrap_or(1),
            ['"', ..] => text(rest),
            ['\'', '\\', ..] => {
                rest.iter().skip(3).position(|letter| *letter == '\'').map_or(rest.len(), |end| end + 4)
            }
            ['\'', _, '\'', ..] => 3,
            [':', ':', ..] => push(&mut tokens, &rest[..2]),
            [first, ..] if first.is_alphanumeric() || *first == '_' => {
                let end = rest.iter().position(|letter| !letter.is_alphanumeric() && *letter != '_');
                push(&mut tokens, &rest[..end.unwrap_or(rest.len())])
            }
            [first, ..] if first.is_whitespace() => 1,
            _ => push(&mut tokens, &rest[..1]),
        };
    }
    tokens
}

fn push(tokens: &mut Vec<String>, letters: &[char]) -> usize {
    tokens.push(letters.iter().collect());
    letters.len()
}

/// The length of a text with its quotes.
fn text(rest: &[char]) -> usize {
    let mut place = 1;
    while place < rest.len() && rest[place] != '"' {
        place += if rest[place] == '\\' { 2 } else { 1 };
    }
    place + 1
}

/// The length of a raw text, where it is one.
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = rest[1..].iter().take_while(|letter| **letter == '#').count();
    let begin = 2 + hashes;
    if rest.get(begin - 1) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let length = rest[begin..].windows(end.len()).position(|window| window == end)?;
    Some(begin + length + end.len())
}

#[test]
fn a_source_names_what_its_code_names() {
    let found = names(
        r##"
        //! Like [`crate::comment`].
        use crate::one::{self, Two as Other, deep::Three};
        pub use super::four;
        pub(crate) fn work<'a>(text: &'a str) -> crate::five::Six { "crate::text"; r#"crate::"raw"#; 'x'; '\''; six() }
        #[cfg(test)]
        mod suite;
        #[cfg(test)]
        mod tests { use crate::seven; }
        fn after() { self::eight::nine(); crate::ten { }; }
    "##,
    );
    let paths: Vec<String> = found.paths.iter().map(|path| path.join("::")).collect();
    let wanted =
        ["crate::one", "crate::one::Two", "crate::one::deep::Three", "super::four", "crate::five::Six"];
    assert_eq!(paths, [wanted.as_slice(), &["self::eight::nine", "crate::ten"]].concat());
    let brought: Vec<&str> = found.brought.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(brought, ["one", "Other", "Three", "four"]);
    assert_eq!(found.tests, ["suite"]);
}
