//! Invents rows of any type: every field gets a value of its own, so that two that change places are seen.
use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess, Visitor,
    value::Error,
};

/// The row of this number; the first has all that a row can have, the second nothing that it can be without.
pub(super) fn sample<T: DeserializeOwned>(seed: u64) -> T {
    T::deserialize(&mut Sampler { seed, field: 0 }).unwrap()
}

struct Sampler {
    seed: u64,
    field: u64,
}

impl Sampler {
    /// A number of this field's own.
    fn own(&mut self) -> u64 {
        self.field += 1;
        self.field
    }
    /// One of so many, by the seed: the first rows take the first and the last.
    fn pick(&mut self, many: u64) -> u64 {
        let n = self.own();
        match self.seed {
            0 => 0,
            1 => many - 1,
            seed => {
                let mixed = (seed << 32 | n).wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                (mixed ^ mixed >> 31).wrapping_mul(0x94D0_49BB_1331_11EB) >> 33
            }
        }
        .rem_euclid(many)
    }
}

macro_rules! number {
    ($($deserialize:ident $visit:ident $t:ty = $base:literal;)+) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit($base + <$t>::try_from(self.own() % 100).unwrap())
        }
    )+};
}

impl<'de> Deserializer<'de> for &mut Sampler {
    type Error = Error;

    fn is_human_readable(&self) -> bool {
        false
    }
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        panic!("a row says what its fields are");
    }
    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_bool(self.pick(2) == 0)
    }
    // Days and stamps of November 2026, so that they have months and ages.
    number! {
        deserialize_i8 visit_i8 i8 = 0; deserialize_i16 visit_i16 i16 = 0; deserialize_i32 visit_i32 i32 = 20_700;
        deserialize_i64 visit_i64 i64 = 1_795_000_000_000; deserialize_u16 visit_u16 u16 = 1;
        deserialize_u32 visit_u32 u32 = 1; deserialize_u64 visit_u64 u64 = 1;
    }
    // Some are words by their number, and every list has four.
    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_u8(u8::try_from(self.pick(4)).unwrap())
    }
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(format!("网格{}", self.own()))
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.pick(2) == 0 { visitor.visit_some(self) } else { visitor.visit_none() }
    }
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = usize::from(self.pick(2) == 0);
        visitor.visit_seq(Several { left, of: self })
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Several { left, of: self })
    }
    fn deserialize_tuple_struct<V: Visitor<'de>>(self, _: &'static str, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Several { left, of: self })
    }
    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let left = usize::from(self.pick(2) == 0);
        visitor.visit_map(Several { left, of: self })
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(Several { left: fields.len(), of: self })
    }
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let which = self.pick(variants.len() as u64);
        visitor.visit_enum(Variant { which: u32::try_from(which).unwrap(), of: self })
    }
    serde::forward_to_deserialize_any! { i128 u128 f32 f64 char bytes byte_buf identifier ignored_any }
}

/// So many values one after the other.
struct Several<'a> {
    left: usize,
    of: &'a mut Sampler,
}

impl Several<'_> {
    fn next(&mut self) -> Option<&mut Sampler> {
        self.left = self.left.checked_sub(1)?;
        Some(self.of)
    }
}

impl<'de> SeqAccess<'de> for Several<'_> {
    type Error = Error;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.next().map(|sampler| seed.deserialize(sampler)).transpose()
    }
}

impl<'de> MapAccess<'de> for Several<'_> {
    type Error = Error;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        self.next().map(|sampler| seed.deserialize(sampler)).transpose()
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(&mut *self.of)
    }
}

/// One variant of an enum.
struct Variant<'a> {
    which: u32,
    of: &'a mut Sampler,
}

impl<'de, 'a> EnumAccess<'de> for Variant<'a> {
    type Error = Error;
    type Variant = &'a mut Sampler;
    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, &'a mut Sampler), Error> {
        let which: serde::de::value::U32Deserializer<Error> = self.which.into_deserializer();
        Ok((seed.deserialize(which)?, self.of))
    }
}

impl<'de> VariantAccess<'de> for &mut Sampler {
    type Error = Error;
    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(self)
    }
    fn tuple_variant<V: Visitor<'de>>(self, left: usize, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Several { left, of: self })
    }
    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(Several { left: fields.len(), of: self })
    }
}

impl fmt::Debug for Sampler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "field {} of row {}", self.field, self.seed)
    }
}
