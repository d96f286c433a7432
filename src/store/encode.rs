//! Order-preserving bytes for keys: comparing encodings compares values. Pinned by golden tests.
use crate::base::{BlindIndex, Crockford, Day, DivisionCode, GridCode, Id, Name, Phone, Stamp, Word};

/// A value that can stand in a key.
pub trait KeyPart: Sized {
    /// Appends the encoding.
    fn put(&self, out: &mut Vec<u8>);
    /// Takes one value off the front; `None` if the bytes are not one.
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// The bytes of one key part or tuple.
pub fn encode(k: &impl KeyPart) -> Vec<u8> {
    let mut out = Vec::new();
    k.put(&mut out);
    out
}

macro_rules! unsigned {
    ($($t:ty),*) => {$(
        impl KeyPart for $t {
            fn put(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_be_bytes());
            }
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                let (head, tail) = bytes.split_first_chunk()?;
                *bytes = tail;
                Some(<$t>::from_be_bytes(*head))
            }
        }
    )*};
}
unsigned!(u8, u16, u32, u64);

/// A word stands in keys as its number, never as its place.
impl<W: Word> KeyPart for W {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(self.number());
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        W::from_number(u8::take(bytes)?.into()).ok()
    }
}

impl KeyPart for i64 {
    fn put(&self, out: &mut Vec<u8>) {
        (self.cast_unsigned() ^ (1 << 63)).put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        u64::take(bytes).map(|n| (n ^ (1 << 63)).cast_signed())
    }
}
impl KeyPart for i32 {
    fn put(&self, out: &mut Vec<u8>) {
        (self.cast_unsigned() ^ (1 << 31)).put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        u32::take(bytes).map(|n| (n ^ (1 << 31)).cast_signed())
    }
}
impl KeyPart for bool {
    fn put(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        match u8::take(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}
impl KeyPart for () {
    fn put(&self, _: &mut Vec<u8>) {}
    fn take(_: &mut &[u8]) -> Option<Self> {
        Some(())
    }
}
impl KeyPart for String {
    /// The bytes with 00 written as 00 FF, ended by 00 01: a prefix sorts before what it begins.
    fn put(&self, out: &mut Vec<u8>) {
        for b in self.bytes() {
            out.push(b);
            if b == 0 {
                out.push(0xFF);
            }
        }
        out.extend_from_slice(&[0, 1]);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let mut text = Vec::new();
        loop {
            match bytes.split_first()? {
                (0, [0xFF, rest @ ..]) => {
                    text.push(0);
                    *bytes = rest;
                }
                (0, [1, rest @ ..]) => {
                    *bytes = rest;
                    return String::from_utf8(text).ok();
                }
                (0, _) => return None,
                (b, rest) => {
                    text.push(*b);
                    *bytes = rest;
                }
            }
        }
    }
}
impl<const N: usize> KeyPart for [u8; N] {
    fn put(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let (head, tail) = bytes.split_first_chunk()?;
        *bytes = tail;
        Some(*head)
    }
}
impl<T: KeyPart> KeyPart for Option<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.is_some().put(out);
        if let Some(v) = self {
            v.put(out);
        }
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        if bool::take(bytes)? { T::take(bytes).map(Some) } else { Some(None) }
    }
}

macro_rules! through {
    ($($t:ty, $inner:ty, |$v:ident| $to:expr, |$w:ident| $from:expr;)*) => {$(
        impl KeyPart for $t {
            fn put(&self, out: &mut Vec<u8>) {
                let $v = self;
                ($to).put(out);
            }
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                let $w = <$inner>::take(bytes)?;
                $from
            }
        }
    )*};
}
through! {
    Day, i32, |d| d.0, |n| Some(Day(n));
    Stamp, i64, |s| s.0, |n| Some(Stamp(n));
    BlindIndex, [u8; 16], |b| b.0, |b| Some(BlindIndex(b));
    Name, String, |n| n.as_str().to_owned(), |s| Name::parse(&s);
    Phone, String, |n| n.as_str().to_owned(), |s| Phone::parse(&s);
    GridCode, String, |n| n.as_str().to_owned(), |s| GridCode::parse(&s);
    DivisionCode, String, |n| n.as_str().to_owned(), |s| DivisionCode::parse(&s);
    Crockford, String, |n| n.as_str().to_owned(), |s| Crockford::parse(&s);
}
impl<T> KeyPart for Id<T> {
    fn put(&self, out: &mut Vec<u8>) {
        self.raw().put(out);
    }
    fn take(bytes: &mut &[u8]) -> Option<Self> {
        u64::take(bytes).map(Id::new)
    }
}
macro_rules! tuple {
    ($($n:ident),+) => {
        impl<$($n: KeyPart),+> KeyPart for ($($n,)+) {
            #[allow(non_snake_case)]
            fn put(&self, out: &mut Vec<u8>) {
                let ($($n,)+) = self;
                $($n.put(out);)+
            }
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                Some(($($n::take(bytes)?,)+))
            }
        }
    };
}
tuple!(A, B);
tuple!(A, B, C);
tuple!(A, B, C, D);

/// The least byte string greater than every string that begins with `prefix`.
pub fn after_prefix(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < 0xFF {
            end.push(last + 1);
            return end;
        }
    }
    vec![0xFF; 64]
}
