//! How groups and values look in bytes, with their checksums.

use super::Op;

/// Takes the first `n` bytes.
pub(crate) fn take<'a>(rest: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
    let (head, tail) = rest.split_at_checked(n)?;
    *rest = tail;
    Some(head)
}

/// Takes `N` bytes as an array.
pub(crate) fn array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    take(rest, N)?.try_into().ok()
}

/// Takes a little-endian number of four bytes.
pub(crate) fn u32_of(rest: &mut &[u8]) -> Option<u32> {
    array(rest).map(u32::from_le_bytes)
}

/// Takes a little-endian number of eight bytes.
pub(crate) fn u64_of(rest: &mut &[u8]) -> Option<u64> {
    array(rest).map(u64::from_le_bytes)
}

/// Appends the group: kind, key length, key and, for a put, value length and value of each change.
pub(crate) fn write_ops(out: &mut Vec<u8>, ops: &[Op]) {
    out.extend((ops.len() as u32).to_le_bytes());
    for op in ops {
        let (kind, key, value) = match op {
            Op::Put(key, value) => (1u8, key, Some(value)),
            Op::Del(key) => (2u8, key, None),
        };
        out.push(kind);
        out.extend((key.len() as u32).to_le_bytes());
        out.extend(key);
        if let Some(value) = value {
            out.extend((value.len() as u32).to_le_bytes());
            out.extend(value);
        }
    }
}

/// Reads what [`write_ops`] wrote; `None` when the bytes are anything else.
pub(crate) fn read_ops(mut bytes: &[u8]) -> Option<Vec<Op>> {
    let rest = &mut bytes;
    let count = u32_of(rest)?;
    let mut ops = Vec::new();
    for _ in 0..count {
        let [kind] = array(rest)?;
        let length = u32_of(rest)? as usize;
        let key = take(rest, length)?.to_vec();
        ops.push(match kind {
            1 => {
                let length = u32_of(rest)? as usize;
                Op::Put(key, take(rest, length)?.to_vec())
            }
            2 => Op::Del(key),
            _ => return None,
        });
    }
    rest.is_empty().then_some(ops)
}

fn checksum(key: &[u8], value: &[u8]) -> [u8; 4] {
    let mut crc = crc32fast::Hasher::new();
    crc.update(key);
    crc.update(value);
    crc.finalize().to_le_bytes()
}

/// The value with a checksum over key and value in front.
pub(crate) fn seal(key: &[u8], value: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(4 + value.len());
    sealed.extend(checksum(key, value));
    sealed.extend(value);
    sealed
}

/// The value that [`seal`] put under this key; `None` when key or value changed since.
pub(crate) fn unseal<'a>(key: &[u8], mut sealed: &'a [u8]) -> Option<&'a [u8]> {
    let sum: [u8; 4] = array(&mut sealed)?;
    (sum == checksum(key, sealed)).then_some(sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_come_back_and_torn_ones_do_not() {
        let ops = vec![Op::Put(vec![1, 2], vec![3; 300]), Op::Del(vec![9]), Op::Put(vec![7], vec![])];
        let mut bytes = Vec::new();
        write_ops(&mut bytes, &ops);
        assert_eq!(read_ops(&bytes), Some(ops));
        for end in 0..bytes.len() {
            assert_eq!(read_ops(&bytes[..end]), None, "cut at {end}");
        }
        bytes.push(0);
        assert_eq!(read_ops(&bytes), None);
    }

    #[test]
    fn every_flipped_bit_of_a_value_is_seen() {
        let sealed = seal(b"key", b"a value");
        assert_eq!(unseal(b"key", &sealed), Some(&b"a value"[..]));
        assert_eq!(unseal(b"kez", &sealed), None);
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(unseal(b"key", &flipped), None, "bit {bit}");
        }
    }
}
