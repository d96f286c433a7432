//! Grids, the people who serve in them and their accounts.
use super::{Options, dice::Dice, names::Names, profile::Profile, sink::Sink};
use crate::{
    base::{Day, Failure, GridCode, Id, Name, Phone, Sex, Stamp},
    domain::{
        office::who::{Account, Role, Staff},
        places::grids::{Grid, GridKind, GridLevel, Post, PostRole},
    },
};

/// A small grid as the later stages need it.
pub(super) struct GridPlan {
    pub(super) id: Id<Grid>,
    /// Which community, from 0.
    pub(super) community: usize,
    pub(super) dedicated: bool,
    /// Accounts that work in it; never empty.
    pub(super) workers: Vec<(Id<Account>, Id<Staff>)>,
}

/// Who does what in the office.
#[derive(Default)]
pub(super) struct Crew {
    pub(super) leader: Option<Id<Account>>,
    pub(super) clerks: Vec<Id<Account>>,
    pub(super) dispatchers: Vec<Id<Account>>,
    pub(super) handlers: Vec<(String, Id<Account>)>,
    /// The first account of each role: role, sign-in name, the person's name.
    pub(super) first: Vec<(Role, String, String)>,
}

const COMMITTEE: [&str; 8] =
    ["党委书记、主任", "党委副书记", "副主任", "民政委员", "综治委员", "卫生计生委员", "文教委员", "调解委员"];
const DEDICATED: [&str; 8] = ["中心小学", "实验中学", "综合市场", "科技产业园", "人民医院", "商业广场", "汽车客运站", "工业园区"];

struct Maker<'a, 'b> {
    dice: Dice,
    names: &'a Names,
    sink: &'a mut Sink<'b>,
    options: &'a Options,
    since: Day,
    staff: u64,
    accounts: u64,
    posts: u64,
    of_role: [u32; Role::ALL.len()],
    crew: Crew,
}

impl Maker<'_, '_> {
    fn person(&mut self, title: &str, department: &str) -> Result<(Id<Staff>, String), Failure> {
        self.staff += 1;
        let id = Id::new(self.staff);
        let sex = if self.dice.chance(560) { Sex::Female } else { Sex::Male };
        let year = i16::try_from(self.dice.between(1966, 2002)).unwrap_or(1980);
        let surname = self.names.surname(&mut self.dice);
        let name = self.names.full(&mut self.dice, surname, sex, year);
        self.sink.add(Staff {
            id,
            name: Name::parse(&name).ok_or_else(|| Failure::broken("demo: name"))?,
            phone: Phone::parse(&phone(&mut self.dice)),
            title: title.to_owned(),
            department: department.to_owned(),
            left: None,
        })?;
        Ok((id, name))
    }
    fn account(&mut self, staff: Id<Staff>, name: &str, role: Role) -> Result<Id<Account>, Failure> {
        self.accounts += 1;
        let id = Id::new(self.accounts);
        let at = Role::ALL.iter().position(|r| *r == role).unwrap_or(0);
        let nth = self.of_role.get_mut(at).map_or(1, |n| {
            *n += 1;
            *n
        });
        let stem = role.key().replace('-', "");
        let login = if nth == 1 { stem } else { format!("{stem}{nth}") };
        if nth == 1 {
            self.crew.first.push((role, login.clone(), name.to_owned()));
        }
        self.sink.add(Account {
            id,
            staff,
            login,
            password: self.options.password.clone(),
            roles: vec![role],
            failures: 0,
            locked_until: None,
            must_change: false,
            disabled: false,
            created: Stamp::at(self.since, 9, 0),
            shaped: None,
        })?;
        Ok(id)
    }
    fn post(&mut self, staff: Id<Staff>, grid: Id<Grid>, role: PostRole) -> Result<(), Failure> {
        self.posts += 1;
        self.sink.add(Post { id: Id::new(self.posts), staff, grid, role, from: self.since, to: None })
    }
    /// `n` people of one post, spread over the grids; some of them with accounts.
    fn spread(
        &mut self,
        n: u32,
        role: PostRole,
        title: &str,
        grids: &[Id<Grid>],
        account: Option<Role>,
    ) -> Result<Spread, Failure> {
        let mut made = Vec::new();
        for i in 0..n as usize {
            let Some(grid) = grids.get(i % grids.len().max(1)).copied() else { break };
            let (staff, name) = self.person(title, "")?;
            self.post(staff, grid, role)?;
            if let Some(role) = account {
                made.push((grid, self.account(staff, &name, role)?, staff));
            }
        }
        Ok(made)
    }
}

type Spread = Vec<(Id<Grid>, Id<Account>, Id<Staff>)>;

/// Makes grids, staff, posts and accounts. `departments` are those that joint items name.
pub(super) fn make(
    profile: &Profile,
    options: &Options,
    names: &Names,
    departments: &[String],
    sink: &mut Sink<'_>,
) -> Result<(Vec<GridPlan>, Crew), Failure> {
    let since = options.until.day().plus(-430);
    let (large, mut plans) = grids(profile, sink)?;
    let dice = Dice::new(options.seed, 1);
    let mut make = Maker {
        dice,
        names,
        sink,
        options,
        since,
        staff: 0,
        accounts: 0,
        posts: 0,
        of_role: [0; Role::ALL.len()],
        crew: Crew::default(),
    };
    let (admin, name) = make.person("系统管理员", "")?;
    make.account(admin, &name, Role::Administrator)?;
    let (auditor, name) = make.person("审计员", "")?;
    make.account(auditor, &name, Role::Auditor)?;
    let small: Vec<Id<Grid>> = plans.iter().map(|g| g.id).collect();
    let over = if large.is_empty() { &small } else { &large };
    for i in 0..profile.posts.committee as usize {
        let title = COMMITTEE.get(i % COMMITTEE.len()).copied().unwrap_or_default();
        let (staff, name) = make.person(title, "")?;
        // The first is the principal leader, the second the leader in charge; the next two run the centre, which dispatches and
        // verifies.
        match i {
            0 => drop(make.account(staff, &name, Role::Principal)?),
            1 => {
                let id = make.account(staff, &name, Role::Leader)?;
                make.crew.leader = Some(id);
            }
            2 | 3 => {
                let id = make.account(staff, &name, Role::Dispatcher)?;
                make.crew.dispatchers.push(id);
            }
            _ => {}
        }
        if let Some(grid) = over.get(i % over.len().max(1)) {
            make.post(staff, *grid, PostRole::InCharge)?;
        }
    }
    for _ in 0..profile.posts.window {
        let (staff, name) = make.person("窗口工作人员", "")?;
        let id = make.account(staff, &name, Role::Clerk)?;
        make.crew.clerks.push(id);
    }
    let (staff, name) = make.person("联络员", "")?;
    make.account(staff, &name, Role::Liaison)?;
    for department in departments {
        let (staff, name) = make.person("承办人", department)?;
        let id = make.account(staff, &name, Role::Handler)?;
        make.crew.handlers.push((department.clone(), id));
    }
    let posts = profile.posts;
    let leaders = make.spread(posts.leaders, PostRole::Leader, "网格长", over, Some(Role::GridLeader))?;
    let workers = make.spread(posts.full_time, PostRole::FullTime, "专职网格员", &small, Some(Role::GridWorker))?;
    make.spread(posts.part_time, PostRole::PartTime, "兼职网格员", &small, None)?;
    make.spread(posts.informants, PostRole::Informant, "信息员", &small, None)?;
    make.spread(posts.liaisons, PostRole::Liaison, "联络员", &small, None)?;
    make.spread(posts.volunteers, PostRole::Volunteer, "志愿者", &small, None)?;
    for (i, plan) in plans.iter_mut().enumerate() {
        let own = workers.iter().filter(|(grid, ..)| *grid == plan.id);
        plan.workers = own.map(|(_, account, staff)| (*account, *staff)).collect();
        if plan.workers.is_empty() {
            let lent = leaders.get(i % leaders.len().max(1)).or_else(|| workers.get(i % workers.len().max(1)));
            plan.workers.extend(lent.map(|(_, account, staff)| (*account, *staff)));
        }
    }
    if make.crew.dispatchers.is_empty() || plans.iter().any(|g| g.workers.is_empty()) {
        return Err(Failure::broken("demo: the profile has a post without anyone"));
    }
    let crew = make.crew;
    Ok((plans, crew))
}

/// The grids' rows: large ones first, then small and dedicated ones.
fn grids(profile: &Profile, sink: &mut Sink<'_>) -> Result<(Vec<Id<Grid>>, Vec<GridPlan>), Failure> {
    let t = profile.territory;
    let stem = profile.division.as_str().get(..9).unwrap_or_default();
    let mut no = 0u64;
    let mut large = Vec::new();
    let mut add = |code: String, name: String, kind, level, parent, sink: &mut Sink<'_>| -> Result<Id<Grid>, Failure> {
        no += 1;
        let id = Id::new(no);
        let code = GridCode::parse(&code).ok_or_else(|| Failure::broken(format!("demo: grid code {code}")))?;
        let households = if kind == GridKind::Basic { (300, 500) } else { (0, 500) };
        sink.add(Grid { id, code, name, kind, level, parent, households, note: String::new() })?;
        Ok(id)
    };
    for i in 0..t.large {
        let code = format!("{}{:03}", profile.division, 901 + i);
        let name = format!("第{}大网格", chinese(i + 1));
        large.push(add(code, name, GridKind::Basic, GridLevel::Large, None, sink)?);
    }
    let mut plans = Vec::new();
    for i in 0..t.small + t.dedicated {
        let dedicated = i >= t.small;
        // Neighbouring grids belong to one community.
        let community = if dedicated { (i - t.small) % t.communities } else { i * t.communities / t.small };
        let nth = i - if dedicated { t.small } else { (community * t.small).div_ceil(t.communities) };
        let (code, prefix) = if t.communities == 1 {
            (profile.division.to_string(), String::new())
        } else {
            (format!("{stem}{:03}", community + 1), super::names::community_name(community as usize))
        };
        let (tail, name, kind) = if dedicated {
            let what = DEDICATED.get(nth as usize % DEDICATED.len()).copied().unwrap_or_default();
            (801 + nth, format!("{prefix}{what}专属网格"), GridKind::Dedicated)
        } else {
            (nth + 1, format!("{prefix}第{}网格", chinese(nth + 1)), GridKind::Basic)
        };
        let parent = large.get(i as usize * large.len() / t.small.max(1) as usize).copied().filter(|_| !dedicated);
        let id = add(format!("{code}{tail:03}"), name, kind, GridLevel::Small, parent, sink)?;
        plans.push(GridPlan { id, community: community as usize, dedicated, workers: Vec::new() });
    }
    Ok((large, plans))
}

/// 1 to 99 in Chinese: 十二.
pub(super) fn chinese(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |d: u32| DIGITS.get(d as usize % 10).copied().unwrap_or_default();
    match n {
        0..10 => digit(n).to_owned(),
        10..20 => format!("十{}", digit(n - 10)),
        _ => format!("{}十{}", digit(n / 10), digit(n)),
    }
}

/// A mobile number in the form of the mainland's networks.
pub(super) fn phone(dice: &mut Dice) -> String {
    const HEADS: [&str; 24] = [
        "130", "131", "133", "135", "136", "137", "138", "139", "150", "151", "152", "153", "158", "159", "177", "178", "180",
        "181", "182", "186", "187", "188", "189", "199",
    ];
    format!("{}{:08}", dice.word(&HEADS), dice.below(100_000_000))
}
