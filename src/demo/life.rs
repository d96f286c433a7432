//! One item of the generated year, from its report as far as its fate goes.
use super::{
    dice::Dice,
    form,
    scene::{Fate, Scene},
    sink::Sink,
    words,
};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::{
            catalog::Offer,
            items::{
                self, Action, Applicant, Asked, Deed, Details, Event, FollowUp, Item, ItemNo, New, QueryCode, Rating, Source,
                StateTag, Way,
            },
        },
        office::who::{Account, Actor},
    },
};

/// Makes one item after the other.
pub(super) struct Maker<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) dice: Dice,
    pub(super) events: u64,
    pub(super) follow_ups: u64,
}

/// An item on its way through its life.
struct Life {
    item: Item,
    events: Vec<Event>,
    follow_up: Option<FollowUp>,
}

impl Maker<'_> {
    #[allow(clippy::too_many_arguments)] // the place of one item in the plan
    pub(super) fn item(
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
        let new = New {
            form_key: self.dice.bytes(),
            asked,
            applicant,
            source,
            building: home.filter(|_| outdoors).map(|h| h.building),
            grid: Some(plan.id),
            place,
            answers,
            materials,
            draft: None,
            query: None,
        };
        let no = ItemNo::new(at.day(), of_day).ok_or_else(missing)?;
        let query = QueryCode::new(u32::try_from(self.dice.below(1_000_000)).unwrap_or(0));
        self.events += 1;
        let (item, first) = items::begin(new, (id, no, query), Some(plan.id), (reporter, at), Id::new(self.events))?;
        let mut life = Life { item, events: vec![first], follow_up: None };
        match fate {
            Fate::Waiting => {}
            Fate::Dropped => self.drop_it(&mut life, clerk)?,
            Fate::Open | Fate::Closed => self.handle(&mut life, offer, fate, clerk, worker)?,
        }
        if life.item.state.tag.open() {
            items::wake(&mut life.item, scene.rules());
        }
        for event in life.events {
            sink.add(event)?;
        }
        if let Some(follow_up) = life.follow_up {
            sink.add(follow_up)?;
        }
        sink.add(life.item)
    }

    fn source(&mut self, offer: &Offer) -> Source {
        let outdoors = offer.spec.fields.iter().any(|f| f.key == "place");
        let weights = if outdoors { [16, 8, 48, 12, 5, 7, 2, 2] } else { [30, 38, 8, 6, 6, 10, 1, 1] };
        Source::ALL.get(self.dice.weighed(&weights)).copied().unwrap_or(Source::Window)
    }

    /// One step, as the office would have taken it.
    fn step(&mut self, life: &mut Life, action: Action, by: Actor, at: Stamp, details: &Details) -> Result<(), Failure> {
        let deed = Deed { item: &mut life.item, action, by, details, at, rules: self.scene.rules() };
        if action == Action::FollowUp {
            self.follow_ups += 1;
            life.follow_up = Some(FollowUp::of(&deed, Id::new(self.follow_ups))?);
        }
        self.events += 1;
        life.events.push(items::replay(deed, Id::new(self.events))?);
        Ok(())
    }

    fn drop_it(&mut self, life: &mut Life, clerk: Id<Account>) -> Result<(), Failure> {
        let at = life.item.created.plus_seconds(self.dice.between(600, 7_200));
        if self.dice.chance(250) {
            return self.step(life, Action::Withdraw, Actor::Resident, at, &Details::default());
        }
        let why = said(self.dice.word(words::DECLINED));
        self.step(life, Action::Decline, Actor::Account(clerk), at, &why)
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
        let silent = Details::default();
        let dispatcher = self.dice.pick(&scene.crew.dispatchers).copied().ok_or_else(|| Failure::broken("demo: crew"))?;
        let until = scene.options.until;
        let by_clerk = Actor::Account(clerk);
        let mut at = self.later(life.item.created, 120, 1_500, until);
        self.step(life, Action::Accept, by_clerk, at, &silent)?;
        let lead = offer.spec.lead.as_deref();
        let handler = match lead.and_then(|lead| scene.crew.handlers.iter().find(|(name, _)| name == lead)) {
            Some((_, account)) => *account,
            None if matches!(life.item.source, Source::Window | Source::Terminal) && life.item.clock.limit_days == 0 => clerk,
            None => worker,
        };
        // 0 accepted, 1 awaiting papers, 2 dispatched, 3 in hand, 4 reported back, 5 closed, 6 filed.
        let open_at = if fate == Fate::Open {
            [0, 1, 2, 3, 4, 6].get(self.dice.weighed(&[10, 12, 18, 40, 14, 6])).copied().unwrap_or(0)
        } else {
            5
        };
        if open_at == 0 {
            return Ok(());
        }
        let papers = !offer.spec.materials.is_empty() && life.item.clock.limit_days >= 5 && self.dice.chance(50);
        if papers || open_at == 1 && !offer.spec.materials.is_empty() {
            at = self.later(at, 600, 5_400, until);
            let missing = self.dice.word(words::PAPERS);
            self.step(life, Action::AskPapers, by_clerk, at, &said(missing))?;
            if open_at == 1 {
                return Ok(());
            }
            at = self.later(at, 20 * 3_600, 72 * 3_600, until);
            self.step(life, Action::PapersComplete, by_clerk, at, &silent)?;
        }
        if open_at == 6 {
            let at = self.soon(at);
            return self.step(life, Action::File, Actor::Account(dispatcher), at, &silent);
        }
        let end = self.end(life, at);
        let part = |n: i64| at.plus_seconds(end.seconds_since(at) * n / 100);
        if handler != clerk {
            let to = Details { to_account: Some(handler), ..Details::default() };
            self.step(life, Action::Dispatch, Actor::Account(dispatcher), part(8), &to)?;
            if open_at <= 2 {
                return Ok(());
            }
        }
        let by_handler = Actor::Account(handler);
        self.step(life, Action::Start, by_handler, part(20), &silent)?;
        if open_at <= 3 {
            return self.halt(life, by_handler, Actor::Account(dispatcher), part(40));
        }
        let result = said(words::result(&offer.spec, &mut self.dice));
        self.step(life, Action::ReportBack, by_handler, part(70), &result)?;
        if fate == Fate::Closed && self.dice.chance(14) {
            self.step(life, Action::Rework, Actor::Account(dispatcher), part(76), &said(words::REWORK))?;
            self.step(life, Action::ReportBack, by_handler, part(90), &result)?;
        }
        if open_at <= 4 {
            return Ok(());
        }
        self.step(life, Action::Close, Actor::Account(dispatcher), end, &said(words::CLOSED))?;
        self.rate(life, end, until)?;
        // Whoever has said nothing is called on the follow-up day, by somebody else than who handled it.
        let caller = if handler == clerk { dispatcher } else { clerk };
        if let Some(day) = life.item.follow.filter(|day| *day < until.day()) {
            self.follow_up(life, Actor::Account(caller), day, offer)?;
        }
        if life.item.state.tag == StateTag::Dissatisfied && until.day().0 - end.day().0 > 20 {
            let at = self.later(end, 86_400 * 3, 86_400 * 12, until);
            self.step(life, Action::Archive, self.leader(), at, &said(words::EXPLAINED))?;
        }
        Ok(())
    }

    /// Some of the work in hand waits for somebody: a longer limit, a higher level, better weather.
    fn halt(&mut self, life: &mut Life, handler: Actor, centre: Actor, at: Stamp) -> Result<(), Failure> {
        match self.dice.weighed(&[80, 8, 8, 4]) {
            1 if life.item.running().is_some_and(|due| at < due) => {
                let longer = Details { days: Some(3), ..said(words::MORE_TIME) };
                self.step(life, Action::AskExtension, handler, at, &longer)
            }
            2 => self.step(life, Action::Escalate, centre, at, &said(words::HIGHER)),
            3 => self.step(life, Action::Suspend, self.leader(), at, &said(words::SUSPENDED)),
            _ => Ok(()),
        }
    }

    /// The call-back of a closed item.
    fn follow_up(&mut self, life: &mut Life, by: Actor, day: Day, offer: &Offer) -> Result<(), Failure> {
        let at = Stamp::at(day, 9, 0).plus_seconds(self.dice.between(0, 7 * 3_600));
        let way = if life.item.applicant.household.is_none() { Way::OnSite } else { Way::Phone };
        let (verdict, _) = self.verdict();
        let basis = offer.spec.policy.first().map_or(words::BASIS, |p| p.title.as_str());
        let came = Details { way: Some(way), outcome: Some(Some(verdict)), basis: basis.to_owned(), ..said(&life.item.result) };
        self.step(life, Action::FollowUp, by, at, &came)
    }

    /// Whoever decides what leaders decide.
    fn leader(&self) -> Actor {
        self.scene.crew.leader.map_or(Actor::System, Actor::Account)
    }

    fn verdict(&mut self) -> (Rating, &'static str) {
        let satisfied = u64::from(self.scene.profile.year.satisfied_per_mille);
        if !self.dice.chance(satisfied) {
            return (Rating::Dissatisfied, self.dice.word(words::DISSATISFIED));
        }
        let place = self.dice.weighed(&[72, 24, 4]);
        let words = if self.dice.chance(120) { self.dice.word(words::SATISFIED) } else { "" };
        (Rating::ALL.get(place).copied().unwrap_or(Rating::Satisfied), words)
    }

    /// A quarter of an hour later, but before now.
    fn soon(&mut self, at: Stamp) -> Stamp {
        let until = self.scene.options.until;
        self.later(at, 600, 1_200, until)
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
        let (rating, words) = self.verdict();
        let at = self.later(end, 60, 2 * 86_400, until);
        let verdict = Details { rating: Some(rating), ..said(words) };
        self.step(life, Action::Rate, Actor::Resident, at, &verdict)
    }
}

/// Words that come with a step.
fn said(words: &str) -> Details {
    Details { note: words.to_owned(), ..Details::default() }
}
