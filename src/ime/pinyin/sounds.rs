//! Sounds that people of a place do not tell apart, and what they then type for a syllable.

/// Which pairs of sounds count as one. Elders' Mandarin is local: who says «lanjing» for 南京 types it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sounds(u8);

impl Default for Sounds {
    /// All of them: who tells them apart loses little by it.
    fn default() -> Self {
        Sounds::ALL
    }
}

impl Sounds {
    /// Every sound as the standard has it.
    pub const NONE: Sounds = Sounds(0);
    /// zh ch sh and z c s.
    pub const FLAT: Sounds = Sounds(1);
    /// n and l.
    pub const N_L: Sounds = Sounds(2);
    /// in, en, an and ing, eng, ang.
    pub const NASAL: Sounds = Sounds(4);
    /// h and f: hui and fei.
    pub const H_F: Sounds = Sounds(8);
    /// r and l.
    pub const R_L: Sounds = Sounds(16);
    /// All of them.
    pub const ALL: Sounds = Sounds(31);
    /// Each pair with its name in forms and texts (`sounds-…`).
    pub const EACH: [(Sounds, &'static str); 5] =
        [(Sounds::FLAT, "flat"), (Sounds::N_L, "n-l"), (Sounds::NASAL, "nasal"), (Sounds::H_F, "h-f"), (Sounds::R_L, "r-l")];

    /// From stored bits; unknown ones are dropped.
    pub const fn from_bits(bits: u8) -> Self {
        Sounds(bits & Self::ALL.0)
    }
    /// As stored.
    pub const fn bits(self) -> u8 {
        self.0
    }
    /// Both.
    #[must_use]
    pub const fn and(self, other: Sounds) -> Self {
        Sounds(self.0 | other.0)
    }
    /// Whether every pair of `other` counts as one here.
    pub const fn has(self, other: Sounds) -> bool {
        self.0 & other.0 == other.0
    }
}

/// The cost of one sound taken for another, in twelfths of a nat: a right spelling wins unless its word is e⁴ times rarer.
const WRONG: u8 = 48;
/// The same where nearly everybody in the south hears no difference.
const NEAR: u8 = 42;

/// `hu…` and `f…` that are one in the dialects of the south.
const H_OR_F: &[(&str, &str)] = &[
    ("hu", "fu"),
    ("hua", "fa"),
    ("huo", "fo"),
    ("hui", "fei"),
    ("hei", "fei"),
    ("huan", "fan"),
    ("han", "fan"),
    ("hun", "fen"),
    ("hen", "fen"),
    ("huang", "fang"),
    ("hang", "fang"),
    ("heng", "feng"),
    ("hong", "feng"),
    ("hou", "fou"),
];

/// What may be typed for a syllable: the spelling, the pairs of sounds that must count as one, and what it costs. The right
/// spelling comes first; some spellings are nobody's dialect but everybody's habit (`lv` is `lü`, and many type `lu`).
pub(super) fn typed_for(syllable: &str) -> Vec<(String, Sounds, u8)> {
    let mut all = vec![(syllable.to_owned(), Sounds::NONE, 0)];
    for (pairs, flag, cost) in [
        (&[("zh", "z"), ("ch", "c"), ("sh", "s")][..], Sounds::FLAT, NEAR),
        (&[("n", "l")][..], Sounds::N_L, WRONG),
        (&[("r", "l")][..], Sounds::R_L, WRONG),
    ] {
        if let Some(other) = swapped_head(syllable, pairs) {
            all.push((other, flag, cost));
        }
    }
    for (h, f) in H_OR_F {
        if *h == syllable {
            all.push(((*f).to_owned(), Sounds::H_F, WRONG));
        } else if *f == syllable {
            all.push(((*h).to_owned(), Sounds::H_F, WRONG));
        }
    }
    let tails: Vec<_> = all.iter().filter_map(|(s, f, c)| Some((swapped_tail(s)?, f.and(Sounds::NASAL), c + NEAR))).collect();
    all.extend(tails);
    all.extend(habits(syllable).into_iter().map(|(s, cost)| (s, Sounds::NONE, cost)));
    all
}

/// The syllable with another beginning: `zh` before `z`, for `zh` begins with `z` too.
fn swapped_head(s: &str, pairs: &[(&str, &str)]) -> Option<String> {
    pairs.iter().find_map(|(a, b)| match (s.strip_prefix(a), s.strip_prefix(b)) {
        (Some(rest), _) => Some(format!("{b}{rest}")),
        (None, Some(rest)) => Some(format!("{a}{rest}")),
        (None, None) => None,
    })
}

fn swapped_tail(s: &str) -> Option<String> {
    let tail = |end: &str| ["in", "en", "an"].iter().any(|t| end.ends_with(t));
    match s.strip_suffix('g') {
        Some(short) => tail(short).then(|| short.to_owned()),
        None => tail(s).then(|| format!("{s}g")),
    }
}

fn habits(s: &str) -> Vec<(String, u8)> {
    let (head, rest) = (s.get(..1).unwrap_or_default(), s.get(1..).unwrap_or_default());
    match (head, rest) {
        ("l" | "n", "v") => vec![(format!("{head}yu"), 0), (format!("{head}u"), NEAR)],
        ("l" | "n", "ve") => vec![(format!("{head}ue"), 0)],
        ("j" | "q" | "x" | "y", _) if rest.starts_with('u') => vec![(s.replacen('u', "v", 1), 0)],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type() {
        let typed = |s: &str| typed_for(s).into_iter().map(|(t, ..)| t).collect::<Vec<_>>();
        assert_eq!(typed("shang"), ["shang", "sang", "shan", "san"]);
        assert_eq!(typed("ning"), ["ning", "ling", "nin", "lin"]);
        assert_eq!(typed("hui"), ["hui", "fei"]);
        assert_eq!(typed("fei"), ["fei", "hui", "hei"]);
        assert_eq!(typed("lv"), ["lv", "nv", "rv", "lyu", "lu"]);
        assert_eq!(typed("xue"), ["xue", "xve"]);
        assert_eq!(typed("zi"), ["zi", "zhi"]);
        assert_eq!(typed("a"), ["a"]);
    }
}
