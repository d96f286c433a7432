//! What may be done to an item now, as forms; and doing it.
use actix_web::{http::StatusCode, web::Path};
use maud::{Markup, html};

use super::{
    super::{Office, residents::count_reveal},
    detail::{self, Over},
    seen,
    words::Names,
};
use crate::{
    base::{Failure, FieldErrors, Id, Reason},
    domain::{
        accounts,
        catalog::ServiceSpec,
        grids::people_of_grid,
        items::{self, Action, By, Details, Item, Of, Photo, RULES, attach, keep},
        who::{Account, Right, Role},
    },
    faces::{
        ui::{Field, select, text_area},
        web::{Form, May, Reply, SignedIn, Upload, needs, page, page_with, see_other},
    },
    store::Read,
};

/// The action's fields have the action in their names: several forms stand on the page.
fn named(action: Action, field: &str) -> String {
    format!("{}-{field}", action.key())
}

/// The forms of everything that this person may do now, then why other steps are not offered, then who does the next.
pub(super) fn actions(
    office: &Office,
    who: &SignedIn,
    item: &Item,
    spec: &ServiceSpec,
    over: &Over,
    names: &Names<'_>,
) -> Result<Markup, Failure> {
    let (t, app) = (&office.t, &office.app);
    let allowed = items::allowed(&app.store, &who.account, item, app.clock.today())?;
    let steps: Vec<_> = allowed.iter().copied().filter(|a| *a != Action::Note).collect();
    Ok(html! {
        @if steps.is_empty() { p.soft { (t.get("item-nothing-to-do")) } }
        @for (n, action) in steps.iter().enumerate() {
            (form(office, item, spec, *action, over, n == 0 && over.open.is_empty())?)
        }
        @for (action, why) in withheld(office, who, item, &allowed, names)? {
            p.hint { b { (t.get(&format!("action-{}", action.key()))) } "：" (why) }
        }
        @if allowed.contains(&Action::Note) { (form(office, item, spec, Action::Note, over, false)?) }
        (next_steps(office, item))
    })
}

fn form(office: &Office, item: &Item, spec: &ServiceSpec, action: Action, over: &Over, first: bool) -> Result<Markup, Failure> {
    let (t, key) = (&office.t, action.key());
    let needs_note = action == Action::Note || action.rule(item.state.tag).is_some_and(|r| r.note);
    let note = named(action, "note");
    let label = t.get(&format!("note-of-{key}"));
    let danger = matches!(action, Action::Decline | Action::SendBack | Action::Rework);
    Ok(html! {
        details.act open[first || over.open == key] {
            summary { (t.get(&format!("action-{key}"))) }
            form method="post" action={ "/office/items/" (item.id) "/do/" (key) } {
                (office.token())
                input type="hidden" name="seen" value=(item.events);
                @if action == Action::Dispatch { (recipients(office, item, over)?) }
                @if action == Action::PapersComplete { (material_boxes(office, item, spec)) }
                (text_area(t, &over.form, Field { name: &note, label: &label, required: needs_note, ..Field::default() }, 3))
                p.actions { button class=(if danger { "danger" } else { "primary" }) { (t.get(&format!("do-{key}"))) } }
            }
        }
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

/// Those of the item's grid first, then departments and windows.
fn recipients(office: &Office, item: &Item, over: &Over) -> Result<Markup, Failure> {
    let (t, store) = (&office.t, &office.app.store);
    let mut options = vec![(String::new(), t.get("item-choose-recipient"))];
    let mut listed = Vec::new();
    if let Some(grid) = item.grid {
        for person in people_of_grid(store, grid, office.app.clock.today())?.0 {
            let account = store.by(&Account::BY_STAFF, &person.staff)?.filter(|a| a.may(Right::Handle));
            if let Some(a) = account.filter(|a| !listed.contains(&a.id)) {
                listed.push(a.id);
                options
                    .push((a.id.to_string(), t.with("item-recipient-grid", &[("name", &person.name), ("title", &person.title)])));
            }
        }
    }
    let fits = |a: &Account| a.roles.iter().any(|r| matches!(r, Role::Handler | Role::Clerk));
    for (a, staff) in accounts::who_may(store, Right::Handle)? {
        if fits(&a) && !listed.contains(&a.id) {
            let part = if staff.department.is_empty() { &staff.title } else { &staff.department };
            options.push((a.id.to_string(), format!("{} {part}", staff.name)));
        }
    }
    let name = named(Action::Dispatch, "to");
    Ok(select(
        t,
        &over.form,
        Field { name: &name, label: &t.get("item-recipient"), required: true, ..Field::default() },
        &options,
    ))
}

/// Steps that the state allows and the account's role too, but not to this person: why not.
fn withheld(
    office: &Office,
    who: &SignedIn,
    item: &Item,
    allowed: &[Action],
    names: &Names<'_>,
) -> Result<Vec<(Action, String)>, Failure> {
    let t = &office.t;
    let mut out = Vec::new();
    for rule in RULES.iter().filter(|r| r.from.contains(&item.state.tag)) {
        let Some(right) = rule.right.filter(|r| who.may(*r) && !allowed.contains(&rule.action)) else { continue };
        let why = match (right, item.owner) {
            (Right::Verify, _) => t.get("item-own-work"),
            (_, Some(owner)) => t.with("item-others", &[("name", &names.account(owner)?)]),
            _ => continue,
        };
        out.push((rule.action, why));
    }
    Ok(out)
}

/// Who may do what next, read off the workflow table.
fn next_steps(office: &Office, item: &Item) -> Markup {
    let t = &office.t;
    html! {
        @if item.state.tag.open() {
            h3 { (t.get("item-next")) }
            @for rule in RULES.iter().filter(|r| r.from.contains(&item.state.tag)) {
                p.hint { b { (t.get(&format!("action-{}", rule.action.key()))) } "：" (who_may(office, rule.right)) }
            }
        }
    }
}

/// The roles that have a right, in words; the resident where it is nobody's.
pub(in super::super) fn who_may(office: &Office, right: Option<Right>) -> String {
    let t = &office.t;
    let Some(right) = right else { return t.get("actor-resident") };
    let roles = Role::ALL.iter().filter(|r| r.has(right)).map(|r| t.get(&format!("role-{}", r.key())));
    roles.collect::<Vec<_>>().join(&t.get("office-and"))
}

pub(super) async fn act(who: May<needs::ActOnItem>, office: Office, path: Path<(u64, String)>, mut form: Form) -> Reply {
    let (id, action) = path.into_inner();
    let action = Action::parse(&action).ok_or(Failure::NotFound)?;
    let item = seen(&office, &who, Id::new(id))?;
    let materials = form.values("material").map(str::parse).collect::<Result<Vec<u8>, _>>();
    let details = Details {
        note: form.value(&named(action, "note")).to_owned(),
        to_account: form.value(&named(action, "to")).parse().ok().map(Id::new),
        materials: if action == Action::PapersComplete { materials.ok() } else { None },
        rating: None,
        seen: form.value("seen").parse().ok(),
    };
    let (app, me, at, id) = (office.app.clone(), who.account.clone(), office.app.clock.now(), item.id);
    let calendar = app.calendar.clone();
    let done = app.store.write(move |tx| items::act(tx, &By::Account(&me), id, action, details, at, &calendar)).await;
    let over = match done {
        Ok(_) => return Ok(see_other(&format!("/office/items/{id}?done=item-{}", action.key()))),
        Err(Failure::Invalid(errors)) => {
            let renamed = errors.0.into_iter().map(|(f, r)| (named(action, &f), r)).collect();
            form.note_all(FieldErrors(renamed));
            Over { form, open: action.key(), ..Over::default() }
        }
        Err(Failure::Refused(reason)) => Over { form, open: action.key(), refused: Some(reason), ..Over::default() },
        Err(other) => return Err(other.into()),
    };
    let status = if over.refused.is_some() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    let now = seen(&office, &who, id)?;
    Ok(page_with(status, detail::view(&office, &who, &now, &over)?))
}

/// Shows a sealed number of the answers once, for a stated purpose; the look is in the audit log before it is on the screen.
pub(super) async fn reveal(who: May<needs::Reveal>, office: Office, path: Path<u64>, mut form: Form) -> Reply {
    let item = seen(&office, &who, Id::new(*path))?;
    count_reveal(&office.app, who.account.id)?;
    let spec = office.app.store.get(item.service)?.read()?;
    let (key, purpose) = (form.value("field").to_owned(), form.value("purpose").to_owned());
    let label = spec.fields.iter().find(|f| f.key == key).map_or_else(|| key.clone(), |f| f.label.clone());
    let (seal, by, at, id) = (office.app.keys.seal.clone(), who.actor(), office.app.clock.now(), item.id);
    let done = office.app.store.write(move |tx| items::reveal_answer(tx, &seal, (by, at), id, &key, &purpose)).await;
    match done {
        Ok(number) => {
            let over = Over { revealed: Some((label, number.plain().to_owned())), ..Over::default() };
            Ok(page(detail::view(&office, &who, &item, &over)?))
        }
        Err(Failure::Invalid(errors)) => {
            form.note_all(errors);
            let over = Over { form, ..Over::default() };
            Ok(page_with(StatusCode::UNPROCESSABLE_ENTITY, detail::view(&office, &who, &item, &over)?))
        }
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn photo(who: May<needs::ActOnItem>, office: Office, path: Path<u64>, upload: Upload) -> Reply {
    let item = seen(&office, &who, Id::new(*path))?;
    if !item.state.tag.open() {
        return Err(Failure::refused("item-photo-closed").into());
    }
    let app = office.app.clone();
    let sent = upload.file;
    let kept = super::super::session::slowly(move || {
        let photo = Photo::read(&sent)?;
        keep(&app.blobs, &photo).map(|blob| (blob, photo.bytes().len()))
    })
    .await?;
    let refused = |reason: Reason| Over { refused: Some(reason), ..Over::default() };
    let done = match kept {
        Ok((blob, size)) => {
            let (by, at, of) = (who.actor(), office.app.clock.now(), Of::Item(item.id));
            office.app.store.write(move |tx| attach(tx, by, of, blob, size, at)).await.map(drop)
        }
        Err(e) => Err(e),
    };
    match done {
        Ok(()) => Ok(see_other(&format!("/office/items/{}?done=photo", item.id))),
        Err(Failure::Refused(reason)) => {
            Ok(page_with(StatusCode::CONFLICT, detail::view(&office, &who, &item, &refused(reason))?))
        }
        Err(other) => Err(other.into()),
    }
}
