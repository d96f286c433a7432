//! What may be done to an item now, as forms drawn from the workflow table.
use maud::{Markup, html};

use super::pick::{self, People};
use crate::{
    base::{Failure, Reason},
    domain::{
        matters::{
            catalog::ServiceSpec,
            items::{self, Action, Colour, CustodyStep, Field, Item, Note, Rating, Rule, To, Way, Who, carried, chairs, helps},
        },
        office::who::{Right, Role},
    },
    faces::{
        office::Office,
        staff::{Names, SignedIn},
        ui::{Field as Input, field_error, select, text_area, text_field},
        web::Form,
    },
    store::Read,
};

/// What is drawn over the plain page of an item after something was tried.
#[derive(Default)]
pub(super) struct Over {
    /// The form with its errors.
    pub(super) form: Form,
    /// Which action's form it is.
    pub(super) open: &'static str,
    /// Why nothing was done.
    pub(super) refused: Option<Reason>,
    /// A revealed number: the field's label and the plain number.
    pub(super) revealed: Option<(String, String)>,
}

/// The action's fields have the action in their names: several forms stand on the page.
pub(super) fn named(action: Action, field: &str) -> String {
    format!("{}-{field}", action.key())
}

/// What a form is drawn from.
pub(super) struct Sheet<'a> {
    pub(super) office: &'a Office,
    pub(super) who: &'a SignedIn,
    pub(super) item: &'a Item,
    pub(super) spec: &'a ServiceSpec,
    pub(super) over: &'a Over,
    pub(super) names: &'a Names<'a>,
}

/// The forms of every step that this person may take now, then what can be done beside them, then why other steps are not
/// offered, then who does the next.
pub(super) fn actions(sheet: &Sheet<'_>) -> Result<Markup, Failure> {
    let Sheet { office, who, item, over, .. } = sheet;
    let t = &office.t;
    let now = office.app.clock.now();
    let allowed = items::allowed(&office.app.store, &who.account, item, now)?;
    let rules: Vec<&Rule> = allowed.iter().filter_map(|a| a.rule(item.state.tag)).filter(|r| !items::idle(r, item)).collect();
    let (steps, beside): (Vec<&Rule>, Vec<&Rule>) = rules.into_iter().partition(|r| r.to != To::Stay || r.action.manner().waits);
    let beside_open = beside.iter().any(|r| r.action.key() == over.open);
    Ok(html! {
        @if steps.is_empty() { p.soft { (t.get("item-nothing-to-do")) } }
        @for (n, rule) in steps.iter().enumerate() { (form(sheet, rule, n == 0 && over.open.is_empty() && !rule.again)?) }
        @for (action, why) in withheld(sheet, now)? {
            p.hint { b { (t.get(&format!("action-{}", action.key()))) } "：" (why) }
        }
        @if !beside.is_empty() {
            details.more open[beside_open] {
                summary { (t.get("item-beside")) }
                @for rule in beside { (form(sheet, rule, false)?) }
            }
        }
        (next_steps(office, item))
    })
}

fn form(sheet: &Sheet<'_>, rule: &Rule, first: bool) -> Result<Markup, Failure> {
    let Sheet { office, item, over, .. } = sheet;
    let (t, key) = (&office.t, rule.action.key());
    let note = named(rule.action, "note");
    // The same action may need words from one state and not from another.
    let required = format!("note-of-{key}-required");
    let label = t.get(&if rule.note == Note::Always && t.has(&required) { required } else { format!("note-of-{key}") });
    let input = Input { name: &note, label: &label, required: rule.note.needed(true), ..Input::default() };
    let button = if rule.action.manner().grave { "danger" } else { "primary" };
    Ok(html! {
        details.act open[first || over.open == key] {
            summary { (t.get(&format!("action-{key}"))) }
            form method="post" action={ "/office/items/" (item.id) "/do/" (key) } {
                (office.token())
                input type="hidden" name="seen" value=(item.events);
                @for field in rule.fields { (part(sheet, rule, *field)?) }
                (text_area(t, &over.form, input, 3))
                p.actions { button class=(button) { (t.get(&format!("do-{key}"))) } }
            }
        }
    })
}

fn part(sheet: &Sheet<'_>, rule: &Rule, field: Field) -> Result<Markup, Failure> {
    let Sheet { office, who, item, spec, over, names, .. } = sheet;
    let (t, store, form, action) = (&office.t, &office.app.store, &over.form, rule.action);
    let word = |key: &str| t.get(key);
    let choose = |name: &str, label: &str, options: Vec<(String, String)>| {
        let options = [vec![(String::new(), word("item-choose"))], options].concat();
        select(t, form, Input { name: &named(action, name), label: &word(label), required: true, ..Input::default() }, &options)
    };
    Ok(match field {
        Field::Recipient => choose("to", "item-recipient", pick::recipients(office, item)?),
        Field::Materials => material_boxes(office, item, spec),
        Field::Days => {
            let name = named(action, "days");
            let mut with = form.clone();
            if with.value(&name).is_empty() && item.asked_days > 0 {
                with.set(&name, item.asked_days.to_string());
            }
            text_field(
                t,
                &with,
                Input { name: &name, label: &word("item-days"), kind: "number", required: true, ..Input::default() },
            )
        }
        Field::Colour => {
            let said = |c: Colour| (c.key().to_owned(), t.get(&format!("colour-{}", c.key())));
            choose("colour", "item-colour", rule.colours(who.may(Right::Lead)).map(said).collect())
        }
        Field::Target => target(sheet, rule)?,
        Field::Service => choose("service", "item-split-service", pick::services(office)),
        Field::Participants if action == Action::Dispatch => html! {
            @if !spec.departments.is_empty() {
                @let named = pick::of_departments(office, &spec.departments)?;
                (people(sheet, rule, "item-helpers", &pick::people(office, item, People::Helpers)?, &named))
            }
        },
        Field::Participants if action == Action::AskHelp => {
            people(sheet, rule, "item-helpers", &pick::people(office, item, People::Helpers)?, &[])
        }
        Field::Participants => people(sheet, rule, "item-participants", &pick::people(office, item, People::Anybody)?, &[]),
        Field::Chair => {
            let level = level(office, item)? + 1;
            let label = t.with("item-chair", &[("level", &t.get(&format!("joint-level-{level}")))]);
            let options = pick::who(office, chairs(level))?;
            let options = [vec![(String::new(), word("item-choose"))], options].concat();
            select(t, form, Input { name: &named(action, "chair"), label: &label, required: true, ..Input::default() }, &options)
        }
        Field::Outcome => {
            let ways = Way::ALL.iter().map(|w| (w.key().to_owned(), t.get(&format!("way-{}", w.key())))).collect();
            let said = |r: &Rating| (r.key().to_owned(), t.get(&format!("rating-{}", r.key())));
            let outcomes = Rating::ALL.iter().map(said).chain([("unreached".to_owned(), word("item-unreached"))]).collect();
            html! { (choose("way", "item-way", ways)) (choose("outcome", "item-outcome", outcomes)) }
        }
        Field::Basis => {
            let name = named(action, "basis");
            let mut with = form.clone();
            if let (true, Some(basis)) = (with.value(&name).is_empty(), spec.policy.first()) {
                with.set(&name, basis.number.as_ref().map_or_else(|| basis.title.clone(), |n| format!("{}（{n}）", basis.title)));
            }
            text_field(t, &with, Input { name: &name, label: &word("item-basis"), ..Input::default() })
        }
        Field::Help => {
            let waiting = helps(store, item.id)?.into_iter().filter(items::Help::waits);
            let said = |h: items::Help| Ok((h.id.to_string(), format!("{} {}", names.account(h.account)?, h.asked)));
            choose("help", "item-help", waiting.map(said).collect::<Result<_, Failure>>()?)
        }
        Field::Papers => {
            let (name, hint) = (named(action, "papers"), word("item-papers-hint"));
            let input = Input { name: &name, label: &word("item-papers-names"), hint: &hint, required: true, ..Input::default() };
            text_area(t, form, input, 3)
        }
        Field::Paper => {
            let step = if action == Action::ReturnPapers { CustodyStep::Returned } else { CustodyStep::Delivered };
            let out = carried(store, item.id)?.into_iter().filter(|c| c.step() < step);
            choose("paper", "item-paper", out.map(|c| (c.id.to_string(), c.name)).collect())
        }
        Field::Verdict => html! {},
    })
}

/// The level of the conference under way; 0 for none.
fn level(office: &Office, item: &Item) -> Result<u8, Failure> {
    let now = item.conference.map(|id| office.app.store.get(id)).transpose()?;
    Ok(now.map_or(0, |c| c.level))
}

/// Boxes to tick; `usual` are ticked until the form has been sent.
fn people(sheet: &Sheet<'_>, rule: &Rule, label: &str, options: &[(String, String)], usual: &[String]) -> Markup {
    let (t, form) = (&sheet.office.t, &sheet.over.form);
    let name = named(rule.action, "participants");
    let sent = sheet.over.open == rule.action.key();
    let ticked = |value: &String| if sent { form.values(&name).any(|v| v == value) } else { usual.contains(value) };
    html! {
        fieldset.field.wrong[form.error(&name).is_some()] {
            legend { (t.get(label)) }
            div.checks.people {
                @for (value, words) in options {
                    label.check { input type="checkbox" name=(name) value=(value) checked[ticked(value)]; (words) }
                }
            }
            (field_error(t, form, &name))
        }
    }
}

/// Likely items of the same matter to tick, or a number to type.
fn target(sheet: &Sheet<'_>, rule: &Rule) -> Result<Markup, Failure> {
    let Sheet { office, who, item, over, names, .. } = sheet;
    let (t, app) = (&office.t, &office.app);
    let likely = items::duplicates(&app.store, &who.reader(app)?, item, 5)?;
    let name = named(rule.action, "target");
    Ok(html! {
        @if !likely.is_empty() {
            fieldset.field {
                legend { (t.get("item-likely")) }
                @for l in &likely {
                    label.check {
                        input type="radio" name="likely" value=(l.item.no)
                            checked[over.form.value("likely") == l.item.no.to_string()];
                        (l.item.no) " " (l.item.place) " "
                        small { (l.item.created.minute()) @if let Some(owner) = l.item.owner { " " (names.account(owner)?) } }
                    }
                }
            }
        }
        (text_field(
            t, &over.form, Input { name: &name, label: &t.get("item-target"), required: likely.is_empty(), ..Input::default() }
        ))
    })
}

fn material_boxes(office: &Office, item: &Item, spec: &ServiceSpec) -> Markup {
    html! {
        @if !spec.materials.is_empty() {
            p.label { (office.t.get("item-materials-now")) }
            @for (i, m) in spec.materials.iter().enumerate() {
                label.check {
                    input type="checkbox" name="material" value=(i) checked[item.materials.iter().any(|n| usize::from(*n) == i)];
                    (m.name)
                }
            }
        }
    }
}

/// Steps that the state allows and the account's role too, but something else forbids: why.
fn withheld(sheet: &Sheet<'_>, now: crate::base::Stamp) -> Result<Vec<(Action, String)>, Failure> {
    let Sheet { office, who, item, names, .. } = sheet;
    let (t, mut out) = (&office.t, Vec::new());
    for (action, why) in items::withheld(&office.app.store, &who.account, item, now)? {
        if action.rule(item.state.tag).is_none_or(|r| r.to == To::Stay) {
            continue;
        }
        match (why, item.owner) {
            (Failure::Refused(reason), _) => out.push((action, t.reason(&reason))),
            (_, Some(owner)) => out.push((action, t.with("item-others", &[("name", &names.account(owner)?)]))),
            _ => {}
        }
    }
    Ok(out)
}

/// Who may take which step next, read off the workflow table.
fn next_steps(office: &Office, item: &Item) -> Markup {
    let t = &office.t;
    let leaves = |r: &&Rule| r.from.contains(&item.state.tag) && r.to != To::Stay;
    let next: Vec<&Rule> = items::RULES.iter().filter(leaves).collect();
    html! {
        @if !next.is_empty() {
            h3 { (t.get("item-next")) }
            @for rule in next {
                p.hint { b { (t.get(&format!("action-{}", rule.action.key()))) } "：" (who_may(office, rule.who)) }
            }
        }
    }
}

/// Who may follow a rule, in words.
pub(in crate::faces::office) fn who_may(office: &Office, who: Who) -> String {
    let t = &office.t;
    let roles = |right: Right| {
        let roles = Role::ALL.iter().filter(|r| r.has(right)).map(|r| t.get(&format!("role-{}", r.key())));
        roles.collect::<Vec<_>>().join(&t.get("office-and"))
    };
    match who {
        Who::Right(right) => roles(right),
        Who::Resident => t.get("actor-resident"),
        Who::ResidentOr(right) => format!("{}{}{}", t.get("actor-resident"), t.get("office-and"), roles(right)),
        Who::OwnerElse(right) => t.with("who-owner-else", &[("roles", &roles(right))]),
        Who::OwnerOr(right) => format!("{}{}{}", t.get("who-owner"), t.get("office-and"), roles(right)),
        Who::Answerable => t.get("who-answerable"),
        Who::Participant => t.get("who-participant"),
        Who::Chair => t.get("who-chair"),
        Who::Helper => t.get("who-helper"),
        Who::Viewer => t.get("who-seer"),
        Who::System => t.get("actor-system"),
    }
}
