//! One item of the generated year, from its report as far as its fate goes.
use super::{
    dice::Dice,
    form,
    matters::{Fate, Scene},
    sink::Sink,
    words,
};
use crate::{
    base::{Day, Failure, Id, Stamp},
    domain::{
        matters::{
            catalog::Offer,
            items::{
                self, Action, Applicant, Asked, Event, FollowUp, Item, ItemNo, New, QueryCode, Rating, Source, State, StateTag,
                To, Way, Why,
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
        let item = Item::reported(id, (no, query), new, Some(plan.id), reporter, at);
        let mut life = Life { item, events: Vec::with_capacity(8), follow_up: None };
        self.step(&mut life, Action::Report, reporter, at, None, "")?;
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
            let to = match (rule.to, &item.rating) {
                (To::State(tag), _) => Some(tag),
                (To::Verdict, Some((Rating::Dissatisfied, _))) => Some(StateTag::Dissatisfied),
                (To::Verdict, Some(_)) => Some(StateTag::Rated),
                _ => None,
            };
            if let Some(tag) = to {
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
        let kind = (offer.spec.item_type, offer.spec.mechanism);
        let dispatcher = self.dice.pick(&scene.crew.dispatchers).copied().ok_or_else(|| Failure::broken("demo: crew"))?;
        let until = scene.options.until;
        let by_clerk = Actor::Account(clerk);
        let mut at = self.later(life.item.created, 120, 1_500, until);
        self.step(life, Action::Accept, by_clerk, at, None, "")?;
        items::start_clock(&mut life.item.clock, kind, at, scene.rules());
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
            self.step(life, Action::AskPapers, by_clerk, at, None, missing)?;
            items::stop_clock(&mut life.item.clock, Why::Papers, at);
            if open_at == 1 {
                return Ok(());
            }
            at = self.later(at, 20 * 3_600, 72 * 3_600, until);
            self.step(life, Action::PapersComplete, by_clerk, at, None, "")?;
            items::start_clock(&mut life.item.clock, kind, at, scene.rules());
        }
        if open_at == 6 {
            let at = self.soon(at);
            return self.step(life, Action::File, Actor::Account(dispatcher), at, None, "");
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
            return self.halt(life, by_handler, Actor::Account(dispatcher), part(40));
        }
        let result = words::result(&offer.spec, &mut self.dice);
        self.step(life, Action::ReportBack, by_handler, part(70), None, result)?;
        (life.item.owner, life.item.answered) = (None, Some(part(70)));
        if fate == Fate::Closed && self.dice.chance(14) {
            self.step(life, Action::Rework, Actor::Account(dispatcher), part(76), None, words::REWORK)?;
            life.item.reworks = 1;
            self.step(life, Action::ReportBack, by_handler, part(90), None, result)?;
            life.item.answered = Some(part(90));
        }
        life.item.result = result.to_owned();
        if open_at <= 4 {
            return Ok(());
        }
        self.step(life, Action::Close, Actor::Account(dispatcher), end, None, words::CLOSED)?;
        life.item.ended = Some(end);
        let follow = items::follow_up_day(end.day(), scene.rules());
        life.item.follow = Some(follow);
        self.rate(life, end, until)?;
        // Whoever has said nothing is called on the follow-up day, by somebody else than who handled it.
        let caller = if handler == clerk { dispatcher } else { clerk };
        if life.item.follow.is_some() && follow < until.day() {
            self.follow_up(life, Actor::Account(caller), follow, offer)?;
        }
        if life.item.state.tag == StateTag::Dissatisfied && until.day().0 - end.day().0 > 20 {
            let at = self.later(end, 86_400 * 3, 86_400 * 12, until);
            self.step(life, Action::Archive, self.leader(), at, None, words::EXPLAINED)?;
        }
        Ok(())
    }

    /// Some of the work in hand waits for somebody: a longer limit, a higher level, better weather.
    fn halt(&mut self, life: &mut Life, handler: Actor, centre: Actor, at: Stamp) -> Result<(), Failure> {
        match self.dice.weighed(&[80, 8, 8, 4]) {
            1 if life.item.running().is_some_and(|due| at < due) => {
                life.item.asked_days = 3;
                self.step(life, Action::AskExtension, handler, at, None, words::MORE_TIME)
            }
            2 => {
                items::stop_clock(&mut life.item.clock, Why::Higher, at);
                self.step(life, Action::Escalate, centre, at, None, words::HIGHER)
            }
            3 => {
                items::stop_clock(&mut life.item.clock, Why::Suspended, at);
                let leader = self.leader();
                self.step(life, Action::Suspend, leader, at, None, words::SUSPENDED)
            }
            _ => Ok(()),
        }
    }

    /// The call-back of a closed item.
    fn follow_up(&mut self, life: &mut Life, by: Actor, day: Day, offer: &Offer) -> Result<(), Failure> {
        let at = Stamp::at(day, 9, 0).plus_seconds(self.dice.between(0, 7 * 3_600));
        let way = if life.item.applicant.household.is_none() { Way::OnSite } else { Way::Phone };
        let (verdict, _) = self.verdict();
        life.item.rating = Some((verdict, String::new()));
        life.item.follow = None;
        self.follow_ups += 1;
        let basis = offer.spec.policy.first().map(|p| p.title.clone()).unwrap_or_default();
        let told = life.item.result.clone();
        let id = Id::new(self.follow_ups);
        self.step(life, Action::FollowUp, by, at, None, &told)?;
        life.follow_up = Some(FollowUp { id, item: life.item.id, by, at, way, told, basis, verdict: Some(verdict) });
        Ok(())
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
        life.item.rating = Some((rating, words.to_owned()));
        life.item.follow = None;
        self.step(life, Action::Rate, Actor::Resident, at, None, words)
    }
}
