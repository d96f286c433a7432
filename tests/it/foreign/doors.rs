//! Every door of the house that takes a file, and every bomb: a sentence comes back, the process lives and keeps its size.
use std::{fs, time::Duration};

use lianxin::{
    domain::{matters::items::Draft, office::who::Role},
    store::{Dir, Range, Read},
};
use reqwest::blocking::{
    Response,
    multipart::{Form, Part},
};

use super::{
    alone::{End, alone, say, told},
    bombs,
};
use crate::{
    kit::{
        app::{TestApp, Visitor},
        desk, lobby,
    },
    sources::sources,
};

/// A door: the file of the form that leads to it, who may, and its address in the test's office.
struct Door {
    form: &'static str,
    role: Option<Role>,
    address: fn(&TestApp) -> String,
}

const fn door(form: &'static str, role: Option<Role>, address: fn(&TestApp) -> String) -> Door {
    Door { form, role, address }
}

/// Every door. `every_form_with_a_file_is_a_door` finds what is missing.
const DOORS: &[Door] = &[
    door("registry/imports/view.rs", Some(Role::Administrator), |_| "/office/imports".into()),
    door("registry/registers/files_view.rs", Some(Role::Administrator), |_| "/office/registers/low-income/import".into()),
    door("places/grids/boundaries_view.rs", Some(Role::Clerk), |_| "/office/grids/boundaries".into()),
    door("admin/calendar/edit.rs", Some(Role::Administrator), |_| "/office/calendar/import".into()),
    door("insight/reports/upload_view.rs", Some(Role::Administrator), |_| "/office/reports/new".into()),
    door("insight/reports/upload_view.rs", Some(Role::Administrator), |_| "/office/reports/own-1/edit".into()),
    door("lobby/voices/view.rs", Some(Role::Administrator), |app| format!("/office/voices/{}", app.app.prompts().all()[0].id)),
    door("lobby/announcements/view.rs", Some(Role::Clerk), |_| "/office/announcements".into()),
    door("lobby/announcements/view.rs", Some(Role::Clerk), |_| "/office/announcements/1".into()),
    door("matters/items/detail.rs", Some(Role::Clerk), |_| "/office/items/1/photos".into()),
    door("kiosk/photos/mod.rs", None, |app| {
        let draft = app.app.store.list(&Range::<Draft>::table(), Dir::Forward, 1).unwrap().remove(0);
        format!("/p/{}", data_encoding::BASE32_NOPAD.encode(&draft.photo_key).to_lowercase())
    }),
];

#[test]
fn every_form_with_a_file_is_a_door() {
    let forms = sources("src/faces").into_iter().filter(|(_, text)| text.contains("multipart/form-data"));
    let missing: Vec<_> = forms.map(|(name, _)| name).filter(|name| !DOORS.iter().any(|d| name.ends_with(d.form))).collect();
    assert!(missing.is_empty(), "doors without a test: {missing:?}");
}

fn send(v: &Visitor, path: &str, token: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Response {
    let mut form = Form::new().text("csrf", token.to_owned());
    for (key, value) in fields {
        form = form.text((*key).to_owned(), (*value).to_owned());
    }
    let form = form.part("file", Part::bytes(file.to_vec()).file_name(name.to_owned()));
    v.client.post(format!("{}{path}", v.base)).multipart(form).send().unwrap()
}

/// An office in which every door is there.
fn office() -> lobby::World {
    let w = lobby::world();
    desk::report(&w.office, 1, None);
    // Combs of two grids need two.
    desk::grid(&w.office, 2);
    w.person().post("/s/ss-ludeng", &[]);
    let clerk = w.office.signed_in(Role::Clerk);
    let until = w.office.app.clock.today().plus(9).to_string();
    let fields = [("title", "停水"), ("body", "明天停水。"), ("until", until.as_str())];
    assert_eq!(send(&clerk, "/office/announcements", &clerk.csrf(), &fields, "", b"").status(), 303);
    let toml = "name = \"表\"\nrows = \"grids\"\nstub = [\"网格\"]\ncolumn = [{ head = [\"人数\"], query = \"of=residents\" }]\n";
    let admin = w.office.signed_in(Role::Administrator);
    let made = send(&admin, "/office/reports/new", &admin.csrf(), &[], "a.toml", toml.as_bytes());
    assert_eq!(made.status(), 303, "{}", made.text().unwrap());
    w
}

/// The most that this process ever held, in MiB.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() >> 10
}

#[test]
#[ignore = "the office's process; the test below starts it"]
fn inside() {
    if told().is_none() {
        return;
    }
    let (w, bombs) = (office(), bombs::all());
    // Passwords are compared and the largest file is sent before, so that what the test itself needs is not counted.
    let entered: Vec<(String, Visitor, String)> = DOORS
        .iter()
        .map(|d| {
            let v = d.role.map_or_else(|| w.office.visitor(), |role| w.office.signed_in(role));
            let token = v.csrf();
            ((d.address)(&w.office), v, token)
        })
        .collect();
    let everybody = w.office.visitor();
    let largest = bombs.iter().map(|(_, file)| file.as_slice()).max_by_key(|f| f.len()).unwrap();
    drop(send(&everybody, "/office/imports", "", &[], "a", largest));
    let before = peak();
    for (path, v, token) in &entered {
        for (what, file) in &bombs {
            let begun = std::time::Instant::now();
            let answer = send(v, path, token, &[], "文件.xlsx", file);
            let (status, to) = (answer.status(), answer.headers().get("location").cloned());
            // Boundaries are looked through one by one: what is wrong with one stands on the file's page.
            let (looked, page) = match to.filter(|_| path.ends_with("/boundaries")) {
                Some(to) => (true, v.page(to.to_str().unwrap())),
                None => (false, answer.text().unwrap()),
            };
            say(&format!("{path}, {what}: {status}, {:?}, {} MiB", begun.elapsed(), peak()));
            let said = if looked { page.contains("反复穿插") } else { status.is_client_error() && page.contains('。') };
            assert!(said, "{path}, {what}: {status} {page}");
            assert!(!page.contains("系统出了点问题"), "{path}, {what}: {page}");
            assert!(begun.elapsed() < Duration::from_secs(40), "{path}, {what}: {:?}", begun.elapsed());
        }
    }
    let grown = peak() - before;
    say(&format!("grown by {grown} MiB"));
    assert!(grown < 100, "the office grew by {grown} MiB");
}

#[test]
fn no_file_takes_the_office_down() {
    let mut last = String::new();
    let end = alone("foreign::doors::inside", "go", Duration::from_secs(120), |line| line.clone_into(&mut last));
    assert!(matches!(end, End::Ended(status) if status.success()), "after: {last}");
    assert!(last.starts_with("grown by"), "{last}");
}
