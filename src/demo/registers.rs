//! The registers of a community: who stands in which, as far as the people, homes and grids themselves say it.
use super::{dice::Dice, names::Names, staff::GridPlan, staff::phone};
use crate::{
    base::{Day, Failure, Id, Keys, Sex, Stamp},
    domain::{
        office::who::Actor,
        places::grids::{Grid, House},
        registry::{
            people::{Household, Residence, Resident},
            registers::{self, Draft, Field, Kind, Say, Subject, Table},
        },
    },
    store::{Range, Read, Store},
};

use super::{Options, sink::Sink};

/// Entries of one write.
const GROUP: usize = 32;
const AWAY: [&str; 10] = [
    "安徽省阜阳市颍上县",
    "安徽省六安市霍邱县",
    "江苏省盐城市滨海县",
    "江苏省宿迁市沭阳县",
    "河南省信阳市固始县",
    "四川省广安市邻水县",
    "安徽省宿州市泗县",
    "江苏省淮安市涟水县",
    "陕西省安康市汉滨区",
    "山东省临沂市郯城县",
];
const PLACES: [&str; 8] =
    ["1幢单元门口", "地下车库入口", "中心花园", "北门通道", "12幢楼道", "沿街商铺后巷", "儿童游乐区", "垃圾分类点旁"];

/// One entry to be made, and how it ended if it did.
struct Made {
    code: &'static str,
    draft: Draft,
    end: Option<(Day, &'static str)>,
}

struct Maker<'a> {
    dice: Dice,
    names: &'a Names,
    tables: Vec<std::sync::Arc<Table>>,
    today: Day,
    group: Vec<Made>,
    done: u64,
}

/// Fills the registers after people and grids are on disk. The office is said to have taken them over the day before.
pub(super) fn make(
    store: &Store,
    options: &Options,
    names: &Names,
    keys: &Keys,
    grids: &[GridPlan],
    sink: &mut Sink<'_>,
) -> Result<(), Failure> {
    sink.settle()?;
    let today = options.until.day();
    let at = Stamp::at(today.plus(-1), 18, 0);
    let dice = Dice::new(options.seed, 5);
    let mut m = Maker { dice, names, tables: registers::tables(store)?, today, group: Vec::new(), done: 0 };
    for plan in grids {
        m.grid(plan.id)?;
        m.send(keys, at, sink)?;
    }
    let mut after = None;
    loop {
        let page = store.page(&Range::<Household>::table(), crate::store::Dir::Forward, after.as_ref(), 64)?;
        for home in &page.rows {
            let members = crate::domain::registry::people::members(store, home.id)?;
            m.household(home, &members)?;
            for r in &members {
                m.resident(r, members.len())?;
            }
            m.send(keys, at, sink)?;
        }
        match page.next {
            Some(c) => after = Some(c),
            None => return Ok(()),
        }
    }
}

impl Maker<'_> {
    fn send(&mut self, keys: &Keys, at: Stamp, sink: &mut Sink<'_>) -> Result<(), Failure> {
        while !self.group.is_empty() {
            let n = self.group.len().min(GROUP);
            let work: Vec<Made> = self.group.drain(..n).collect();
            self.done += n as u64;
            let seal = keys.seal.clone();
            sink.queue(move |tx| {
                for made in &work {
                    let entry = registers::create(tx, &seal, (Actor::System, at), made.code, &made.draft)?;
                    if let Some((on, reason)) = made.end {
                        registers::end(tx, (Actor::System, at), (entry.id, None), on, reason)?;
                    }
                }
                Ok(())
            })?;
            sink.progress("demo-stage-registers", self.done, self.done);
        }
        Ok(())
    }

    /// An entry: what is said, and the rest as it may be.
    fn add(&mut self, code: &'static str, subject: Subject, grid: Option<Id<Grid>>, from: Day, said: &[(&str, String)]) {
        let Some(t) = self.tables.iter().find(|t| t.code == code).cloned() else { return };
        let mut says = Vec::new();
        for f in t.shown() {
            let text = match said.iter().find(|(k, _)| *k == f.key) {
                Some((_, text)) => Some(text.clone()),
                None => self.filled(f, from),
            };
            says.extend(text.map(|s| (f.key.clone(), Say::Text(s))));
        }
        // A limit is kept, near, or past, as in life.
        let until = match code {
            _ if t.until.is_empty() => None,
            "low-income" | "floating" => Some(self.day(-30, 330)),
            "disability" => Some(self.day(-200, 3_000)),
            "tenancy" => Some(self.day(-60, 600)),
            _ => Some(from.plus(i32::try_from(self.dice.between(20, 400)).unwrap_or(90))),
        };
        let until = until.map(|u| u.max(from));
        let draft = Draft { subject, grid, says, from, until };
        self.group.push(Made { code, draft, end: None });
    }

    /// The last entry is over.
    fn over(&mut self, days: (i64, i64), reason: &'static str) {
        let today = self.today;
        let n = i32::try_from(self.dice.between(days.0, days.1)).unwrap_or(1);
        if let Some(last) = self.group.last_mut() {
            last.end = Some((last.draft.from.plus(n).min(today.plus(-1)).max(last.draft.from), reason));
        }
    }

    /// Something plausible for a field of which nothing else is known.
    fn filled(&mut self, f: &Field, from: Day) -> Option<String> {
        let d = &mut self.dice;
        match f.kind {
            Kind::Choice | Kind::Choices => d.pick(&f.options).cloned(),
            Kind::YesNo => Some(if d.chance(600) { "是" } else { "否" }.to_owned()),
            Kind::Person => {
                let surname = self.names.surname(d);
                let sex = if d.chance(500) { Sex::Male } else { Sex::Female };
                Some(self.names.full(d, surname, sex, 1975))
            }
            Kind::Phone => Some(phone(d)),
            Kind::Date => Some(from.plus(i32::try_from(d.between(0, 60)).unwrap_or(0)).min(self.today).to_string()),
            Kind::Number if f.required || d.chance(400) => {
                let least = f.min.unwrap_or(1).max(1);
                Some(d.between(least, f.max.unwrap_or(20).min(least + 8)).to_string())
            }
            Kind::Text if f.required && f.pattern.is_empty() => Some(format!("{}{}", f.name, d.between(1, 99))),
            Kind::LongText if f.required => Some("情况属实，已告知相关政策。".to_owned()),
            _ => None,
        }
    }

    /// A day so many days from today.
    fn day(&mut self, from: i64, to: i64) -> Day {
        self.today.plus(i32::try_from(self.dice.between(from, to)).unwrap_or(0))
    }

    /// A day of the last thirteen months.
    fn lately(&mut self) -> Day {
        self.day(-390, -1)
    }

    fn grid(&mut self, grid: Id<Grid>) -> Result<(), Failure> {
        let at = Some(grid);
        let no = grid.raw();
        let none = Subject::None;
        let mut nth = 0;
        let mut place = |d: &mut Dice| {
            nth += 1;
            format!("{}（{nth}号点）", d.word(&PLACES))
        };
        for _ in 0..6 {
            let (p, from) = (place(&mut self.dice), self.day(-2_000, -30));
            self.add("shops", none, at, from, &[("shop", format!("便民小店{no}-{p}")), ("address", p)]);
        }
        for _ in 0..2 {
            let (p, from) = (place(&mut self.dice), self.day(-2_000, -30));
            let inspected = self.day(-230, -1).max(from).to_string();
            let said = [("place", format!("场所{no}-{p}")), ("address", p), ("inspected", inspected)];
            self.add("special-places", none, at, from, &said);
        }
        for _ in 0..8 {
            let (p, from) = (place(&mut self.dice), self.day(-2_000, -30));
            let good = if self.dice.chance(880) { "完好" } else { "需维修" };
            let (unit, checked) = (if self.dice.chance(900) { "小区物业" } else { "" }, self.day(-110, -1).max(from).to_string());
            let said = [
                ("name", format!("设施{no}-{p}")),
                ("place", p),
                ("state", good.into()),
                ("unit", unit.into()),
                ("checked", checked),
            ];
            self.add("facilities", none, at, from, &said);
        }
        for _ in 0..8 {
            let (p, from) = (place(&mut self.dice), self.lately());
            self.add("hazards", none, at, from, &[("place", p), ("story", "巡查时发现，已告知责任人限期整改。".into())]);
            if self.dice.chance(850) {
                self.over((2, 30), "整改完成");
            }
        }
        for _ in 0..4 {
            let from = self.lately();
            self.add("disputes", none, at, from, &[("story", "双方就邻里事务意见不一，申请调解。".into())]);
            if self.dice.chance(850) {
                self.over((3, 30), "调解成功");
            }
        }
        for _ in 0..3 {
            let from = self.lately();
            let topic = self.dice.word(&["学习党的二十届四中全会精神", "主题党日：清洁家园", "党员议事会", "走访慰问困难党员"]);
            self.add("party-activities", none, at, from, &[("topic", topic.to_owned()), ("branch", branch(grid))]);
        }
        let from = self.day(-2_000, -400);
        self.add("party-branches", none, at, from, &[("branch", branch(grid))]);
        Ok(())
    }

    fn household(&mut self, home: &Household, members: &[Resident]) -> Result<(), Failure> {
        let let_out = members.iter().any(|r| r.residence == Residence::Floating);
        let house: Id<House> = home.house;
        if self.dice.chance(880) {
            let state = if let_out { "出租" } else { "自住" };
            let from = self.day(-3_000, -200);
            self.add("houses", Subject::House(house), None, from, &[("state", state.into()), ("use", "住宅".into())]);
        }
        if let_out && self.dice.chance(900) {
            let head = members.iter().find(|r| r.relation.is_head());
            let tenant = head.map(|r| r.name.to_string()).unwrap_or_default();
            let from = self.day(-700, -20);
            self.add("tenancy", Subject::House(house), None, from, &[("tenant", tenant), ("people", members.len().to_string())]);
            if self.dice.chance(700) {
                let from = self.lately();
                let result = if self.dice.chance(800) { "合格" } else { "限期整改" };
                self.add("rental-checks", Subject::House(house), None, from, &[("result", result.into())]);
            }
        }
        if !let_out && self.dice.chance(12) {
            let from = self.day(-1_500, -60);
            let amount = self.dice.between(600, 2_400).to_string();
            let no = format!("DB{:06}", home.id.raw());
            let people = members.len().to_string();
            self.add(
                "low-income",
                Subject::Household(home.id),
                None,
                from,
                &[("certificate", no), ("amount", amount), ("people", people)],
            );
        }
        if self.dice.chance(6) {
            let from = self.lately();
            let granted = self.dice.between(800, 6_000).to_string();
            self.add(
                "temporary-relief",
                Subject::Household(home.id),
                None,
                from,
                &[("granted", granted), ("story", "因病支出较大，家庭生活困难。".into())],
            );
            if self.dice.chance(800) {
                self.over((5, 25), "已发放");
            }
        }
        Ok(())
    }

    fn resident(&mut self, r: &Resident, together: usize) -> Result<(), Failure> {
        let age = r.birth.map_or(40, |b| i64::from(b.years_until(self.today)));
        let subject = Subject::Resident(r.id);
        let born = r.birth.unwrap_or(self.today.plus(-9_000));
        let (man, grown) = (r.sex == Sex::Male, age >= 18);
        if r.residence == Residence::Floating && self.dice.chance(920) {
            let (from, origin) = (self.day(-1_800, -30).max(born), self.dice.word(&AWAY).to_owned());
            self.add("floating", subject, None, from, &[("origin", origin), ("housing", "租赁房屋".into())]);
        }
        if r.political == Some(1) && self.dice.chance(960) {
            let from = born.plus(365 * 22 + i32::try_from(self.dice.between(0, 700)).unwrap_or(0)).min(self.today);
            self.add("party-members", subject, None, from, &[("branch", branch(r.grid)), ("kind", "正式党员".into())]);
            let (from, amount) = (self.day(-40, -1), self.dice.between(5, 120).to_string());
            self.add(
                "party-dues",
                subject,
                None,
                from,
                &[("month", from.to_string().chars().take(7).collect()), ("amount", amount)],
            );
        }
        let chance = |m: &mut Self, is: bool, n: u64| is && m.dice.chance(n);
        if chance(self, true, if age >= 60 { 45 } else { 14 }) {
            let from = self.day(-3_000, -100).max(born);
            self.add("disability", subject, None, from, &[]);
        }
        if chance(self, age >= 70 && together <= 2, 500) {
            let from = self.day(-900, -30);
            let kind = if together == 1 { "独居" } else { "空巢" };
            let visited = self.day(-40, -1).max(from).to_string();
            self.add("lone-elderly", subject, None, from, &[("kind", kind.into()), ("visited", visited)]);
        }
        if chance(self, age >= 60, 3) {
            let from = self.day(-1_500, -30);
            self.add(
                "hardship",
                subject,
                None,
                from,
                &[("certificate", format!("TK{:06}", r.id.raw())), ("class", "老年人".into())],
            );
        }
        if chance(self, man && grown, 25) {
            let from = self.day(-900, -30);
            self.add("veterans", subject, None, from, &[("class", "退役士兵".into())]);
        }
        if chance(self, (20..58).contains(&age), 12) {
            let from = self.lately();
            self.add("unemployed", subject, None, from, &[]);
            if self.dice.chance(400) {
                self.over((20, 120), "已就业");
            }
        }
        if chance(self, !man && (22..42).contains(&age), 40) {
            let from = self.lately();
            self.add("birth-registration", subject, None, from, &[("order", self_order(age)), ("marital", "初婚".into())]);
            if self.dice.chance(300) {
                let from = self.day(-120, -1);
                self.add("pregnancies", subject, None, from, &[("order", self_order(age))]);
            }
        }
        if chance(self, !man && (22..42).contains(&age), 6) {
            let from = self.lately();
            self.add(
                "contact-slips",
                subject,
                None,
                from,
                &[("number", format!("LX{:06}", r.id.raw())), ("to", "户籍地计划生育部门".into())],
            );
        }
        if chance(self, r.residence == Residence::Registered, 12) {
            let (from, origin) = (self.lately().max(born), self.dice.word(&AWAY).to_owned());
            self.add("move-in", subject, None, from, &[("origin", origin)]);
        }
        if age == 0 {
            let sex = if man { "男性" } else { "女性" };
            // Registered some days after the birth, whose date the register does not say.
            let from = born.plus(2 + (r.id.raw() % 20) as i32).min(self.today);
            self.add("newborns", subject, None, from, &[("sex", sex.into()), ("certificate", String::new())]);
        }
        if chance(self, grown, 1) {
            let from = self.day(-500, -20);
            self.add("correction", subject, None, from, &[("offence", "交通肇事罪".into())]);
        }
        if chance(self, grown, 3) {
            let from = self.day(-2_000, -20);
            self.add("psychiatric", subject, None, from, &[]);
        }
        if self.dice.below(4_000) == 0 && grown {
            let from = self.day(-900, -20);
            self.add("petitioners", subject, None, from, &[("matter", "反映房屋征收补偿问题。".into())]);
            self.add("rehabilitation", subject, None, from, &[]);
        }
        Ok(())
    }
}

fn self_order(age: i64) -> String {
    if age > 32 { "2" } else { "1" }.to_owned()
}

fn branch(grid: Id<Grid>) -> String {
    format!("第{}网格党支部", grid.raw())
}
