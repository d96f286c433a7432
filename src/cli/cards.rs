//! Contact cards (连心卡) of all households, ten to a sheet, for a print shop or a long evening at the printer.
use std::path::Path;

use super::{Stop, bar::Bar, files, open};
use crate::{
    config::Config,
    domain::{
        office::who::Actor,
        places::grids,
        registry::people::{self, Household},
    },
    paperwork::{Desk, Whose, cards_of_grid},
    store::Read,
};

/// Issues new cards, of the households that have none or of all, and writes them as one PDF.
pub(crate) fn run(config: Config, out: &Path, whose: Whose, purpose: &str) -> Result<(), Stop> {
    let Some(purpose) = people::purpose(purpose) else {
        return Err(Stop(
            "请用 --purpose 写明打印的用途，4 至 100 个字，不能有身份证号码。".into(),
            "Say with --purpose what the cards are printed for: 4 to 100 characters, no citizen number.".into(),
        ));
    };
    if out.exists() {
        return Err(Stop(
            format!("文件“{}”已存在，请换一个名字。", out.display()),
            format!("{} exists already; choose another name.", out.display()),
        ));
    }
    let app = open::app(config)?;
    let now = app.clock.now();
    let desk = Desk::of(&app.store, &app.zh, &app.keys, now)?;
    let total = u64::try_from(app.store.rows::<Household>()?).unwrap_or_default();
    let bar = Bar::new();
    let (mut all, mut done) = (Vec::new(), 0);
    for grid in grids::list_grids(&app.store)? {
        all.extend(cards_of_grid(&app.store, (Actor::System, now), (grid.id, whose), &purpose, || {
            done += 1;
            bar.say("连心卡 / cards", done, Some(total));
        })?);
    }
    drop(bar);
    if all.is_empty() && total == 0 {
        return Err(Stop("还没有住户，请先导入花名册。".into(), "There are no households yet; import a roster first.".into()));
    }
    if all.is_empty() {
        return Err(Stop(
            "每户都已有连心卡。要全部重新制作（旧卡作废），请加 --all。".into(),
            "Every household has a card. To make all anew, with --all; the earlier ones are void then.".into(),
        ));
    }
    let pdf = desk.sheets(&all)?;
    files::write(out, pdf.bytes())?;
    tell!("已生成 {} 张连心卡 / {} cards: {}", all.len(), all.len(), out.display());
    tell!("双面打印时请选“沿长边翻转” / print on both sides, flipped on the long edge");
    Ok(())
}
