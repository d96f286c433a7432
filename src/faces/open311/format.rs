use actix_web::{HttpResponse, http::StatusCode};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// A form of answers, named by the end of the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// `.xml`, which every server must have.
    Xml,
    /// `.json`
    Json,
}

impl Format {
    /// The form that an address asks for.
    pub(super) fn of(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "xml" => Some(Format::Xml),
            "json" => Some(Format::Json),
            _ => None,
        }
    }
}

/// An answer before it has a form. XML and JSON of the specification are one tree by its «Spark» convention: a container of
/// like children is an array, and the outermost element has no name in JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// An empty element; null.
    Nothing,
    Text(String),
    /// true or false.
    Flag(bool),
    /// A whole number.
    Whole(u32),
    /// Elements by name.
    Map(Vec<(&'static str, Tree)>),
    /// Elements that all have this name.
    List(&'static str, Vec<Tree>),
}

impl Tree {
    /// Text, or nothing if it is empty.
    pub(super) fn text(s: impl Into<String>) -> Self {
        let s = s.into();
        if s.is_empty() { Tree::Nothing } else { Tree::Text(s) }
    }
    /// Text, if there is any.
    pub(super) fn maybe(s: Option<String>) -> Self {
        s.map_or(Tree::Nothing, Tree::text)
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Tree::Nothing => s.serialize_unit(),
            Tree::Text(t) => s.serialize_str(t),
            Tree::Flag(b) => s.serialize_bool(*b),
            Tree::Whole(n) => s.serialize_u32(*n),
            Tree::List(_, all) => s.collect_seq(all),
            Tree::Map(all) => {
                let mut map = s.serialize_map(Some(all.len()))?;
                for (name, tree) in all {
                    map.serialize_entry(name, tree)?;
                }
                map.end()
            }
        }
    }
}

/// An XML document (XML 1.0, UTF-8, no namespace).
fn xml(root: &str, tree: &Tree) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    element(&mut out, root, tree);
    out.push('\n');
    out
}

fn element(out: &mut String, name: &str, tree: &Tree) {
    if *tree == Tree::Nothing {
        return out.extend(["<", name, "/>"]);
    }
    out.extend(["<", name, ">"]);
    match tree {
        Tree::Nothing => {}
        Tree::Text(t) => escape(out, t),
        Tree::Flag(b) => out.push_str(if *b { "true" } else { "false" }),
        Tree::Whole(n) => out.push_str(&n.to_string()),
        Tree::Map(all) => all.iter().for_each(|(name, tree)| element(out, name, tree)),
        Tree::List(name, all) => all.iter().for_each(|tree| element(out, name, tree)),
    }
    out.extend(["</", name, ">"]);
}

/// Character data: what marks markup is written as references, and so is a carriage return, which parsers would else turn
/// into a line feed. Characters that XML 1.0 cannot hold at all (§2.2) become U+FFFD.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
}

/// The answer itself; `root` is the outermost element's name.
pub(super) fn answer(format: Format, status: StatusCode, root: &str, tree: &Tree) -> HttpResponse {
    let (kind, body) = match format {
        Format::Xml => ("text/xml; charset=utf-8", xml(root, tree)),
        // A tree has no map with keys other than texts, so that this cannot fail.
        Format::Json => ("application/json; charset=utf-8", serde_json::to_string(tree).unwrap_or_default()),
    };
    HttpResponse::build(status).content_type(kind).body(body)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What a parser must read: characters that XML cannot hold are replaced, everything else is the same.
    fn holdable(s: &str) -> String {
        let odd = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
        s.chars().map(|c| if odd(c) { '\u{fffd}' } else { c }).collect()
    }

    fn read_back(s: &str) -> String {
        let document = xml("r", &Tree::Map(vec![("a", Tree::Text(s.to_owned())), ("b", Tree::Nothing)]));
        let parsed = roxmltree::Document::parse(&document).unwrap_or_else(|e| panic!("{s:?} became {document:?}: {e}"));
        let a = parsed.root_element().first_element_child().unwrap();
        assert_eq!(parsed.root_element().children().filter(roxmltree::Node::is_element).count(), 2, "nothing was injected");
        a.children().filter_map(|n| n.text()).collect()
    }

    #[test]
    fn markup_and_odd_characters_are_text() {
        for s in [
            "a & b < c > d",
            "]]>",
            "<![CDATA[x]]>",
            "<!-- x --><a/>",
            "&amp;&#13;&lt;",
            "\"'",
            "tab\tline\nreturn\rboth\r\n",
            "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{2028}",
            "\u{fffd}\u{fffe}\u{ffff}",
            "路灯不亮\u{20bb7}\u{1f600}",
            "</a></r><?xml?>",
        ] {
            assert_eq!(read_back(s), holdable(s), "{s:?}");
        }
    }

    proptest! {
        #[test]
        fn every_text_is_read_back(s in "\\PC*|[\\x00-\\x7f]*|.*") {
            prop_assert_eq!(read_back(&s), holdable(&s));
        }
        #[test]
        fn json_holds_the_same_text(s in ".*") {
            let json = serde_json::to_string(
                &Tree::List("x", vec![Tree::Text(s.clone()), Tree::Flag(true), Tree::Whole(7)])
            ).unwrap();
            let back: serde_json::Value = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(back, serde_json::json!([s, true, 7]));
        }
    }

    #[test]
    fn the_end_of_the_address_names_the_form() {
        assert_eq!(Format::of("/open311/v2/services/a.b.xml"), Some(Format::Xml));
        assert_eq!(Format::of("/open311/v2/requests.json"), Some(Format::Json));
        for other in ["/open311/v2/requests.yaml", "/open311/v2/requests", "/open311/v2/requests.XML", ""] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }
}
