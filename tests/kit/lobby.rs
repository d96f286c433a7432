//! A small community for the terminal's journeys.
use lianxin::{
    base::{CitizenNumber, Crockford, Day, Id, Name, Phone},
    domain::{
        matters::items::{self, Applicant, Asked, By, Item, New, Proof, Source},
        office::who::{Actor, Staff},
        places::grids::{self, BuildingForm, Post, PostRole},
        registry::{
            cards, moves,
            people::{Household, HouseholdForm, Particulars, Relation, Resident},
        },
    },
    store::{Dir, Range, Read},
};
use reqwest::{StatusCode, header};

use super::{
    app::{TestApp, Visitor},
    ground, number,
};

/// The head's telephone and the last four of his number.
pub(crate) const PHONE: &str = "13812345678";

/// What the journeys need to know.
pub(crate) struct World {
    pub(crate) office: TestApp,
    pub(crate) household: Household,
    pub(crate) head: Resident,
    pub(crate) card: Crockford,
    pub(crate) last4: String,
}

/// Two estates, one household of three, a grid with its worker.
pub(crate) fn world() -> World {
    let office = TestApp::new();
    let (now, keys) = (office.app.clock.now(), office.app.keys.seal.clone());
    let mine = number("32021119520317101");
    let last4 = mine[14..].to_owned();
    let (household, head, card) = office
        .app
        .store
        .write_wait(move |tx| {
            let who = (Actor::System, now);
            let form = ground::grid_form("320211001001001", "第一网格");
            let grid = grids::create_grid(tx, who.0, who.1, form)?.id;
            let staff = tx.list(&Range::<Staff>::table(), Dir::Forward, 10)?;
            for (s, role) in staff.iter().zip([PostRole::Leader, PostRole::FullTime, PostRole::InCharge]) {
                let id = tx.next_id()?;
                tx.put(&Post { id, staff: s.id, grid, role, from: Day::ymd(2026, 1, 1).unwrap(), to: None })?;
            }
            let mut first = None;
            for (estate, count) in [("美湖花园", 24), ("蠡湖家园", 6)] {
                for n in 1..=count {
                    let form = BuildingForm { grid, estate: estate.into(), name: format!("{n}幢") };
                    let building = grids::create_building(tx, who.0, who.1, form)?;
                    if estate == "美湖花园" && n == 12 {
                        for unit in 1..=3 {
                            for floor in 1..=6 {
                                for room in 1..=2 {
                                    let house =
                                        grids::ensure_house(tx, building.id, &format!("{unit}单元"), &format!("{floor}0{room}"))?;
                                    if (unit, floor, room) == (2, 5, 2) {
                                        first = Some(house.id);
                                    }
                                }
                            }
                        }
                    }
                }
            }
            let mut head = Particulars::new(Name::parse("王建国").unwrap(), Relation::HEAD);
            head.phone = Phone::parse(PHONE);
            let number = CitizenNumber::parse(&mine).unwrap();
            let form = HouseholdForm { house: first.unwrap(), phone: None };
            let (home, head) = moves::create_household(tx, &keys, who, form, head, Some(&number))?;
            let wife = Particulars::new(Name::parse("李秀英").unwrap(), Relation(12));
            moves::add_member(tx, &keys, who, home.id, wife, None)?;
            let son = Particulars::new(Name::parse("阿卜杜热合曼·买买提江").unwrap(), Relation(20));
            moves::add_member(tx, &keys, who, home.id, son, None)?;
            let card = cards::issue(tx, who, home.id, "首次发卡")?;
            Ok((home, head, card.token))
        })
        .unwrap();
    World { office, household, head, card, last4 }
}

impl World {
    /// The head of the household, known by name, number and telephone, asks for something.
    pub(crate) fn ask(&self) -> Item {
        let offer = self.office.app.catalogue().by_code("ll-gaoling").unwrap().clone();
        let (at, no) = (self.office.app.clock.now(), self.office.app.store.rows::<Item>().unwrap());
        let mut form_key = [0; 16];
        form_key[..8].copy_from_slice(&no.to_be_bytes());
        let new = New {
            form_key,
            asked: Asked::of(&offer).unwrap(),
            applicant: Applicant {
                name: Name::parse("王建国"),
                phone: Phone::parse(PHONE),
                resident: Some(self.head.id),
                household: Some(self.household.id),
            },
            source: Source::Terminal,
            building: None,
            grid: Some(self.household.grid),
            place: "美湖花园12幢".into(),
            answers: Vec::new(),
            materials: Vec::new(),
            draft: None,
            query: None,
        };
        self.office.app.store.write_wait(move |tx| items::report(tx, &By::Terminal(Proof::Nothing), new, at)).unwrap()
    }
    /// Somebody at the terminal, who has touched the waiting screen.
    pub(crate) fn person(&self) -> Person {
        // The lobby's screen is not the computer that the office works at.
        let v = self.office.visitor_from([127, 0, 0, 2]);
        let p = Person { v };
        assert_eq!(p.post("/start", &[]), "/home");
        p
    }
}

/// A person at a terminal.
pub(crate) struct Person {
    pub(crate) v: Visitor,
}

impl Person {
    /// Posts, and gives the address it leads to.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let answer = self.v.post(path, fields);
        assert_eq!(answer.status(), 303, "POST {path}: {}", answer.text().unwrap());
        answer.headers()["location"].to_str().unwrap().to_owned()
    }
    /// Posts what must be refused, and gives the page.
    pub(crate) fn refused(&self, path: &str, fields: &[(&str, &str)], status: u16) -> String {
        let answer = self.v.post(path, fields);
        assert_eq!(answer.status(), status, "POST {path}");
        answer.text().unwrap()
    }
    /// A page.
    pub(crate) fn page(&self, path: &str) -> String {
        self.v.page(path)
    }
    /// Where an address leads.
    pub(crate) fn led(&self, path: &str) -> String {
        let answer = self.v.get(path);
        assert_eq!(answer.status(), 303, "GET {path}");
        answer.headers()["location"].to_str().unwrap().to_owned()
    }
    /// The hidden value of a field on a page.
    pub(crate) fn hidden(&self, path: &str, name: &str) -> String {
        let page = self.page(path);
        let mark = format!("name=\"{name}\" value=\"");
        let at = page.find(&mark).unwrap_or_else(|| panic!("{path} has no {name}"));
        page[at + mark.len()..].chars().take_while(|c| *c != '"').collect()
    }
    /// Identifies by the card and chooses the member with this number.
    pub(crate) fn by_card(&self, card: &Crockford, member: Id<Resident>) {
        assert_eq!(self.post("/who/form/card", &[("card", card.as_str())]), "/who/form/member");
        assert_eq!(self.post("/who/form/member", &[("v", &member.to_string())]), "/form");
    }
}

/// The office's part, through the domain.
pub(crate) fn close(w: &World, item: &Item) {
    use items::{Action, Details};
    use lianxin::domain::office::who::Role;
    let (clerk, chief) = (w.office.account(Role::Clerk), w.office.account(Role::Dispatcher));
    let (id, at, calendar) = (item.id, w.office.app.clock.now(), w.office.app.calendar());
    w.office
        .app
        .store
        .write_wait(move |tx| {
            let said = |note: &str| Details { note: note.into(), ..Details::default() };
            let steps = [
                (&clerk, Action::Accept, said("")),
                (&clerk, Action::Start, said("")),
                (&clerk, Action::Note, said("内部：物业推诿")),
                (&clerk, Action::ReportBack, said("灯泡已换")),
                (&chief, Action::Close, said("内部：已核查")),
            ];
            for (account, action, details) in steps {
                items::act(tx, &By::Account(account), id, action, details, at, &calendar)?;
            }
            Ok(())
        })
        .unwrap();
}

/// Touches the button for help on a screen, as the browser does; gives where it leads.
pub(crate) fn ring(v: &Visitor, from: &str) -> String {
    let token = v.csrf();
    let body = form_urlencoded::Serializer::new(String::new()).append_pair("csrf", &token).finish();
    let request = v.client.post(format!("{}/help", v.base)).header("referer", format!("{}{from}", v.base));
    let answer = request.header("content-type", "application/x-www-form-urlencoded").body(body).send().unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{from}");
    answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
}
