//! The bytes of a backup.
//!
//! ```text
//! head     magic 8 · format 4 · zero 4
//! record   kind 1 · key length 4 · value length 4 · crc over kind, key and value 4 · key · value
//! order    rows by key · groups by number · key files · blobs · manifest (JSON)
//! trailer  length of the manifest's record 4 · magic 8
//! ```

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::super::files::create_new;
use super::super::frame::{array, u32_of};
use super::super::{EngineError, FORMAT};
use super::Manifest;

const HEAD: &[u8; 8] = b"LIANXINB";
const TRAILER: &[u8; 8] = b"LXBKEND1";
const RECORD_HEAD: usize = 13;
const HEAD_BYTES: u64 = 16;
/// No record is longer: a group has at most some hundred rows of 64 KiB.
const LONGEST: usize = 256 << 20;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Key and value.
    Row = 1,
    /// A group's number (big-endian) and its changes.
    Group = 2,
    /// A key file's name and content.
    KeyFile = 3,
    /// A blob's SHA-256 and size (little-endian).
    Blob = 4,
    End = 5,
}

impl Kind {
    fn of(byte: u8) -> Option<Self> {
        [Self::Row, Self::Group, Self::KeyFile, Self::Blob, Self::End].into_iter().find(|&kind| kind as u8 == byte)
    }
}

fn damaged(what: &str) -> EngineError {
    EngineError::Damaged(format!("the backup {what}"))
}

fn frame(kind: Kind, key: &[u8], value: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(RECORD_HEAD + key.len() + value.len());
    out.push(kind as u8);
    out.extend((key.len() as u32).to_le_bytes());
    out.extend((value.len() as u32).to_le_bytes());
    out.extend(checksum(kind, key, value).to_le_bytes());
    out.extend(key);
    out.extend(value);
    out
}

fn checksum(kind: Kind, key: &[u8], value: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&[kind as u8]);
    crc.update(&(key.len() as u32).to_le_bytes());
    crc.update(key);
    crc.update(value);
    crc.finalize()
}

/// Writes a backup.
pub(crate) struct Writer {
    file: BufWriter<File>,
    hash: Sha256,
    at: u64,
}

impl Writer {
    pub(crate) fn create(path: &Path) -> Result<Self, EngineError> {
        let mut writer = Self { file: BufWriter::with_capacity(1 << 20, create_new(path)?), hash: Sha256::new(), at: 0 };
        let mut head = HEAD.to_vec();
        head.extend(FORMAT.to_le_bytes());
        head.extend([0; 4]);
        writer.write(&head)?;
        Ok(writer)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), EngineError> {
        self.file.write_all(bytes)?;
        self.hash.update(bytes);
        self.at += bytes.len() as u64;
        Ok(())
    }

    /// Where the next record goes.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    pub(crate) fn record(&mut self, kind: Kind, key: &[u8], value: &[u8]) -> Result<(), EngineError> {
        self.write(&frame(kind, key, value))
    }

    /// Writes the manifest after the records, over an earlier one, and syncs the file.
    pub(crate) fn finish(&mut self, manifest: &mut Manifest) -> Result<(), EngineError> {
        manifest.sha256 = HEXLOWER.encode(&self.hash.clone().finalize());
        let json = serde_json::to_vec(manifest).map_err(|error| EngineError::Io(error.into()))?;
        let record = frame(Kind::End, &[], &json);
        self.file.flush()?;
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(self.at))?;
        file.set_len(self.at)?;
        file.write_all(&record)?;
        file.write_all(&(record.len() as u32).to_le_bytes())?;
        file.write_all(TRAILER)?;
        Ok(file.sync_all()?)
    }
}

/// A record read back.
pub(crate) type Record = (Kind, Vec<u8>, Vec<u8>);

/// Reads a backup from its beginning, and is content only when everything in it is as it was written.
pub(crate) struct Reader {
    file: BufReader<File>,
    hash: Sha256,
    last: Option<(Kind, Vec<u8>)>,
    counted: Manifest,
    manifest: Manifest,
}

impl Reader {
    pub(crate) fn open(path: &Path) -> Result<Self, EngineError> {
        let manifest = read_manifest(path)?;
        let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
        let mut head = [0; 16];
        read_exact(&mut file, &mut head)?;
        let mut hash = Sha256::new();
        hash.update(head);
        if !head.starts_with(HEAD) {
            return Err(damaged("does not begin like one"));
        }
        Ok(Self { file, hash, last: None, counted: Manifest::default(), manifest })
    }

    /// The manifest; what it says is verified only once [`Reader::next`] has returned `None`.
    pub(crate) fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The next record; `None` after the last, when counts and hash are right.
    pub(crate) fn next(&mut self) -> Result<Option<Record>, EngineError> {
        let (kind, key, value) = read_record(&mut self.file)?;
        if kind == Kind::End {
            self.check_end(&value)?;
            return Ok(None);
        }
        self.hash.update(frame(kind, &key, &value));
        self.check_order(kind, &key)?;
        match kind {
            Kind::Row => self.counted.rows += 1,
            Kind::Group => self.counted.groups += 1,
            Kind::KeyFile => self.counted.keys += 1,
            Kind::Blob => self.counted.blobs += 1,
            Kind::End => {}
        }
        Ok(Some((kind, key, value)))
    }

    fn check_order(&mut self, kind: Kind, key: &[u8]) -> Result<(), EngineError> {
        let next = self.manifest.from_seq.saturating_add(self.counted.groups).saturating_add(1);
        if kind == Kind::Group && key != next.to_be_bytes() {
            return Err(damaged("lacks a group"));
        }
        if self.last.as_ref().is_some_and(|(before, last)| (*before, last.as_slice()) >= (kind, key)) {
            return Err(damaged("is out of order"));
        }
        self.last = Some((kind, key.to_vec()));
        Ok(())
    }

    fn check_end(&mut self, json: &[u8]) -> Result<(), EngineError> {
        let (counted, said) = (&self.counted, &self.manifest);
        let counts = |m: &Manifest| (m.rows, m.groups, m.keys, m.blobs);
        if counts(counted) != counts(said) || said.from_seq.checked_add(said.groups) != Some(said.to_seq) {
            return Err(damaged("does not hold as much as it says"));
        }
        if HEXLOWER.encode(&self.hash.clone().finalize()) != said.sha256 {
            return Err(damaged("does not have its SHA-256"));
        }
        let mut trailer = Vec::new();
        self.file.read_to_end(&mut trailer)?;
        let length = (RECORD_HEAD + json.len()) as u32;
        if trailer != [length.to_le_bytes().as_slice(), TRAILER].concat() {
            return Err(damaged("goes on after its end"));
        }
        Ok(())
    }
}

/// The key files of a backup: name and content. One of an earlier program is read from its beginning.
pub(crate) fn read_keys(path: &Path) -> Result<Vec<(String, Vec<u8>)>, EngineError> {
    let manifest = read_manifest(path)?;
    let mut file = BufReader::new(File::open(path)?);
    file.seek(SeekFrom::Start(if manifest.keys_at > 0 { manifest.keys_at } else { HEAD_BYTES }))?;
    let mut keys = Vec::new();
    loop {
        match read_record(&mut file)? {
            (Kind::Row | Kind::Group, ..) => {}
            (Kind::KeyFile, name, key) => {
                keys.push((String::from_utf8(name).map_err(|_cause| damaged("names a key file wrongly"))?, key));
            }
            (Kind::Blob | Kind::End, ..) if keys.len() as u64 == manifest.keys => return Ok(keys),
            _ => return Err(damaged("does not hold as many keys as it says")),
        }
    }
}

/// The blobs that a backup names, with their sizes.
pub(crate) fn read_blobs(path: &Path) -> Result<Vec<(crate::store::blobs::BlobId, u64)>, EngineError> {
    let manifest = read_manifest(path)?;
    let mut file = BufReader::new(File::open(path)?);
    file.seek(SeekFrom::Start(manifest.blobs_at))?;
    let mut blobs = Vec::new();
    loop {
        match read_record(&mut file)? {
            (Kind::Blob, key, value) => blobs.push(blob(&key, &value)?),
            (Kind::End, ..) if blobs.len() as u64 == manifest.blobs => return Ok(blobs),
            _ => return Err(damaged("does not name its files where it says")),
        }
    }
}

/// The blob of a record.
pub(crate) fn blob(key: &[u8], value: &[u8]) -> Result<(crate::store::blobs::BlobId, u64), EngineError> {
    match (key.try_into(), value.try_into()) {
        (Ok(id), Ok(size)) => Ok((crate::store::blobs::BlobId::from_bytes(id), u64::from_le_bytes(size))),
        _ => Err(damaged("names a file wrongly")),
    }
}

/// Reads the manifest through the trailer.
pub(crate) fn read_manifest(path: &Path) -> Result<Manifest, EngineError> {
    let mut file = File::open(path)?;
    let mut head = [0; 16];
    read_exact(&mut file, &mut head)?;
    let found = u32_of(&mut head.get(8..).unwrap_or_default()).unwrap_or_default();
    if head.starts_with(HEAD) && found > FORMAT {
        return Err(EngineError::Newer { found, known: FORMAT });
    }
    let size = file.metadata()?.len();
    let mut trailer = [0; 12];
    file.seek(SeekFrom::Start(size.saturating_sub(12)))?;
    read_exact(&mut file, &mut trailer)?;
    let rest = &mut trailer.as_slice();
    let length = u64::from(u32_of(rest).unwrap_or_default());
    if array(rest).as_ref() != Some(TRAILER) || length + 12 > size {
        return Err(damaged("is incomplete"));
    }
    file.seek(SeekFrom::Start(size - 12 - length))?;
    match read_record(&mut file)? {
        (Kind::End, _, json) => serde_json::from_slice(&json).map_err(|_cause| damaged("has an unreadable manifest")),
        _ => Err(damaged("has no manifest")),
    }
}

fn read_exact(file: &mut impl Read, bytes: &mut [u8]) -> Result<(), EngineError> {
    file.read_exact(bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => damaged("is cut off"),
        _ => error.into(),
    })
}

fn read_record(file: &mut impl Read) -> Result<Record, EngineError> {
    let mut head = [0; RECORD_HEAD];
    read_exact(file, &mut head)?;
    let rest = &mut head.as_slice();
    let broken = || damaged("has an unreadable record");
    let [kind] = array(rest).ok_or_else(broken)?;
    let kind = Kind::of(kind).ok_or_else(broken)?;
    let mut next = || u32_of(rest).ok_or_else(broken);
    let (keys, values, sum) = (next()? as usize, next()? as usize, next()?);
    if keys > LONGEST || values > LONGEST {
        return Err(broken());
    }
    let (key, value) = (read_bytes(file, keys)?, read_bytes(file, values)?);
    if checksum(kind, &key, &value) != sum {
        return Err(damaged("has a record that does not match its checksum"));
    }
    Ok((kind, key, value))
}

/// Reads by parts, so that a wrong length asks for no memory that the file does not fill.
fn read_bytes(file: &mut impl Read, length: usize) -> Result<Vec<u8>, EngineError> {
    let mut bytes = Vec::with_capacity(length.min(1 << 20));
    file.take(length as u64).read_to_end(&mut bytes)?;
    if bytes.len() == length { Ok(bytes) } else { Err(damaged("is cut off")) }
}
