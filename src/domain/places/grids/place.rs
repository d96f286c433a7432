//! Addresses as offices write them: 美湖花园12幢2单元502室, 12-2-502, 12号楼502.

/// A place inside the community, in the spelling that the store keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// 美湖花园; may be empty.
    pub estate: String,
    /// 12幢
    pub building: String,
    /// 2单元; empty where a building has no units.
    pub unit: String,
    /// 502
    pub room: String,
}

impl Place {
    /// 美湖花园12幢2单元502室
    pub fn address(&self) -> String {
        let room = if self.room.ends_with(|c: char| c.is_ascii_alphanumeric()) { "室" } else { "" };
        format!("{}{}{}{}{room}", self.estate, self.building, self.unit, self.room)
    }
    /// What two spellings of the same place have in common.
    pub fn key(&self) -> (String, String, String, String) {
        (self.estate.clone(), building_key(&self.building), bare(&self.unit, UNIT_MARKS), room_key(&self.room))
    }
}

const BUILDING_MARKS: &[&str] = &["号楼", "幢", "栋", "座", "楼", "号", "#"];
const UNIT_MARKS: &[&str] = &["单元", "梯", "门"];
const ROOM_MARKS: &[&str] = &["号房", "房间", "室", "房", "号", "户"];

/// Full-width letters and digits narrowed, dashes unified, spaces dropped, upper case.
fn fold(s: &str) -> String {
    s.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '—' | '–' | '―' | '﹣' => '-',
            c => c,
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

fn bare(s: &str, marks: &[&str]) -> String {
    let s = fold(s);
    let s = s.strip_prefix('第').unwrap_or(&s);
    let cut = marks.iter().find_map(|m| s.strip_suffix(m)).unwrap_or(s);
    let cut = if cut.is_empty() { s } else { cut };
    strip_zeros(cut)
}

/// Leading zeros of a number that is all digits: 02 is 2.
fn strip_zeros(s: &str) -> String {
    if !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit()) {
        let t = s.trim_start_matches('0');
        return if t.is_empty() { "0".into() } else { t.to_owned() };
    }
    s.to_owned()
}

/// What remains of a building's name when spellings are ignored: 12幢, 第12栋, 12号楼 and 12# are all `12`.
pub fn building_key(name: &str) -> String {
    bare(name, BUILDING_MARKS)
}
fn room_key(room: &str) -> String {
    bare(room, ROOM_MARKS)
}

/// A building's name as kept: 12 and A1 become 12幢 and A1幢, a name with its own mark stays as written.
pub fn building_name(s: &str) -> String {
    let f = strip_zeros(&fold(s));
    // Without a mark the room would run into it: 甲1 and 502 are not 甲1502.
    if f.ends_with(|c: char| c.is_ascii_alphanumeric()) { format!("{f}幢") } else { f }
}
/// A unit's name as kept: a bare number or letter becomes 2单元.
pub fn unit_name(s: &str) -> String {
    let f = bare(s, UNIT_MARKS);
    match f.as_str() {
        "" | "0" | "-" | "/" | "无" => String::new(),
        _ if f.bytes().all(|b| b.is_ascii_alphanumeric()) => format!("{f}单元"),
        _ => f,
    }
}
/// A room's name as kept, without 室: 502.
pub fn room_name(s: &str) -> String {
    room_key(s)
}

/// Runs of letters and digits of an address, upper case: 美湖花园12幢2单元502室 is 12, 2, 502.
pub fn address_groups(s: &str) -> Vec<String> {
    fold(s).split(|c: char| !c.is_ascii_alphanumeric()).filter(|g| !g.is_empty()).map(strip_zeros).collect()
}

/// Reads a whole address. `None` if no building or no room can be told.
pub fn parse_address(s: &str) -> Option<Place> {
    let s = fold(s);
    let s = s.trim_end_matches(['。', '.', ',', '，']);
    marked(s).or_else(|| dashed(s))
}

/// 美湖花园12幢2单元502室
fn marked(s: &str) -> Option<Place> {
    let (at, mark) = ["号楼", "幢", "栋", "座", "#"].iter().find_map(|m| s.find(m).map(|at| (at, *m)))?;
    let (head, tail) = (s.get(..at)?, s.get(at + mark.len()..)?);
    let tail = tail.trim_start_matches(['楼', '-']);
    let split = head.rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |i| i + head.get(i..).map_or(1, first_len));
    let (estate, number) = (head.get(..split)?, head.get(split..)?);
    let (estate, building) = if number.is_empty() { split_last(estate)? } else { (estate, number) };
    let (unit, room) = match ["单元", "梯"].iter().find_map(|m| tail.split_once(m)) {
        Some((u, r)) => (u, r.trim_start_matches('-')),
        None => tail.split_once('-').unwrap_or(("", tail)),
    };
    place(estate, &format!("{building}{mark}"), unit, room)
}

/// 12-2-502, 美湖花园12-502
fn dashed(s: &str) -> Option<Place> {
    let at = s.find(|c: char| c.is_ascii_alphanumeric())?;
    let (estate, rest) = (s.get(..at)?, s.get(at..)?);
    let parts: Vec<&str> = rest.split('-').collect();
    match parts.as_slice() {
        [b, u, r] => place(estate, b, u, r),
        [b, r] => place(estate, b, "", r),
        _ => None,
    }
}

fn place(estate: &str, building: &str, unit: &str, room: &str) -> Option<Place> {
    let room = room_name(room);
    let p = Place { estate: estate.to_owned(), building: building_name(building), unit: unit_name(unit), room };
    (!p.room.is_empty() && !p.building.is_empty()).then_some(p)
}

/// The last character apart from the rest: 综合甲 → 综合, 甲.
fn split_last(s: &str) -> Option<(&str, &str)> {
    let (at, _) = s.char_indices().next_back()?;
    Some((s.get(..at)?, s.get(at..)?))
}
fn first_len(s: &str) -> usize {
    s.chars().next().map_or(1, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let read = |s: &str| parse_address(s).map(|p| p.address());
        let full = Some("美湖花园12幢2单元502室".to_owned());
        assert_eq!(read("美湖花园12幢2单元502室"), full);
        assert_eq!(read("美湖花园 １２幢 ２单元 ５０２室"), full);
        assert_eq!(read("美湖花园12-2-502"), full);
        assert_eq!(read("美湖花园12幢2-502"), full);
        assert_eq!(read("12号楼502"), Some("12号楼502室".to_owned()));
        assert_eq!(read("12-502"), Some("12幢502室".to_owned()));
        assert_eq!(read("美湖花园A座1203"), Some("美湖花园A座1203室".to_owned()));
        assert_eq!(read("综合甲幢101"), Some("综合甲幢101室".to_owned()));
        assert_eq!(read("中南路18号12幢302室"), Some("中南路18号12幢302室".to_owned()));
        assert_eq!(read("美湖花园"), None);
        assert_eq!(read("12幢"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn spellings_of_one_building() {
        for s in ["12幢", "12栋", "第12幢", "12号楼", "12#", "012幢", "12", "１２幢"] {
            assert_eq!(building_key(s), "12", "{s}");
        }
        assert_ne!(building_key("商业1幢"), building_key("1幢"));
        assert_eq!(building_name("12"), "12幢");
        assert_eq!(building_name("12号楼"), "12号楼");
        assert_eq!((unit_name("2"), unit_name("无"), unit_name("02单元")), ("2单元".into(), String::new(), "2单元".into()));
        assert_eq!(address_groups("美湖花园12幢02单元502室"), ["12", "2", "502"]);
    }
}
