//! The notices of an item's life: 承诺单, 补正通知书, 不予受理告知书, 办结通知书.

use std::rc::Rc;

use super::error::PaperError;
use super::flow::{A4, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{BODY, Office, acknowledgement, closing, head, list, paged, say, to};
use super::pdf::Pdf;
use super::qr::{Qr, QrSize};
use super::sheet::{Mark, slot, style};
use super::table::{Table, cell, heading, label};
use crate::i18n::Texts;

/// What every notice has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NoticeFacts {
    /// Who issues it.
    pub office: Office,
    /// The notice's own number; may be empty.
    pub no: String,
    /// The item's number.
    pub item_no: String,
    /// To whom, masked as the office masks.
    pub to: String,
    /// The service's name.
    pub service: String,
    /// Day of the application or acceptance, in words.
    pub applied: String,
    /// Day of issue, in words.
    pub date: String,
}

/// What a pledge adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pledge {
    /// The time limit in words, e.g. `20 个工作日`.
    pub limit: String,
    /// Day it will be done by.
    pub due: String,
    /// Who answers for it.
    pub worker: String,
    /// That person's telephone.
    pub worker_phone: String,
    /// Where to complain.
    pub supervise_phone: String,
}

/// 承诺单: by when, by whom, and what is promised.
///
/// # Errors
/// An unprintable character.
pub fn pledge(t: &Texts, f: &NoticeFacts, p: &Pledge) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    let title = t.get("paper-pledge-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    to(&mut flow, t, &f.to)?;
    let facts = [("service", f.service.as_str()), ("accepted", &f.applied), ("no", &f.item_no)];
    say(&mut flow, &t.with("paper-pledge-text", &facts))?;
    flow.gap(3.0);
    let half = flow.width() / 2.0 - 32.0;
    let mut table = Table::new(&[32.0, half, 32.0, half]);
    let name = |key: &str| label(t.get(key));
    table.row([name("paper-pledge-limit"), cell(&p.limit), name("paper-pledge-due"), cell(&p.due).bold()]);
    table.row([name("paper-pledge-worker"), cell(&p.worker), name("paper-pledge-phone"), cell(&p.worker_phone)]);
    table.row([name("paper-pledge-supervise"), cell(&p.supervise_phone).over(3, 1)]);
    flow.table(&table)?;
    flow.gap(5.0);
    let promises = [1, 2, 3, 4].map(|number| t.get(&format!("paper-pledge-promise-{number}")));
    list(&mut flow, BODY, &promises)?;
    closing(&mut flow, t, &f.office.name, &f.date)?;
    paged(flow, t, &title)
}

/// A paper that is missing or not as it should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacking {
    pub name: String,
    /// What is wrong and what is asked.
    pub problem: String,
}

/// What a request for papers adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Supplement {
    pub lacking: Vec<Lacking>,
    /// Day to bring them by.
    pub by: String,
    /// Where to.
    pub place: String,
    /// Who would come and fetch them.
    pub worker: String,
    /// That person's telephone.
    pub worker_phone: String,
}

/// 补正通知书: what is missing; the clock stands still until it is there.
///
/// # Errors
/// An unprintable character.
pub fn supplement(t: &Texts, f: &NoticeFacts, s: &Supplement) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    let title = t.get("paper-supplement-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    to(&mut flow, t, &f.to)?;
    let facts = [("applied", f.applied.as_str()), ("service", &f.service), ("no", &f.item_no)];
    say(&mut flow, &t.with("paper-supplement-text", &facts))?;
    flow.gap(3.0);
    let mut table = Table::new(&[14.0, 54.0, flow.width() - 68.0]);
    let heads = ["paper-index", "paper-supplement-material", "paper-supplement-problem"];
    table.row(heads.map(|key| heading(t.get(key))));
    table.heads = 1;
    for (at, lacking) in s.lacking.iter().enumerate() {
        table.row([cell((at + 1).to_string()).centred(), cell(&lacking.name), cell(&lacking.problem)]);
    }
    flow.table(&table)?;
    flow.gap(4.0);
    let facts = [("date", s.by.as_str()), ("place", &s.place), ("worker", &s.worker), ("phone", &s.worker_phone)];
    say(&mut flow, &t.with("paper-supplement-by", &facts))?;
    say(&mut flow, &t.get("paper-supplement-late"))?;
    closing(&mut flow, t, &f.office.name, &f.date)?;
    acknowledgement(&mut flow, t, &title, number(f))?;
    paged(flow, t, &title)
}

fn number(f: &NoticeFacts) -> &str {
    if f.no.is_empty() { &f.item_no } else { &f.no }
}

/// What a refusal adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refusal {
    /// Why, as a whole sentence.
    pub reason: String,
    /// The rules; never empty (the domain holds that).
    pub basis: Vec<String>,
    /// Where it can be had instead.
    pub redirect: Vec<String>,
}

/// 不予受理告知书: why not, by which rule, and where to go instead.
///
/// # Errors
/// An unprintable character.
pub fn refusal(t: &Texts, f: &NoticeFacts, r: &Refusal) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    let title = t.get("paper-refusal-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    to(&mut flow, t, &f.to)?;
    let facts = [("applied", f.applied.as_str()), ("service", &f.service), ("no", &f.item_no), ("reason", &r.reason)];
    say(&mut flow, &t.with("paper-refusal-text", &facts))?;
    named_list(&mut flow, &t.get("paper-refusal-basis"), &r.basis)?;
    if !r.redirect.is_empty() {
        named_list(&mut flow, &t.get("paper-refusal-redirect"), &r.redirect)?;
    }
    flow.gap(2.0);
    say(&mut flow, &t.with("paper-refusal-remedy", &[("phone", &f.office.phone)]))?;
    closing(&mut flow, t, &f.office.name, &f.date)?;
    acknowledgement(&mut flow, t, &title, number(f))?;
    paged(flow, t, &title)
}

fn named_list(flow: &mut Flow, name: &str, entries: &[String]) -> Result<(), PaperError> {
    flow.gap(2.0);
    flow.keep(BODY.em() * 3.5);
    let para = Para { style: style(bold(12.0)), leading: 1.75, indent: 2.0, ..plain(BODY) };
    flow.para(para, name)?;
    list(flow, BODY, entries)
}

/// What a completion adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// Day it was closed.
    pub closed: String,
    /// What came out.
    pub result: String,
    /// The rules it rests on; may be empty.
    pub basis: String,
    /// Who handled it.
    pub handler: String,
    /// Who verified it: never the handler.
    pub verifier: String,
    /// How the result is had; may be empty.
    pub collect: String,
    /// Address of the rating page; empty for none.
    pub rate_url: String,
}

/// 办结通知书: the result, and the resident's say on it.
///
/// # Errors
/// An unprintable character; a rating address too long for a QR code of 20 mm.
pub fn completion(t: &Texts, f: &NoticeFacts, c: &Completion) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    let title = t.get("paper-completion-title");
    head(&mut flow, t, &f.office.name, &title, &f.no)?;
    to(&mut flow, t, &f.to)?;
    say(&mut flow, &t.with("paper-completion-text", &[("service", &f.service), ("no", &f.item_no)]))?;
    flow.gap(3.0);
    let half = flow.width() / 2.0 - 26.0;
    let mut table = Table::new(&[26.0, half, 26.0, half]);
    let name = |key: &str| label(t.get(key));
    table.row([name("paper-completion-service"), cell(&f.service).over(3, 1)]);
    table.row([name("paper-completion-accepted"), cell(&f.applied), name("paper-completion-closed"), cell(&c.closed)]);
    table.row([name("paper-completion-result"), cell(&c.result).over(3, 1).least(24.0)]);
    for (key, value) in [("paper-completion-basis", &c.basis), ("paper-completion-collect", &c.collect)] {
        if !value.is_empty() {
            table.row([name(key), cell(value).over(3, 1)]);
        }
    }
    table.row([name("paper-completion-handler"), cell(&c.handler), name("paper-completion-verifier"), cell(&c.verifier)]);
    flow.table(&table)?;
    flow.gap(4.0);
    say(&mut flow, &t.with("paper-completion-remedy", &[("phone", &f.office.phone)]))?;
    if !c.rate_url.is_empty() {
        flow.gap(8.0);
        flow.keep(36.0);
        let side = QrSize::Small.side();
        let qr = Rc::new(Qr::new(&c.rate_url, QrSize::Small)?);
        let (x, y) = (flow.left() + 8.0, flow.y);
        flow.sheet.marks.push(Mark::Qr { x, y, size: side, qr });
        let below = slot(x - 14.0, y + side + 2.5, side + 28.0, 5.0);
        flow.sheet.text(below, style(regular(9.5)).centred(), &t.get("paper-completion-rate"))?;
        flow.y -= 8.0;
    }
    closing(&mut flow, t, &f.office.name, &f.date)?;
    acknowledgement(&mut flow, t, &title, number(f))?;
    paged(flow, t, &title)
}
