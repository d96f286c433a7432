//! Words: enums without data whose variants are stored. What is stored is a number that stands in the source beside the word,
//! so that words can be put in another order, renamed in Rust and added anywhere without a stored row changing its meaning.
use std::{cell::Cell, fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serializer,
    de::{DeserializeSeed, EnumAccess, Error, VariantAccess, Visitor},
};

/// An enum declared by [`words!`](crate::base::words).
pub trait Word: Copy + Eq + 'static {
    /// The enum's name.
    const NAME: &'static str;
    /// Every word, in order of display.
    const ALL: &'static [Self];
    /// The names in files that people read, in the order of `ALL`.
    const WRITTEN: &'static [&'static str];
    /// What is stored in rows, keys and counters; below 128, so that it is one byte in every one of them.
    fn number(self) -> u8;
    /// Name in forms and addresses.
    fn code(self) -> &'static str;
    /// Name in files that people read (exports, definitions).
    fn written(self) -> &'static str;

    /// The word with this number.
    ///
    /// # Errors
    /// No word has it: it was stored by a later program, or the bytes are damaged.
    fn from_number(number: u32) -> Result<Self, UnknownWord> {
        let unknown = UnknownWord { list: Self::NAME, number };
        Self::ALL.iter().copied().find(|word| u32::from(word.number()) == number).ok_or(unknown)
    }
    /// The word with this code.
    fn parse(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.code() == code)
    }
    /// What is pinned of the list: number, code and written name of each word, by number.
    fn pinned() -> (&'static str, Vec<(u8, &'static str, &'static str)>) {
        let mut rows: Vec<_> = Self::ALL.iter().map(|word| (word.number(), word.code(), word.written())).collect();
        rows.sort_unstable();
        (Self::NAME, rows)
    }
}

/// A stored number that is no word of its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    pub list: &'static str,
    /// What was read.
    pub number: u32,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has no word with the number {}", self.list, self.number)
    }
}

thread_local! {
    /// The format of rows has errors without words, so what was not a word is remembered beside them.
    static UNKNOWN: Cell<Option<UnknownWord>> = const { Cell::new(None) };
}

impl UnknownWord {
    fn noted<E: Error>(self) -> E {
        UNKNOWN.set(Some(self));
        E::custom(self)
    }
    /// Does `read`; if it fails over a number that is no word, gives that back beside the error.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn named<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, (E, Option<Self>)> {
        UNKNOWN.set(None);
        read().map_err(|error| (error, UNKNOWN.take()))
    }
}

/// Writes a word: its number where rows are stored, its written name where people read.
pub(crate) fn serialize<W: Word, S: Serializer>(word: W, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_unit_variant(W::NAME, u32::from(word.number()), word.written())
}

/// Reads what `serialize` wrote.
pub(crate) fn deserialize<'de, W: Word, D: Deserializer<'de>>(from: D) -> Result<W, D::Error> {
    from.deserialize_enum(W::NAME, W::WRITTEN, Said(PhantomData))
}

/// Reads the word, and then its name or number.
struct Said<W>(PhantomData<W>);

impl<'de, W: Word> Visitor<'de> for Said<W> {
    type Value = W;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a word of {}", W::NAME)
    }
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<W, A::Error> {
        let (word, rest) = data.variant_seed(self)?;
        rest.unit_variant()?;
        Ok(word)
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<W, E> {
        W::from_number(u32::try_from(number).unwrap_or(u32::MAX)).map_err(UnknownWord::noted)
    }
    fn visit_str<E: Error>(self, name: &str) -> Result<W, E> {
        let found = W::ALL.iter().copied().find(|word| word.written() == name);
        found.ok_or_else(|| E::unknown_variant(name, W::WRITTEN))
    }
}

impl<'de, W: Word> DeserializeSeed<'de> for Said<W> {
    type Value = W;
    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<W, D::Error> {
        from.deserialize_identifier(self)
    }
}

/// For fields that have always been a bare number in exports too: `#[serde(with = "base::as_number")]`.
pub(crate) mod as_number {
    use super::{Deserialize, Deserializer, Serializer, UnknownWord, Word};

    pub(crate) fn serialize<W: Word, S: Serializer>(word: &W, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_u8(word.number())
    }
    pub(crate) fn deserialize<'de, W: Word, D: Deserializer<'de>>(from: D) -> Result<W, D::Error> {
        W::from_number(u32::from(u8::deserialize(from)?)).map_err(UnknownWord::noted)
    }
}

/// Declares a list of words in the order in which they are shown, each with the number that is stored and the code that
/// stands in forms and addresses:
///
/// ```ignore
/// words! {
///     /// The resident's verdict, best first; `rating-…` is the text.
///     pub enum Rating {
///         /// 满意
///         Satisfied = 1 "satisfied",
///         /// 非常满意
///         VerySatisfied = 0 "very-satisfied",
///     }
/// }
/// ```
///
/// `in "prefix-"` after the name makes `key()`, the name in texts, the prefix and the code; without it, it is the code.
/// `as code` has files that people read hold the code instead of the variant's name. Numbers are never changed, nor given to
/// another word: `tests/golden/words.txt` holds them. Two words with one number do not compile.
macro_rules! words {
    ($(#[$about:meta])* $vis:vis enum $name:ident $(in $texts:literal)? $(as $form:ident)? { $($rest:tt)+ }) => {
        $crate::base::words! { @list ($($texts)?) ($($form)?) $(#[$about])* $vis enum $name { $($rest)+ } }
    };
    (
        @list $texts:tt $form:tt $(#[$about:meta])* $vis:vis enum $name:ident {
            $($(#[$word:meta])* $variant:ident = $number:literal $code:literal,)+
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        $vis enum $name { $($(#[$word])* $variant = $number,)+ }

        #[allow(dead_code, unreachable_pub, reason = "each list of words has the whole set, also a private one")]
        impl $name {
            /// How many there are.
            pub const COUNT: usize = [$($number),+].len();
            /// Every word, in order of display.
            pub const ALL: [Self; Self::COUNT] = [$(Self::$variant),+];
            /// Name in forms and addresses.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
            /// Name in texts.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => concat!($crate::base::words!(@first $texts), $code),)+ }
            }
            /// What is stored.
            #[must_use]
            pub const fn number(self) -> u8 {
                self as u8
            }
            /// The word with this number, or which number of which list is no word.
            pub fn from_number(number: impl Into<u32>) -> Result<Self, $crate::base::UnknownWord> {
                <Self as $crate::base::Word>::from_number(number.into())
            }
            /// The word with this code.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                <Self as $crate::base::Word>::parse(code)
            }
        }

        impl $crate::base::Word for $name {
            const NAME: &'static str = stringify!($name);
            const ALL: &'static [Self] = &Self::ALL;
            const WRITTEN: &'static [&'static str] = &[$($crate::base::words!(@written $form $variant $code)),+];
            fn number(self) -> u8 {
                self as u8
            }
            fn code(self) -> &'static str {
                Self::code(self)
            }
            fn written(self) -> &'static str {
                match self { $(Self::$variant => $crate::base::words!(@written $form $variant $code),)+ }
            }
        }

        const _: () = { $(assert!($number < 128, "a word's number is one byte in rows, keys and counters");)+ };

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                $crate::base::word::serialize(*self, to)
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                $crate::base::word::deserialize(from)
            }
        }
    };
    (@first ()) => { "" };
    (@first ($texts:literal)) => { $texts };
    (@written (code) $variant:ident $code:literal) => { $code };
    (@written () $variant:ident $code:literal) => { stringify!($variant) };
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    words! {
        /// In another order than they are stored.
        enum Tree {
            /// 竹
            Bamboo = 2 "bamboo",
            /// 松
            Pine = 0 "pine-tree",
        }
    }
    words! {
        /// Written by code.
        enum Flower in "flower-" as code {
            /// 梅
            Plum = 1 "plum-blossom",
        }
    }

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Garden {
        tree: Tree,
        flower: Flower,
        #[serde(with = "as_number")]
        old: Tree,
    }

    #[test]
    fn a_word_is_its_number_in_rows_and_its_name_where_people_read() {
        let garden = Garden { tree: Tree::Bamboo, flower: Flower::Plum, old: Tree::Bamboo };
        let (row, json) = (postcard::to_allocvec(&garden).unwrap(), serde_json::to_string(&garden).unwrap());
        assert_eq!(row, [2, 1, 2]);
        assert_eq!(json, r#"{"tree":"Bamboo","flower":"plum-blossom","old":2}"#);
        assert_eq!(postcard::from_bytes::<Garden>(&row).unwrap(), garden);
        assert_eq!(serde_json::from_str::<Garden>(&json).unwrap(), garden);
        let value = serde_json::to_value(&garden).unwrap();
        assert_eq!(serde_json::from_value::<Garden>(value).unwrap(), garden);
        assert_eq!((Tree::Pine.key(), Flower::Plum.key()), ("pine-tree", "flower-plum-blossom"));
        assert_eq!((Tree::parse("pine-tree"), Flower::parse("flower-plum-blossom")), (Some(Tree::Pine), None));
    }

    #[test]
    fn a_number_that_is_no_word_is_told_and_never_another_word() {
        for (row, list, number) in [([1, 1, 2], "Tree", 1), ([2, 0, 2], "Flower", 0), ([2, 1, 7], "Tree", 7)] {
            let (_, word) = UnknownWord::named(|| postcard::from_bytes::<Garden>(&row)).unwrap_err();
            assert_eq!(word, Some(UnknownWord { list, number }));
        }
        let (_, word) = UnknownWord::named(|| postcard::from_bytes::<Garden>(&[2, 1])).unwrap_err();
        assert_eq!(word, None, "a row that is too short has no word to tell of");
        for wrong in [r#""Oak""#, "1", r#""bamboo""#] {
            assert!(serde_json::from_str::<Tree>(wrong).is_err(), "{wrong}");
        }
    }
}
