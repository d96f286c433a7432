//! Staff and their accounts.
mod view;

use actix_web::{
    HttpRequest,
    http::{Method, StatusCode},
    web::Path,
};

use self::view::Over;
use crate::{
    app::App,
    base::{Failure, Id, Name, Phone, Reason},
    domain::{
        office::{
            accounts::{self, login_of, password, roles_of},
            who::{Account, Role, Staff},
        },
        places::grids::{StaffForm, create_staff, edit_staff, leave_staff},
    },
    faces::{
        office::{
            Office,
            menu::{Group, Page},
        },
        staff::{May, after, hashing, needs, query_form},
        web::{Form, Reply, Routes, ask_again, endpoint, page, page_with, see_other},
    },
    store::{Dir, Range, Read},
};

/// Rows of a page.
const PER_PAGE: usize = 100;

pub(super) const PAGE: Page = Page::listed(Group::Office, 10, "office-users", "/office/users", &list, routes);

fn routes() -> Routes {
    vec![
        endpoint(Method::GET, "/office/users", list),
        endpoint(Method::POST, "/office/users/find", find),
        endpoint(Method::GET, "/office/users/new", new_page),
        endpoint(Method::POST, "/office/users/new", create),
        endpoint(Method::GET, "/office/users/{id}", show),
        endpoint(Method::POST, "/office/users/{id}", edit),
        endpoint(Method::POST, "/office/users/{id}/account/{what}", change),
    ]
}

async fn list(who: May<needs::ManageUsers>, office: Office, req: HttpRequest) -> Reply {
    let form = query_form(&req);
    let from = after(&form);
    let found = office.app.store.page(&Range::<Staff>::table(), Dir::Forward, from.as_ref(), PER_PAGE)?;
    Ok(page(view::list(&office, &who, &found.rows, found.next.as_ref(), "")?))
}

/// By the beginning of the name; posted, because a name is personal.
async fn find(who: May<needs::ManageUsers>, office: Office, form: Form) -> Reply {
    let typed = form.value("name").trim().to_owned();
    if typed.is_empty() {
        return Ok(see_other("/office/users"));
    }
    let rows = office.app.store.list(&Staff::BY_NAME.starting((), &typed), Dir::Forward, PER_PAGE)?;
    Ok(page(view::list(&office, &who, &rows, None, &typed)?))
}

async fn new_page(who: May<needs::ManageUsers>, office: Office) -> Reply {
    Ok(page(view::new(&office, &who, &Form::default())))
}

fn read_staff(form: &mut Form) -> Option<StaffForm> {
    let name = form.take("name", "field-name", Name::parse);
    let phone = form.maybe("phone", "field-phone", Phone::parse);
    let title = form.text_or_empty("title", 40);
    let department = form.text_or_empty("department", 40);
    Some(StaffForm { name: name?, phone: phone?, title: title?, department: department? })
}

fn read_account(form: &mut Form) -> Option<(String, Vec<Role>)> {
    let login = form.take("login", "account-login-form", login_of);
    let roles = read_roles(form);
    Some((login?, roles?))
}

fn read_roles(form: &mut Form) -> Option<Vec<Role>> {
    let roles = roles_of(form.values("role"));
    if roles.is_none() {
        form.note("roles", Reason::new("account-role-required"));
    }
    roles
}

/// An initial password in plain and hashed.
async fn initial_password(app: &App) -> Result<(String, String), Failure> {
    let plain = password::readable_secret(3)?;
    let typed = plain.clone();
    let hash = hashing(app, "", move || password::hash(&typed)).await??;
    Ok((plain, hash))
}

async fn create(who: May<needs::ManageUsers>, office: Office, mut form: Form) -> Reply {
    let staff = read_staff(&mut form);
    let with_account = form.ticked("with-account");
    let account = if with_account { read_account(&mut form) } else { None };
    if let (Some(staff), true) = (staff, form.ok()) {
        let (plain, hash) = initial_password(&office.app).await?;
        let (by, at) = (who.actor(), office.app.clock.now());
        let done = office.app.store.write(move |tx| {
            let person = create_staff(tx, by, at, staff)?;
            if let Some((login, roles)) = account {
                accounts::create(tx, by, person.id, &login, roles, hash, at)?;
            }
            Ok(person)
        });
        if let Some(person) = form.settled(done.await)? {
            if with_account {
                return Ok(page(view::one(&office, &who, &person, Over { secret: Some(plain), ..Over::default() })?));
            }
            return Ok(see_other(&format!("/office/users/{}?done=saved", person.id)));
        }
    }
    Ok(ask_again(view::new(&office, &who, &form)))
}

async fn show(who: May<needs::ManageUsers>, office: Office, id: Path<u64>) -> Reply {
    let person = office.app.store.get(Id::new(*id))?;
    Ok(page(view::one(&office, &who, &person, Over::default())?))
}

async fn edit(who: May<needs::ManageUsers>, office: Office, id: Path<u64>, mut form: Form) -> Reply {
    let person: Staff = office.app.store.get(Id::new(*id))?;
    let (by, at, id) = (who.actor(), office.app.clock.now(), person.id);
    if form.value("do") == "leave" {
        let me = who.account.clone();
        let done = office.app.store.write(move |tx| {
            if let Some(account) = tx.by(&Account::BY_STAFF, &id)? {
                accounts::set_disabled(tx, &me, account.id, true, at)?;
            }
            leave_staff(tx, by, at, id)
        });
        return answer(&office, &who, &person, done.await.map(drop));
    }
    if let Some(new) = read_staff(&mut form) {
        office.app.store.write(move |tx| edit_staff(tx, by, at, id, new)).await?;
        return Ok(see_other(&format!("/office/users/{id}?done=saved")));
    }
    let over = Over { form: Some(form), ..Over::default() };
    Ok(ask_again(view::one(&office, &who, &person, over)?))
}

/// Makes the person's account, or changes it.
async fn change(who: May<needs::ManageUsers>, office: Office, path: Path<(u64, String)>, mut form: Form) -> Reply {
    let (id, what) = path.into_inner();
    let person: Staff = office.app.store.get(Id::new(id))?;
    let (me, by, at, staff) = (who.account.clone(), who.actor(), office.app.clock.now(), person.id);
    let store = &office.app.store;
    let account = store.by(&Account::BY_STAFF, &staff)?;
    let held = account.as_ref().map(|a| a.id).ok_or(Failure::NotFound);
    match what.as_str() {
        "create" | "roles" => {
            let wanted =
                if what == "create" { read_account(&mut form) } else { read_roles(&mut form).map(|r| (String::new(), r)) };
            let Some((login, roles)) = wanted else {
                let over = Over { account_form: Some(form), ..Over::default() };
                return Ok(ask_again(view::one(&office, &who, &person, over)?));
            };
            if what == "roles" {
                let id = held?;
                return answer(
                    &office,
                    &who,
                    &person,
                    store.write(move |tx| accounts::set_roles(tx, &me, id, roles, at)).await.map(drop),
                );
            }
            let (plain, hash) = initial_password(&office.app).await?;
            let done = store.write(move |tx| accounts::create(tx, by, staff, &login, roles, hash, at)).await;
            match form.settled(done) {
                Ok(Some(_)) => Ok(page(view::one(&office, &who, &person, Over { secret: Some(plain), ..Over::default() })?)),
                Ok(None) => {
                    let over = Over { account_form: Some(form), ..Over::default() };
                    Ok(ask_again(view::one(&office, &who, &person, over)?))
                }
                Err(other) => answer(&office, &who, &person, Err(other)),
            }
        }
        "reset" => {
            let id = held?;
            let (plain, hash) = initial_password(&office.app).await?;
            match store.write(move |tx| accounts::reset(tx, &me, id, hash, at)).await {
                Ok(_) => Ok(page(view::one(&office, &who, &person, Over { secret: Some(plain), ..Over::default() })?)),
                Err(e) => answer(&office, &who, &person, Err(e)),
            }
        }
        "disable" | "enable" => {
            let (id, close) = (held?, what == "disable");
            answer(&office, &who, &person, store.write(move |tx| accounts::set_disabled(tx, &me, id, close, at)).await.map(drop))
        }
        "unlock" => {
            let id = held?;
            answer(&office, &who, &person, store.write(move |tx| accounts::unlock(tx, by, id, at)).await.map(drop))
        }
        _ => Err(Failure::NotFound.into()),
    }
}

/// Back to the person's page, or the same page with the reason.
fn answer(office: &Office, who: &crate::faces::staff::SignedIn, person: &Staff, done: Result<(), Failure>) -> Reply {
    match done {
        Ok(()) => Ok(see_other(&format!("/office/users/{}?done=saved", person.id))),
        Err(Failure::Refused(reason)) => {
            let over = Over { refused: Some(reason), ..Over::default() };
            Ok(page_with(StatusCode::CONFLICT, view::one(office, who, person, over)?))
        }
        Err(other) => Err(other.into()),
    }
}
