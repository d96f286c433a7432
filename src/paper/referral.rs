//! 介绍信 and 联系单, such as the 孕妇联系卡: a letter with a stub that stays in the office.

use super::error::PaperError;
use super::flow::{A4, Flow, Para, plain};
use super::fonts::{bold, regular};
use super::parts::{BODY, Office, closing, paged, say, tear, to};
use super::pdf::Pdf;
use super::sheet::{Ink, style};
use super::table::{Table, cell, label};
use crate::i18n::Texts;

/// What the letter says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReferralFacts {
    /// Who writes it.
    pub office: Office,
    /// What it is: 介绍信, 孕妇联系卡, …
    pub title: String,
    /// Its number, on both parts.
    pub no: String,
    /// To whom it is addressed.
    pub to: String,
    /// Who carries it, masked as the service's form says.
    pub holder: String,
    /// What for, in a few words (for the stub).
    pub purpose: String,
    /// The text, as whole sentences.
    pub body: String,
    /// Facts in a table; may be empty.
    pub fields: Vec<(String, String)>,
    /// Last day it holds; may be empty.
    pub valid_until: String,
    /// Who may be asked.
    pub contact: String,
    /// That person's telephone.
    pub contact_phone: String,
    /// Day of issue.
    pub date: String,
}

/// The letter on A4 under its stub.
///
/// # Errors
/// An unprintable character.
pub fn referral(t: &Texts, f: &ReferralFacts) -> Result<Pdf, PaperError> {
    let mut flow = Flow::new(A4);
    stub(&mut flow, t, f)?;
    let centred = |font, leading| Para { style: style(font).centred(), leading, indent: 0.0, justify: false };
    flow.para(centred(bold(24.0), 1.7), &f.title)?;
    let no = t.with("paper-no", &[("no", &f.no)]);
    flow.para(Para { style: style(regular(10.5)).to_right().ink(Ink::Grey), ..plain(regular(10.5)) }, &no)?;
    flow.gap(5.0);
    to(&mut flow, t, &f.to)?;
    say(&mut flow, &f.body)?;
    if !f.fields.is_empty() {
        flow.gap(3.0);
        let half = flow.width() / 2.0 - 28.0;
        let mut table = Table::new(&[28.0, half, 28.0, half]);
        for pair in f.fields.chunks(2) {
            match pair {
                [(a, x), (b, y)] => table.row([label(a), cell(x), label(b), cell(y)]),
                _ => pair.iter().for_each(|(a, x)| table.row([label(a), cell(x).over(3, 1)])),
            }
        }
        flow.table(&table)?;
        flow.gap(3.0);
    }
    say(&mut flow, &t.get("paper-referral-closing"))?;
    if !f.contact.is_empty() {
        let who = [("name", f.contact.as_str()), ("phone", &f.contact_phone)];
        say(&mut flow, &t.with("paper-referral-contact", &who))?;
    }
    if !f.valid_until.is_empty() {
        say(&mut flow, &t.with("paper-referral-valid-line", &[("date", &f.valid_until)]))?;
    }
    closing(&mut flow, t, &f.office.name, &f.date)?;
    paged(flow, t, &f.title)
}

fn stub(flow: &mut Flow, t: &Texts, f: &ReferralFacts) -> Result<(), PaperError> {
    let title = format!("{}（{}）", f.title, t.get("paper-referral-stub"));
    let centred = Para { style: style(bold(14.0)).centred(), ..plain(bold(14.0)) };
    flow.para(centred, &title)?;
    flow.gap(2.0);
    let half = flow.width() / 2.0 - 24.0;
    let mut table = Table::new(&[24.0, half, 24.0, half]);
    let name = |key: &str| label(t.get(key));
    table.row([name("paper-referral-no"), cell(&f.no), name("paper-referral-holder"), cell(&f.holder)]);
    table.row([name("paper-referral-purpose"), cell(&f.purpose), name("paper-referral-to"), cell(&f.to)]);
    let (issued, valid) = (cell(&f.date), cell(&f.valid_until));
    table.row([name("paper-referral-issued"), issued, name("paper-referral-valid"), valid]);
    table.row([label(t.get("paper-sign-collector")), cell(""), label(t.get("paper-sign-issuer")), cell("")]);
    flow.table(&table)?;
    flow.gap(9.0);
    let (x, w, y) = (flow.left(), flow.width(), flow.y);
    tear(&mut flow.sheet, t, x, w, y)?;
    flow.y += BODY.em() * 2.4;
    Ok(())
}
