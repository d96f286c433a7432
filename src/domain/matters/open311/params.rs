/// What a request says, name by name: decoded, trimmed, and without what is empty. The specification counts an empty
/// parameter as none at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// From decoded pairs.
    pub fn new(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let clean = |(k, v): (String, String)| (k.trim().to_owned(), v.replace("\r\n", "\n").trim().to_owned());
        Params(pairs.into_iter().map(clean).filter(|(k, v)| !k.is_empty() && !v.is_empty()).collect())
    }
    /// The first value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str())
    }
    /// The values of a parameter that may be given several times, with commas between, or both.
    pub fn list(&self, name: &str) -> Vec<&str> {
        let given = self.0.iter().filter(|(k, _)| k == name);
        given.flat_map(|(_, v)| v.split(',')).map(str::trim).filter(|v| !v.is_empty()).collect()
    }
    /// The values of `attribute[code]` and `attribute[code][]`, or `attribute[code][0]` as some clients write it.
    pub fn attribute(&self, code: &str) -> Vec<&str> {
        let is = |k: &str| {
            let inside = k.strip_prefix("attribute[").and_then(|k| k.strip_prefix(code));
            let list = inside.and_then(|k| k.strip_prefix("][")).and_then(|k| k.strip_suffix(']'));
            inside == Some("]") || list.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
        };
        self.0.iter().filter(|(k, _)| is(k)).map(|(_, v)| v.as_str()).collect()
    }
    /// Every pair but the key, in one order whatever the order they came in.
    pub(super) fn sorted(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<_> = self.0.iter().filter(|(k, _)| k != "api_key").map(|(k, v)| (k.as_str(), v.as_str())).collect();
        all.sort_unstable();
        all
    }
}
