//! Reads a Rust file far enough to know whom it uses: `use` trees, paths in the code, modules inside, names it defines.
use std::collections::BTreeMap;

/// One module: a file's own, or one written inside another.
#[derive(Default, Debug)]
pub(super) struct Module {
    /// What it names, with the line: `use` trees spelled out, and paths in the code.
    pub(super) paths: Vec<Named>,
    /// What a name of its own stands for, by `use`.
    pub(super) aliases: BTreeMap<String, Vec<String>>,
    /// Modules whose whole content it takes (`use x::*`).
    pub(super) globs: Vec<Vec<String>>,
    /// Modules declared in it; true if only for tests.
    pub(super) children: BTreeMap<String, bool>,
    /// Names it defines: functions, types, constants.
    pub(super) defines: Vec<String>,
    /// Only for tests.
    pub(super) test: bool,
}

/// A path as it is written.
#[derive(Debug)]
pub(super) struct Named {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    /// It only shows the way: `pub use`, or `list::show` for a module's own `mod list;` (a row of routes).
    pub(super) signpost: bool,
    pub(super) test: bool,
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Word(String),
    /// `::`
    Then,
    Sign(char),
}

/// The modules in a file, by their path from the file's own (which is empty).
pub(super) fn modules(text: &str) -> BTreeMap<Vec<String>, Module> {
    let tokens = tokens(text);
    let mut reader = Reader { tokens: &tokens, at: 0, found: BTreeMap::from([(Vec::new(), Module::default())]) };
    reader.module(&[], false);
    reader.found
}

struct Reader<'a> {
    tokens: &'a [(Token, usize)],
    at: usize,
    found: BTreeMap<Vec<String>, Module>,
}

impl Reader<'_> {
    fn token(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead).map(|(t, _)| t)
    }
    fn word(&self, ahead: usize) -> Option<&str> {
        match self.token(ahead) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }
    fn sign(&self, ahead: usize, sign: char) -> bool {
        self.token(ahead) == Some(&Token::Sign(sign))
    }
    fn before(&self) -> Option<&Token> {
        self.at.checked_sub(1).and_then(|i| self.tokens.get(i)).map(|(t, _)| t)
    }
    /// Reads to the brace that closes the module.
    fn module(&mut self, own: &[String], test: bool) {
        self.found.entry(own.to_vec()).or_default().test |= test;
        let mut depth = 0usize;
        let mut test_until = None;
        while let Some(token) = self.token(0).cloned() {
            let test = test || test_until.is_some_and(|end| self.at < end);
            match token {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') if depth == 0 => return self.at += 1,
                Token::Sign('}') => depth -= 1,
                Token::Sign('#') if self.is_for_tests() => test_until = Some(self.end_of_item()),
                Token::Word(word) if word == "mod" && self.word(1).is_some() => {
                    let name = self.word(1).unwrap_or_default().to_owned();
                    let inside = self.sign(2, '{');
                    self.at += 3;
                    if inside || self.tokens.get(self.at - 1).map(|(t, _)| t) == Some(&Token::Sign(';')) {
                        self.own(own).children.insert(name.clone(), test);
                    }
                    if inside {
                        self.module(&[own, &[name]].concat(), test);
                    }
                    continue;
                }
                Token::Word(word) if word == "pub" && self.sign(1, '(') && self.names_a_reach(2) => {
                    while !self.sign(0, ')') && self.token(0).is_some() {
                        self.at += 1;
                    }
                    if self.word(1) == Some("use") {
                        self.at += 2;
                        self.tree(own, true, test);
                        continue;
                    }
                }
                Token::Word(word) if word == "use" && !self.sign(1, '<') => {
                    let public = self.before() == Some(&Token::Word("pub".to_owned()));
                    self.at += 1;
                    self.tree(own, public, test);
                    continue;
                }
                Token::Word(word) if matches!(&*word, "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static") => {
                    let name = self.word(1).map(str::to_owned);
                    self.own(own).defines.extend(name);
                }
                // `::maud::Markup` names a crate; `Vec::<u8>::new` and `<T as Kind>::new` do not.
                Token::Then if !self.goes_on() => {
                    self.at += 1;
                    self.path(own, &["::"], test);
                    continue;
                }
                Token::Word(_) if self.token(1) == Some(&Token::Then) && self.before() != Some(&Token::Then) => {
                    self.path(own, &[], test);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }
    fn own(&mut self, own: &[String]) -> &mut Module {
        self.found.entry(own.to_vec()).or_default()
    }
    /// Whether `::` goes on a path, and does not begin one.
    fn goes_on(&self) -> bool {
        match self.before() {
            Some(Token::Word(_)) => true,
            Some(Token::Sign('>')) => {
                self.at.checked_sub(2).and_then(|i| self.tokens.get(i)).is_none_or(|(t, _)| *t != Token::Sign('-'))
            }
            _ => false,
        }
    }
    /// `#[cfg(test)]`
    fn is_for_tests(&self) -> bool {
        self.sign(1, '[') && self.word(2) == Some("cfg") && self.sign(3, '(') && self.word(4) == Some("test") && self.sign(5, ')')
    }
    /// `pub(crate)`, `pub(super)`, `pub(in …)`
    fn names_a_reach(&self, ahead: usize) -> bool {
        matches!(self.word(ahead), Some("crate" | "super" | "self" | "in")) && self.token(ahead + 1) != Some(&Token::Then)
    }
    /// Where the item ends that begins behind the attribute here.
    fn end_of_item(&self) -> usize {
        let mut depth = 0usize;
        let using =
            self.tokens.get(self.at + 7..).is_some_and(|t| t.iter().take(2).any(|(t, _)| *t == Token::Word("use".into())));
        for (i, (token, _)) in self.tokens.iter().enumerate().skip(self.at + 7) {
            match token {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') if depth <= 1 && !using => return i,
                Token::Sign('}') => depth = depth.saturating_sub(1),
                Token::Sign(';') if depth == 0 => return i,
                _ => {}
            }
        }
        self.tokens.len()
    }
    /// A path in the code: `crate::a::b`, `super::c`, `name::d`.
    fn path(&mut self, own: &[String], first: &[&str], test: bool) {
        let line = self.tokens.get(self.at).map_or(0, |(_, line)| *line);
        let mut path: Vec<String> = first.iter().map(|&s| s.to_owned()).collect();
        while let Some(word) = self.word(0) {
            path.push(word.to_owned());
            self.at += 1;
            if self.token(0) != Some(&Token::Then) {
                break;
            }
            self.at += 1;
        }
        let signpost = path.first().is_some_and(|first| self.own(own).children.contains_key(first));
        self.own(own).paths.push(Named { path, line, signpost, test });
    }
    /// A whole `use`, from behind the word to behind the semicolon.
    fn tree(&mut self, own: &[String], public: bool, test: bool) {
        let mut prefix = Vec::new();
        if self.token(0) == Some(&Token::Then) {
            self.at += 1;
            prefix.push("::".to_owned());
        }
        self.branch(own, &prefix, public, test);
        self.at += 1;
    }
    fn branch(&mut self, own: &[String], prefix: &[String], public: bool, test: bool) {
        let mut path = prefix.to_vec();
        let line = self.tokens.get(self.at).map_or(0, |(_, line)| *line);
        while let Some(token) = self.token(0).cloned() {
            match token {
                Token::Word(word) if word == "as" => {
                    let name = self.word(1).unwrap_or_default().to_owned();
                    self.at += 2;
                    return self.leaf(own, path, Some(name), line, public, test);
                }
                // `a::{self}` is `a`; a leading `self` is this module.
                Token::Word(word) if word == "self" && !path.is_empty() => self.at += 1,
                Token::Word(word) => {
                    path.push(word);
                    self.at += 1;
                }
                Token::Then => self.at += 1,
                Token::Sign('*') => {
                    self.at += 1;
                    self.own(own).globs.push(path.clone());
                    return self.leaf(own, path, None, line, public, test);
                }
                Token::Sign('{') => {
                    self.at += 1;
                    while !self.sign(0, '}') && self.token(0).is_some() {
                        self.branch(own, &path, public, test);
                        if self.sign(0, ',') {
                            self.at += 1;
                        }
                    }
                    return self.at += 1;
                }
                Token::Sign(_) => break,
            }
        }
        let name = path.last().cloned();
        self.leaf(own, path, name, line, public, test);
    }
    fn leaf(&mut self, own: &[String], path: Vec<String>, name: Option<String>, line: usize, public: bool, test: bool) {
        let module = self.own(own);
        if let Some(name) = name {
            module.aliases.insert(name, path.clone());
        }
        module.paths.push(Named { path, line, signpost: public, test });
    }
}

/// The words and signs of a file; comments, strings and characters fall away.
fn tokens(text: &str) -> Vec<(Token, usize)> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let (mut out, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let start = i;
        let c = at(i);
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            while i < chars.len() {
                match (at(i), at(i + 1)) {
                    ('/', '*') => (depth, i) = (depth + 1, i + 2),
                    ('*', '/') => (depth, i) = (depth - 1, i + 2),
                    _ => i += 1,
                }
                if depth == 0 {
                    break;
                }
            }
        } else if let Some(hashes) = raw_string(&chars, i) {
            i += 1;
            while at(i) != '"' {
                i += 1;
            }
            i += 1;
            while i < chars.len() && !(at(i) == '"' && (1..=hashes).all(|h| at(i + h) == '#')) {
                i += 1;
            }
            i += 1 + hashes;
        } else if c == '"' {
            i += 1;
            while i < chars.len() && at(i) != '"' {
                i += if at(i) == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if c == '\'' && (at(i + 1) == '\\' || at(i + 2) == '\'') {
            i += if at(i + 1) == '\\' { 3 } else { 2 };
            while i < chars.len() && at(i) != '\'' {
                i += 1;
            }
            i += 1;
        } else if c == '_' || c.is_alphanumeric() {
            while at(i) == '_' || at(i).is_alphanumeric() {
                i += 1;
            }
            out.push((Token::Word(chars[start..i].iter().collect()), line));
        } else if c == ':' && at(i + 1) == ':' {
            out.push((Token::Then, line));
            i += 2;
        } else {
            if !c.is_whitespace() && c != '$' {
                out.push((Token::Sign(c), line));
            }
            i += 1;
        }
        line += chars[start..i.min(chars.len())].iter().filter(|&&c| c == '\n').count();
    }
    out
}

/// How many `#` a raw string has that begins here, if one does: `r"`, `r#"`, `br"`.
fn raw_string(chars: &[char], i: usize) -> Option<usize> {
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let within_word = i > 0 && (at(i - 1) == '_' || at(i - 1).is_alphanumeric());
    let r = if matches!(at(i), 'b' | 'c') && at(i + 1) == 'r' { i + 1 } else { i };
    let hashes = (r + 1..).take_while(|&i| at(i) == '#').count();
    (!within_word && at(r) == 'r' && at(r + 1 + hashes) == '"').then_some(hashes)
}
