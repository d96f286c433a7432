//! The life of items, held against tables and recounts written here by hand, never against the code's own table.
mod alarms;
mod chain;
mod clocks;
mod lists;
mod live;
mod manners;
mod nouns;
mod papers;
mod replays;
mod reporting;
mod table;
mod walks;

use std::{
    cell::OnceCell,
    sync::{Arc, Mutex},
};

use super::*;
use crate::{
    base::{Day, DivisionCode, Failure, GridCode, Id, Keys, Name, Stamp, WorkCalendar},
    domain::{
        TABLES,
        matters::catalog::{self, Offer, shipped},
        office::{
            settings::Settings,
            who::{Account, Role, Staff},
        },
        places::{
            grids::{Grid, GridKind, GridLevel, Post, PostRole},
            reader::Reader,
        },
    },
    store::{
        Dir, Read, Store, Tx,
        engine::{Engine, MemoryEngine},
    },
};

/// Saturday 21 November 2026, 9:05.
pub(super) fn start() -> Stamp {
    Stamp::at(Day::ymd(2026, 11, 21).unwrap(), 9, 5)
}
pub(super) fn keys() -> Keys {
    crate::ground::keys()
}

/// An office: a large grid over two small ones, one account for each part in the play.
pub(super) struct Office {
    pub(super) store: Store,
    pub(super) engine: Arc<MemoryEngine>,
    pub(super) calendar: WorkCalendar,
    pub(super) people: Vec<(char, Account)>,
    pub(super) grids: [Id<Grid>; 3],
    pub(super) offers: Vec<Offer>,
    /// An open item that others can be merged into.
    pub(super) target: OnceCell<ItemNo>,
}

/// A letter, its roles, and a post in one of the grids.
type Part = (char, &'static [Role], Option<(usize, PostRole)>);

/// A administrator, L leader, C clerk, D dispatcher, M dispatcher who is also a handler, H handler of a department, O another
/// one, G leader of the large grid, W worker of its first small grid, F worker of its second, U auditor,
/// N liaison, P principal leader.
const PARTS: [Part; 13] = [
    ('A', &[Role::Administrator], None),
    ('L', &[Role::Leader], None),
    ('C', &[Role::Clerk], None),
    ('D', &[Role::Dispatcher], None),
    ('M', &[Role::Dispatcher, Role::Handler], None),
    ('H', &[Role::Handler], None),
    ('O', &[Role::Handler], None),
    ('G', &[Role::GridLeader], Some((0, PostRole::Leader))),
    ('W', &[Role::GridWorker], Some((1, PostRole::FullTime))),
    ('F', &[Role::GridWorker], Some((2, PostRole::FullTime))),
    ('U', &[Role::Auditor], None),
    ('N', &[Role::Liaison], None),
    ('P', &[Role::Principal], None),
];

impl Office {
    pub(super) fn new() -> Self {
        let engine = Arc::new(MemoryEngine::new());
        let store = Store::new(engine.clone(), TABLES).unwrap();
        let (people, grids, offers) = store.write_wait(found).unwrap();
        let calendar = WorkCalendar::shipped().unwrap();
        Office { store, engine, calendar, people, grids, offers, target: OnceCell::new() }
    }
    pub(super) fn who(&self, part: char) -> &Account {
        &self.people.iter().find(|(p, _)| *p == part).unwrap().1
    }
    /// One of the people as a reader, at the start.
    pub(super) fn reader(&self, part: char) -> Reader {
        Reader::of(&self.store, self.who(part), start()).unwrap()
    }
    pub(super) fn offer(&self, code: &str) -> &Offer {
        self.offers.iter().find(|o| o.spec.code == code).unwrap()
    }
    /// A form for the low-income allowance in the first small grid; `n` makes its key.
    pub(super) fn form(&self, n: u64) -> New {
        let mut form_key = [0; 16];
        form_key[..8].copy_from_slice(&n.to_be_bytes());
        New {
            form_key,
            asked: Asked::of(self.offer("mz-dibao")).unwrap(),
            applicant: Applicant { name: Name::parse("王建国"), ..Applicant::default() },
            source: Source::Terminal,
            building: None,
            grid: Some(self.grids[1]),
            place: "美湖花园12幢".into(),
            answers: Vec::new(),
            materials: vec![0],
            draft: None,
            query: Some(QueryCode::new(123_456)),
        }
    }
    pub(super) fn report(&self, n: u64, at: Stamp) -> Item {
        let new = self.form(n);
        self.store.write_wait(move |tx| report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap()
    }
    /// An office with an open item that others can be merged into.
    pub(super) fn with_target() -> Self {
        let office = Self::new();
        office.target.set(office.report(u64::MAX, start()).no).unwrap();
        office
    }
    /// Does something as one of the people, or as the resident with the receipt (`R`).
    pub(super) fn act(&self, part: char, id: Id<Item>, action: Action, details: Details, at: Stamp) -> Result<Item, Failure> {
        let (calendar, account) = (self.calendar.clone(), (part != 'R').then(|| self.who(part).clone()));
        self.store.write_wait(move |tx| {
            let by = account.as_ref().map_or(By::Resident(Proof::Query(QueryCode::new(123_456))), By::Account);
            act(tx, &by, id, action, details, at, &calendar)
        })
    }
    /// `details` with those whom this action calls together.
    pub(super) fn details_for(&self, action: Action, to: char) -> Details {
        let people: &[char] = match action {
            Action::AskHelp => &['O'],
            Action::Convene | Action::RaiseLevel => &['N'],
            _ => &[],
        };
        Details { participants: people.iter().map(|p| self.who(*p).id).collect(), ..self.details(to) }
    }
    /// As `act`, with words, a verdict, and a dispatch to `to`.
    pub(super) fn step(&self, part: char, id: Id<Item>, action: Action, to: char, at: Stamp) -> Item {
        self.act(part, id, action, self.details_for(action, to), at).unwrap_or_else(|e| panic!("{part} {action:?}: {e}"))
    }
    pub(super) fn details(&self, to: char) -> Details {
        Details {
            note: "依据和结果".into(),
            to_account: Some(self.who(to).id),
            rating: Some(Rating::Satisfied),
            days: Some(3),
            colour: Some(Colour::Yellow),
            service: Some(Asked::of(self.offer("mz-dibao")).unwrap()),
            chair: Some(self.who('L').id),
            way: Some(Way::Phone),
            outcome: Some(Some(Rating::Satisfied)),
            basis: "社会救助暂行办法".into(),
            papers: vec!["户口簿原件".into()],
            target: self.target.get().copied(),
            ..Details::default()
        }
    }
    /// Every key and value of the store.
    pub(super) fn bytes(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.engine.scan(&[1], &[0xFF; 64], Dir::Forward, usize::MAX).unwrap()
    }
    /// The result of a write that is then undone.
    pub(super) fn tried<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let kept = Arc::new(Mutex::new(None));
        let keep = kept.clone();
        let undone = self.store.write_wait(move |tx| -> Result<(), Failure> {
            *keep.lock().unwrap() = Some(work(tx));
            Err(Failure::Busy)
        });
        assert_eq!(undone, Err(Failure::Busy));
        kept.lock().unwrap().take().unwrap()
    }
    /// Brings a fresh item to a state, by the shortest way, through `owner`.
    pub(super) fn item_in(&self, state: StateTag, owner: char, n: u64) -> Item {
        use Action as A;
        // How a state is reached from another one; `o` is the owner.
        let before: Option<(StateTag, char, Action)> = match state {
            StateTag::Reported => None,
            StateTag::Accepted => Some((StateTag::Reported, 'C', A::Accept)),
            StateTag::AwaitingPapers => Some((StateTag::Reported, 'C', A::AskPapers)),
            StateTag::Declined => Some((StateTag::Reported, 'C', A::Decline)),
            StateTag::Withdrawn => Some((StateTag::Reported, 'R', A::Withdraw)),
            StateTag::Merged => Some((StateTag::Reported, 'C', A::Merge)),
            StateTag::Filed => Some((StateTag::Accepted, 'D', A::File)),
            StateTag::Dispatched => Some((StateTag::Filed, 'D', A::Dispatch)),
            StateTag::Handling => Some((StateTag::Dispatched, 'o', A::Start)),
            StateTag::ExtensionAsked => Some((StateTag::Handling, 'o', A::AskExtension)),
            StateTag::Suspended => Some((StateTag::Handling, 'L', A::Suspend)),
            StateTag::Joint => Some((StateTag::Handling, 'N', A::Convene)),
            StateTag::Escalated => Some((StateTag::Handling, 'D', A::Escalate)),
            StateTag::ReportedBack => Some((StateTag::Handling, 'o', A::ReportBack)),
            StateTag::Verifying => Some((StateTag::ReportedBack, 'L', A::Verify)),
            StateTag::Closed => Some((StateTag::ReportedBack, 'L', A::Close)),
            StateTag::Rated | StateTag::Dissatisfied => Some((StateTag::Closed, 'R', A::Rate)),
            StateTag::Archived => Some((StateTag::Rated, 'C', A::Archive)),
        };
        let Some((from, part, action)) = before else { return self.report(n, start()) };
        let item = self.item_in(from, owner, n);
        let part = if part == 'o' { owner } else { part };
        let rating = if state == StateTag::Dissatisfied { Rating::Dissatisfied } else { Rating::Satisfied };
        let details = Details { rating: Some(rating), ..self.details_for(action, owner) };
        let item = self.act(part, item.id, action, details, start()).unwrap_or_else(|e| panic!("{part} {action:?}: {e}"));
        assert_eq!(item.state.tag, state);
        item
    }
}

type Founded = (Vec<(char, Account)>, [Id<Grid>; 3], Vec<Offer>);

fn found(tx: &mut Tx<'_>) -> Result<Founded, Failure> {
    catalog::seed(tx, &shipped().unwrap().services, start())?;
    settings().save(tx)?;
    let mut grids = Vec::new();
    for n in 0..3u8 {
        let grid = Grid {
            id: tx.next_id()?,
            code: GridCode::parse(&format!("32021300100200{n}")).unwrap(),
            name: format!("第{n}网格"),
            kind: GridKind::Basic,
            level: if n == 0 { GridLevel::Large } else { GridLevel::Small },
            parent: grids.first().copied(),
            households: (300, 500),
            note: String::new(),
        };
        tx.put(&grid)?;
        grids.push(grid.id);
    }
    let mut people = Vec::new();
    for (part, roles, post) in PARTS {
        let staff = Staff {
            id: tx.next_id()?,
            name: Name::parse("工作人员").unwrap(),
            phone: None,
            title: String::new(),
            department: String::new(),
            left: None,
        };
        tx.put(&staff)?;
        let account = Account {
            id: tx.next_id()?,
            staff: staff.id,
            login: part.to_lowercase().to_string(),
            password: String::new(),
            roles: roles.to_vec(),
            failures: 0,
            locked_until: None,
            must_change: false,
            disabled: false,
            created: start(),
            shaped: None,
        };
        tx.put(&account)?;
        if let Some((grid, role)) = post {
            let id = tx.next_id()?;
            tx.put(&Post { id, staff: staff.id, grid: grids[grid], role, from: Day::ymd(2026, 1, 1).unwrap(), to: None })?;
        }
        people.push((part, account));
    }
    let offers = ["mz-dibao"].iter().map(|c| catalog::offer(tx, c)).collect::<Result<_, _>>()?;
    Ok((people, [grids[0], grids[1], grids[2]], offers))
}

pub(super) fn settings() -> Settings {
    Settings {
        id: Settings::ID,
        community: "美湖社区居民委员会".into(),
        division: DivisionCode::parse("320213001002").unwrap(),
        phone: "0510-85555555".into(),
        address: String::new(),
        hours: String::new(),
        day_ends: 1_050,
        public_host: "192.168.1.20:8080".into(),
        printer: String::new(),
        receipt_printer: String::new(),
        backup_folder: String::new(),
        recovery: String::new(),
        created: start(),
    }
}
