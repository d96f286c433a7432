//! A year of items with their histories, written in their final state: the same rows, event chains, clocks, indexes and
//! counters that the commands leave, without writing each row once per step. The one difference is the audit log: a
//! loaded community has one line that says so, instead of one line per step of an invented past.
use super::{
    Options,
    days::{moments, spread},
    dice::Dice,
    form,
    people::Home,
    profile::Profile,
    sink::Sink,
    staff::{Crew, GridPlan},
    words,
};
use crate::{
    base::{Failure, Id, Keys, Stamp, WorkCalendar},
    domain::{
        catalog::{Category, ItemType, Offer},
        items::{Action, Applicant, Asked, Clocking, Event, Item, ItemNo, QueryCode, Rating, Source, State, StateTag},
        settings::Settings,
        who::{Account, Actor},
    },
};

/// What everything here needs to know.
pub(super) struct Scene<'a> {
    pub(super) profile: &'a Profile,
    pub(super) options: &'a Options,
    pub(super) keys: &'a Keys,
    pub(super) calendar: &'a WorkCalendar,
    pub(super) settings: &'a Settings,
    pub(super) offers: &'a [Offer],
    pub(super) grids: &'a [GridPlan],
    pub(super) homes: &'a [Vec<Home>],
    pub(super) crew: &'a Crew,
}

/// How an item of the plan ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Closed,
    Open,
    Waiting,
    Dropped,
}

/// Makes the year's items in order of time.
pub(super) fn make(scene: &Scene<'_>, sink: &mut Sink<'_>) -> Result<(), Failure> {
    let year = scene.profile.year;
    let mut dice = Dice::new(scene.options.seed, 3);
    let (fates, kinds) = plan(scene, &mut dice)?;
    let weights: Vec<u32> = scene.offers.iter().map(weight).collect();
    let busy: Vec<u32> = scene
        .grids
        .iter()
        .map(|g| if g.dedicated { 25 } else { 60 + u32::try_from(g.id.raw() * 37 % 80).unwrap_or(0) })
        .collect();
    let days = spread(scene.options.until.day(), year.items, scene.calendar, |_| 10, &mut dice);
    let mut maker = Maker { scene, dice, events: 0 };
    let (mut nth, mut of_day) = (0u64, 0u32);
    let mut last = None;
    for (day, count) in days {
        for at in moments(day, count, 8 * 60 + 5, 17 * 60 + 10, &mut maker.dice) {
            of_day = if last == Some(day) { of_day + 1 } else { 1 };
            last = Some(day);
            let place = usize::try_from(nth).unwrap_or(0);
            let kind = kinds.get(place).copied().flatten().unwrap_or_else(|| maker.dice.weighed(&weights));
            let grid = maker.dice.weighed(&busy);
            let fate = fates.get(place).copied().unwrap_or(Fate::Closed);
            nth += 1;
            maker.item(Id::new(nth), kind, grid, fate, at, of_day, sink)?;
            if nth.is_multiple_of(500) {
                sink.tell("demo-stage-items", nth, u64::from(year.items));
            }
        }
    }
    sink.tell("demo-stage-items", nth, u64::from(year.items));
    Ok(())
}

/// How often a service is asked for, beside the others.
fn weight(offer: &Offer) -> u32 {
    let by_category = match offer.spec.category {
        Category::Facilities | Category::CleanCity => 30,
        Category::PublicOrder | Category::SocialSecurity => 14,
        Category::ElderCare | Category::FamilyPlanning => 10,
        Category::Correction | Category::LowRent => 1,
        _ => 6,
    };
    match offer.spec.code.as_str() {
        "tj-minjian" | "xf-xinfang" => 0, // counted apart
        _ if offer.spec.item_type == ItemType::Immediate => by_category * 2,
        _ => by_category,
    }
}

/// The fate of every item, and the service of those that are counted apart: exactly the profile's numbers.
fn plan(scene: &Scene<'_>, dice: &mut Dice) -> Result<(Vec<Fate>, Vec<Option<usize>>), Failure> {
    let year = scene.profile.year;
    let total = year.items as usize;
    let mut fates = vec![Fate::Closed; total];
    // Mostly the last ten days are still open; some lie longer.
    let open = (year.items - year.closed - year.waiting - year.dropped) as usize;
    let recent = (total * 10 / 365).max(open * 2).clamp(1, total.max(1));
    let mut set = |fate, count: usize, from_end: usize, fates: &mut Vec<Fate>| {
        let mut left = count;
        while left > 0 {
            let at = total - 1 - usize::try_from(dice.below(from_end.max(1) as u64)).unwrap_or(0).min(total - 1);
            if let Some(free) = fates.get_mut(at).filter(|f| **f == Fate::Closed) {
                *free = fate;
                left -= 1;
            }
        }
    };
    let (waiting, dropped) = (year.waiting as usize, year.dropped as usize);
    set(Fate::Waiting, waiting, (total / 365 + 1).max(waiting * 2), &mut fates);
    set(Fate::Open, open - open / 7, recent, &mut fates);
    set(Fate::Open, open / 7, total / 3 + open, &mut fates);
    set(Fate::Dropped, dropped, total, &mut fates);
    let mut kinds = vec![None; total];
    for (code, count) in [("tj-minjian", year.disputes), ("xf-xinfang", year.petitions)] {
        let kind = scene.offers.iter().position(|o| o.spec.code == code).ok_or_else(|| Failure::broken(code))?;
        let mut left = count;
        while left > 0 {
            let at = usize::try_from(dice.below(total as u64)).unwrap_or(0);
            if fates.get(at) == Some(&Fate::Closed)
                && let Some(free) = kinds.get_mut(at).filter(|k: &&mut Option<usize>| k.is_none())
            {
                *free = Some(kind);
                left -= 1;
            }
        }
    }
    Ok((fates, kinds))
}

struct Maker<'a> {
    scene: &'a Scene<'a>,
    dice: Dice,
    events: u64,
}

/// An item on its way through its life.
struct Life {
    item: Item,
    events: Vec<Event>,
}

impl Maker<'_> {
    #[allow(clippy::too_many_arguments)] // the place of one item in the plan
    fn item(
        &mut self,
        id: Id<Item>,
        kind: usize,
        grid: usize,
        fate: Fate,
        at: Stamp,
        of_day: u32,
        sink: &mut Sink<'_>,
    ) -> Result<(), Failure> {
        let scene = self.scene;
        let missing = || Failure::broken("demo: plan");
        let offer = scene.offers.get(kind).ok_or_else(missing)?;
        let plan = scene.grids.get(grid).ok_or_else(missing)?;
        let home = scene.homes.get(grid).and_then(|homes| self.dice.pick(homes));
        let anonymous = home.is_none() || !offer.spec.fields.iter().any(|f| f.key == "name") && self.dice.chance(350);
        let asked = Asked::of(offer)?;
        let source = self.source(offer);
        let worker = self.dice.pick(&plan.workers).map(|(account, _)| *account).ok_or_else(missing)?;
        let clerk = self.dice.pick(&scene.crew.clerks).copied().ok_or_else(missing)?;
        let reporter = match source {
            Source::Terminal => Actor::Terminal,
            Source::Network => Actor::Resident,
            Source::Field | Source::Visit => Actor::Account(worker),
            _ => Actor::Account(clerk),
        };
        let applicant = home.filter(|_| !anonymous).map_or_else(Applicant::default, |h| Applicant {
            name: Some(h.name.clone()),
            phone: h.phone.clone(),
            resident: Some(h.head),
            household: Some(h.id),
        });
        let outdoors = offer.spec.fields.iter().any(|f| f.key == "place");
        let place = match home {
            Some(home) if outdoors => words::near(&home.address, &mut self.dice),
            Some(home) => home.address.clone(),
            None => words::near("", &mut self.dice),
        };
        let answers = form::fill(&offer.spec, home.filter(|_| !anonymous), &place, at.day(), scene.keys, &mut self.dice)?;
        let materials = (0u8..).zip(&offer.spec.materials).filter(|(_, m)| m.required).map(|(i, _)| i).collect();
        let item = Item {
            id,
            no: ItemNo::new(at.day(), of_day).ok_or_else(missing)?,
            query: QueryCode::new(u32::try_from(self.dice.below(1_000_000)).unwrap_or(0)),
            form_key: self.dice.bytes(),
            service: asked.version,
            service_code: asked.code,
            title: asked.title,
            line: asked.line,
            category: asked.category,
            grid: Some(plan.id),
            place,
            building: home.filter(|_| outdoors).map(|h| h.building),
            applicant,
            source,
            answers,
            materials,
            state: State { tag: StateTag::Reported, by: reporter, at },
            clock: Clocking { limit_days: asked.limit_days, ..Clocking::default() },
            owner: None,
            handler: None,
            created: at,
            ended: None,
            result: String::new(),
            reworks: 0,
            rating: None,
            events: 0,
            head: [0; 32],
        };
        let mut life = Life { item, events: Vec::with_capacity(8) };
        self.step(&mut life, Action::Report, reporter, at, None, "")?;
        match fate {
            Fate::Waiting => {}
            Fate::Dropped => self.drop_it(&mut life, clerk)?,
            Fate::Open | Fate::Closed => self.handle(&mut life, offer, fate, clerk, worker)?,
        }
        for event in life.events {
            sink.add(event)?;
        }
        sink.add(life.item)
    }

    fn source(&mut self, offer: &Offer) -> Source {
        let outdoors = offer.spec.fields.iter().any(|f| f.key == "place");
        let weights = if outdoors { [16, 8, 48, 12, 5, 7, 2, 2] } else { [30, 38, 8, 6, 6, 10, 1, 1] };
        Source::ALL.get(self.dice.weighed(&weights)).copied().unwrap_or(Source::Window)
    }

    /// One step: the same event and the same changes as `act` makes.
    fn step(
        &mut self,
        life: &mut Life,
        action: Action,
        by: Actor,
        at: Stamp,
        to: Option<Id<Account>>,
        note: &str,
    ) -> Result<(), Failure> {
        let item = &mut life.item;
        let from = (action != Action::Report).then_some(item.state.tag);
        if let Some(tag) = from {
            let rule = action.rule(tag).ok_or_else(|| Failure::broken(format!("demo: {} from {}", action.key(), tag.key())))?;
            if let Some(tag) = rule.to {
                item.state = State { tag, by, at };
            }
        }
        self.events += 1;
        let mut event = Event {
            id: Id::new(self.events),
            item: item.id,
            seq: item.events + 1,
            at,
            actor: by,
            action,
            from,
            to: item.state.tag,
            to_account: to,
            note: note.to_owned(),
            prev: item.head,
            hash: [0; 32],
        };
        event.hash = event.digest()?;
        (item.events, item.head) = (event.seq, event.hash);
        life.events.push(event);
        Ok(())
    }

    fn drop_it(&mut self, life: &mut Life, clerk: Id<Account>) -> Result<(), Failure> {
        let at = life.item.created.plus_seconds(self.dice.between(600, 7_200));
        if self.dice.chance(250) {
            self.step(life, Action::Withdraw, Actor::Resident, at, None, "")?;
        } else {
            let why = self.dice.word(words::DECLINED);
            self.step(life, Action::Decline, Actor::Account(clerk), at, None, why)?;
            life.item.result = why.to_owned();
        }
        life.item.ended = Some(at);
        Ok(())
    }

    /// From acceptance as far as the fate goes.
    fn handle(
        &mut self,
        life: &mut Life,
        offer: &Offer,
        fate: Fate,
        clerk: Id<Account>,
        worker: Id<Account>,
    ) -> Result<(), Failure> {
        let scene = self.scene;
        let (calendar, settings) = (scene.calendar, Some(scene.settings));
        let dispatcher = self.dice.pick(&scene.crew.dispatchers).copied().ok_or_else(|| Failure::broken("demo: crew"))?;
        let until = scene.options.until;
        let by_clerk = Actor::Account(clerk);
        let mut at = self.later(life.item.created, 120, 1_500, until);
        self.step(life, Action::Accept, by_clerk, at, None, "")?;
        crate::domain::items::start_clock(&mut life.item.clock, at, calendar, settings);
        let lead = offer.spec.lead.as_deref();
        let handler = match lead.and_then(|lead| scene.crew.handlers.iter().find(|(name, _)| name == lead)) {
            Some((_, account)) => *account,
            None if matches!(life.item.source, Source::Window | Source::Terminal) && life.item.clock.limit_days == 0 => clerk,
            None => worker,
        };
        let open_at = if fate == Fate::Open { self.dice.weighed(&[16, 12, 18, 40, 14]) } else { 5 };
        if open_at == 0 {
            return Ok(());
        }
        let papers = !offer.spec.materials.is_empty() && life.item.clock.limit_days >= 5 && self.dice.chance(50);
        if papers || open_at == 1 && !offer.spec.materials.is_empty() {
            at = self.later(at, 600, 5_400, until);
            let missing = self.dice.word(words::PAPERS);
            self.step(life, Action::AskPapers, by_clerk, at, None, missing)?;
            crate::domain::items::stop_clock(&mut life.item.clock, at);
            if open_at == 1 {
                return Ok(());
            }
            at = self.later(at, 20 * 3_600, 72 * 3_600, until);
            self.step(life, Action::PapersComplete, by_clerk, at, None, "")?;
            crate::domain::items::start_clock(&mut life.item.clock, at, calendar, settings);
        }
        let end = self.end(life, at);
        let part = |n: i64| at.plus_seconds(end.seconds_since(at) * n / 100);
        if handler != clerk {
            self.step(life, Action::Dispatch, Actor::Account(dispatcher), part(8), Some(handler), "")?;
            life.item.owner = Some(handler);
            if open_at <= 2 {
                return Ok(());
            }
        }
        let by_handler = Actor::Account(handler);
        self.step(life, Action::Start, by_handler, part(20), None, "")?;
        (life.item.owner, life.item.handler) = (Some(handler), Some(handler));
        if open_at <= 3 {
            return Ok(());
        }
        let result = words::result(&offer.spec, &mut self.dice);
        self.step(life, Action::ReportBack, by_handler, part(70), None, result)?;
        life.item.owner = None;
        if fate == Fate::Closed && self.dice.chance(14) {
            self.step(life, Action::Rework, Actor::Account(dispatcher), part(76), None, words::REWORK)?;
            life.item.reworks = 1;
            self.step(life, Action::ReportBack, by_handler, part(90), None, result)?;
        }
        life.item.result = result.to_owned();
        if open_at <= 4 {
            return Ok(());
        }
        self.step(life, Action::Close, Actor::Account(dispatcher), end, None, words::CLOSED)?;
        life.item.ended = Some(end);
        self.rate(life, end, until)
    }

    /// Some seconds later, but before now.
    fn later(&mut self, at: Stamp, from: i64, to: i64, until: Stamp) -> Stamp {
        let room = until.seconds_since(at).max(2) / 2;
        at.plus_seconds(self.dice.between(from.min(room), to.min(room)))
    }

    /// When it is closed: mostly well before the limit, a little over one in a hundred after it, never in the future.
    fn end(&mut self, life: &Life, at: Stamp) -> Stamp {
        let scene = self.scene;
        let limit = life.item.clock.limit_days;
        let late = self.dice.chance(11);
        let day = match (limit, late) {
            (0, false) => scene.calendar.due(at.day(), 0).day,
            (0, true) => scene.calendar.due(at.day(), 1).day,
            (n, false) => {
                let (a, b) = (self.dice.between(1, i64::from(n)), self.dice.between(1, i64::from(n)));
                scene.calendar.due(at.day(), u16::try_from(a.min(b)).unwrap_or(1)).day
            }
            (n, true) => scene.calendar.due(at.day(), n + u16::try_from(self.dice.between(1, 4)).unwrap_or(1)).day,
        };
        let minute = self.dice.between(8 * 60 + 40, 17 * 60 + 25);
        let end = Stamp::at(day, 0, 0).plus_seconds(minute * 60 + self.dice.between(0, 59));
        let end = if end > at { end } else { at.plus_seconds(self.dice.between(240, 1_100)) };
        if end < scene.options.until { end } else { self.later(at, 1_800, 36_000, scene.options.until) }
    }

    fn rate(&mut self, life: &mut Life, end: Stamp, until: Stamp) -> Result<(), Failure> {
        if life.item.applicant.household.is_none() || !self.dice.chance(640) {
            return Ok(());
        }
        let satisfied = u64::from(self.scene.profile.year.satisfied_per_mille);
        let (rating, words) = if !self.dice.chance(satisfied) {
            (Rating::Dissatisfied, self.dice.word(words::DISSATISFIED))
        } else {
            let place = self.dice.weighed(&[72, 24, 4]);
            let words = if self.dice.chance(120) { self.dice.word(words::SATISFIED) } else { "" };
            (Rating::ALL.get(place).copied().unwrap_or(Rating::Satisfied), words)
        };
        let at = self.later(end, 60, 2 * 86_400, until);
        self.step(life, Action::Rate, Actor::Resident, at, None, words)?;
        life.item.rating = Some((rating, words.to_owned()));
        Ok(())
    }
}
