//! A town for measuring: 100,000 residents in 100 grids, three entries of registers about each; times told as p50 and p99.
#[path = "../../tests/kit/ground.rs"]
pub(crate) mod ground;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use lianxin::{
    base::{Day, Id, Keys, Name, Sex, Stamp},
    domain::{
        office::who::Actor,
        places::grids::{self, Grid},
        registry::{
            moves,
            people::{HouseholdForm, Particulars, Relation, Resident},
            registers::{self, Draft, Kind, Say, Subject, Table},
        },
    },
    store::Store,
};

pub(crate) const BY: (Actor, Stamp) = (Actor::System, Stamp(1_790_000_000_000));
const GRIDS: u16 = 100;
const HOMES: u32 = 500;
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗";
const GIVEN: &str = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉";
/// About residents, three of them to each.
pub(crate) const CODES: [&str; 3] = ["floating", "party-members", "disability"];

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
    fn birth(&mut self) -> Day {
        Day::ymd(1930, 1, 1).unwrap().plus(i32::try_from(self.roll(33_000)).unwrap())
    }
    pub(crate) fn name(&mut self) -> String {
        let (s, g): (Vec<char>, Vec<char>) = (SURNAMES.chars().collect(), GIVEN.chars().collect());
        [s[self.roll(s.len())], g[self.roll(g.len())], g[self.roll(g.len())]].iter().collect()
    }
}

fn person((name, birth): &(String, Day), relation: Relation, sex: Sex) -> Particulars {
    let p = Particulars::new(Name::parse(name).unwrap(), relation);
    Particulars { birth: Some(*birth), sex, political: Some(if birth.0 % 11 == 0 { 1 } else { 13 }), ..p }
}

/// 100 grids of 500 households of two.
pub(crate) fn town(store: &Store, keys: &Keys, dice: &mut Dice) -> (Vec<Id<Grid>>, Vec<Id<Resident>>) {
    let (mut all, mut residents) = (Vec::new(), Vec::new());
    for g in 1..=GRIDS {
        let names: Vec<[(String, Day); 2]> = (0..HOMES).map(|_| [0; 2].map(|_: u8| (dice.name(), dice.birth()))).collect();
        let keys = keys.seal.clone();
        let made = store.write_wait(move |tx| {
            let grid = ground::grid(tx, g, BY.1)?;
            let building = ground::building(tx, grid, &format!("{g}幢"), BY.1)?;
            let mut ids = Vec::new();
            for (i, [head, spouse]) in names.iter().enumerate() {
                let house = grids::ensure_house(tx, building, &format!("{}单元", 1 + i / 60), &format!("{:03}", 101 + i))?.id;
                let form = HouseholdForm { house, phone: None };
                let head = person(head, Relation::HEAD, Sex::Male);
                let (home, head) = moves::create_household(tx, &keys, BY, form, head, None)?;
                let spouse = person(spouse, Relation(10), Sex::Female);
                ids.extend([head.id, moves::add_member(tx, &keys, BY, home.id, spouse, None)?.id]);
            }
            Ok((grid, ids))
        });
        let (grid, ids) = made.unwrap();
        all.push(grid);
        residents.extend(ids);
    }
    (all, residents)
}

pub(crate) fn draft(t: &Table, r: Id<Resident>, n: usize, dice: &mut Dice) -> Draft {
    let mut says = Vec::new();
    for f in &t.fields {
        let said = match f.kind {
            Kind::Choice | Kind::Choices => f.options[dice.roll(f.options.len())].clone(),
            Kind::YesNo => ["是", "否"][dice.roll(2)].into(),
            Kind::Code => f.code_table().unwrap().all()[dice.roll(8)].name.to_owned(),
            Kind::Text if f.required || f.find => format!("第{}号{}", n % 5_000, dice.name()),
            Kind::Person => dice.name(),
            _ => continue,
        };
        says.push((f.key.clone(), Say::Text(said)));
    }
    let from = Day::ymd(2020, 1, 1).unwrap().plus(i32::try_from(dice.roll(2_000)).unwrap());
    Draft { subject: Subject::Resident(r), grid: None, says, from, until: None }
}

/// Nanoseconds that this thread has had a processor: what a busy machine does not disturb.
fn on_cpu() -> u64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or_default()
}

/// Times 2,000 runs: by the clock, and on the processor for what this thread does itself.
pub(crate) fn told(what: &str, work: impl FnMut(usize)) {
    told_of(2_000, what, work);
}

/// The same with fewer runs, for what takes longer.
pub(crate) fn told_of(runs: usize, what: &str, mut work: impl FnMut(usize)) {
    let mut times: Vec<(Duration, Duration)> = (0..runs)
        .map(|n| {
            let (begun, before) = (Instant::now(), on_cpu());
            work(n);
            let cpu = Duration::from_nanos(on_cpu() - before);
            (begun.elapsed(), cpu)
        })
        .collect();
    times.sort();
    let (p50, p99) = (times[times.len() / 2].0, times[times.len() * 99 / 100].0);
    times.sort_by_key(|t| t.1);
    println!("{what:40} p50 {p50:>10.1?}  p99 {p99:>10.1?}  p99 on the processor {:>10.1?}", times[times.len() * 99 / 100].1);
}

/// An entry of each table about every resident.
pub(crate) fn fill(store: &Store, keys: &Keys, tables: &[Arc<Table>], residents: &[Id<Resident>], dice: &mut Dice) {
    for t in tables {
        for (i, group) in residents.chunks(500).enumerate() {
            let work: Vec<Draft> = group.iter().enumerate().map(|(n, r)| draft(t, *r, i * 500 + n, dice)).collect();
            let (seal, code) = (keys.seal.clone(), t.code.clone());
            let made = store.write_wait(move |tx| {
                for d in &work {
                    registers::create(tx, &seal, BY, &code, d)?;
                }
                Ok(())
            });
            made.unwrap();
        }
    }
}
