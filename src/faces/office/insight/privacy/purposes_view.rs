use maud::{Markup, html};

use super::{back, framed, ways};
use crate::{
    base::Failure,
    domain::{
        insight::privacy::{self, Ground, Purpose, PurposeVersion},
        office::who::Right,
        registry::registers::{self, Module},
    },
    faces::{
        office::{Office, registry::registers::word},
        staff::{Names, SignedIn, choice, fact, line},
        ui::{Field, field_error, heads, text_area},
        web::Form,
    },
};

/// The ground as a tag: the sensitive ones stand out.
pub(super) fn ground(office: &Office, g: Ground) -> Markup {
    let colour = match g {
        Ground::Duty => "tag",
        Ground::Consent => "tag blue",
        Ground::Separate => "tag amber",
    };
    html! { span class=(colour) { (office.t.get(&format!("ground-{}", g.key()))) } }
}

/// The registers of a purpose that somebody sees, with links.
fn tables(office: &Office, who: &SignedIn, codes: &[String]) -> Result<Markup, Failure> {
    let (reader, mut seen) = (who.reader(&office.app)?, Vec::new());
    for code in codes {
        match reader.table(&office.app.store, code) {
            Ok(t) => seen.push(t),
            Err(Failure::NotFound) => {}
            Err(e) => return Err(e),
        }
    }
    Ok(html! {
        @for (i, x) in seen.iter().enumerate() {
            @if i > 0 { (office.t.get("office-and")) }
            a href={ "/office/registers/" (x.code) } { (word(&office.t, &x.name, &x.en)) }
        }
    })
}

pub(super) fn overview(office: &Office, who: &SignedIn, all: &[(Purpose, PurposeVersion)]) -> Result<Markup, Failure> {
    let t = &office.t;
    let body = html! {
        (ways(office, who))
        p.soft { (t.get("privacy-about")) }
        @if all.is_empty() { p.empty { (t.get("privacy-none")) } } @else {
            table.list {
                (heads(t, &[
                    "privacy-purpose", "privacy-ground", "privacy-tables", "privacy-kept", "privacy-version", "privacy-notice"
                ]))
                tbody { @for (p, v) in all { tr {
                    td.nowrap {
                        a href={ "/office/privacy/purposes/" (p.id) } { (v.terms.name) }
                        @if p.retired { " " span.tag { (t.get("privacy-retired")) } }
                    }
                    td.nowrap { (ground(office, v.terms.ground)) }
                    td { (tables(office, who, &v.terms.tables)?) }
                    td { (v.terms.retention) }
                    td.nowrap { (t.with("privacy-version-no", &[("no", &v.no.to_string())])) }
                    td.nowrap {
                        a href={ "/office/privacy/purposes/" (p.id) "/notice.pdf" } target="_blank" { (t.get("privacy-print")) }
                    }
                } } }
            }
        }
    };
    Ok(framed(office, who, &t.get("office-privacy"), body))
}

fn fields(office: &Office, form: &Form) -> Result<Markup, Failure> {
    let t = &office.t;
    let grounds = Ground::ALL.map(|g| (g.key().to_owned(), t.get(&format!("ground-{}", g.key()))));
    let all = registers::tables(&office.app.store)?;
    let chosen: Vec<&str> = form.values("tables").collect();
    let hint = t.get("privacy-notice-hint");
    let area = Field { name: "notice", label: &t.get("privacy-notice"), hint: &hint, required: true, ..Field::default() };
    Ok(html! {
        div.thirds {
            (line(&office.t, form, "name", "privacy-purpose", "", true))
            (choice(&office.t, form, "ground", "privacy-ground", grounds, false))
            (line(&office.t, form, "retention", "privacy-kept", "", true))
        }
        (line(&office.t, form, "law", "privacy-law", "", false))
        (text_area(t, form, area, 10))
        fieldset.plain {
            legend { (t.get("privacy-tables")) }
            p.hint { (t.get("privacy-tables-hint")) }
            (field_error(t, form, "tables"))
            @for m in Module::ALL {
                @let here: Vec<_> = all.iter().filter(|x| x.module == m && !x.hidden).collect();
                @if !here.is_empty() {
                    p { b { (t.get(&format!("module-{}", m.key()))) } }
                    p.checks {
                        @for x in here {
                            label.check {
                                input type="checkbox" name="tables" value=(x.code) checked[chosen.contains(&x.code.as_str())];
                                (word(t, &x.name, &x.en))
                            }
                        }
                    }
                }
            }
        }
    })
}

pub(super) fn form(office: &Office, who: &SignedIn, p: Option<&Purpose>, form: &Form) -> Result<Markup, Failure> {
    let t = &office.t;
    let body = html! {
        (back(office))
        (editor(office, p, form)?)
    };
    Ok(framed(office, who, &t.get("privacy-new"), body))
}

fn editor(office: &Office, p: Option<&Purpose>, form: &Form) -> Result<Markup, Failure> {
    let t = &office.t;
    let action = p.map_or_else(|| "/office/privacy/purposes/new".to_owned(), |p| format!("/office/privacy/purposes/{}", p.id));
    Ok(html! {
        form.panel method="post" action=(action) {
            (office.token())
            @if let Some(p) = p { input type="hidden" name="version" value=(p.version); p.hint { (t.get("privacy-edit-hint")) } }
            (fields(office, form)?)
            p.actions { button.primary { (t.get("people-save")) } a.button href="/office/privacy" { (t.get("people-cancel")) } }
        }
    })
}

pub(super) fn show(office: &Office, who: &SignedIn, p: &Purpose, v: &PurposeVersion, form: &Form) -> Result<Markup, Failure> {
    let (t, names) = (&office.t, Names::new(&office.app, &office.t));
    let edits = who.may(Right::EditCatalogue);
    let body = html! {
        (back(office))
        div.columns {
            section.panel {
                dl.facts {
                    dt { (t.get("privacy-ground")) }
                    dd { (ground(office, v.terms.ground)) @if p.retired { " " span.tag { (t.get("privacy-retired")) } } }
                    (fact(&office.t, "privacy-law", &v.terms.law))
                    (fact(&office.t, "privacy-kept", &v.terms.retention))
                    @if !v.terms.tables.is_empty() {
                        dt { (t.get("privacy-tables")) } dd { (tables(office, who, &v.terms.tables)?) }
                    }
                }
                h2 { (t.get("privacy-notice")) }
                @for l in v.terms.notice.lines() { p { (l) } }
                p.actions {
                    a.button.primary href={ "/office/privacy/purposes/" (p.id) "/notice.pdf" } target="_blank" {
                        (t.get("privacy-print"))
                    }
                }
            }
            section.panel {
                h2 { (t.get("privacy-versions")) }
                table.list { tbody { @for x in privacy::versions(&office.app.store, p.id)? { tr {
                    td.nowrap {
                        a href={ "/office/privacy/purposes/" (p.id) "/notice.pdf?version=" (x.no) } target="_blank" {
                            (t.with("privacy-version-no", &[("no", &x.no.to_string())]))
                        }
                    }
                    td.nowrap { (x.at.minute()) }
                    td { (names.actor(x.by)?) }
                } } } }
                @if edits {
                    form method="post" action={ "/office/privacy/purposes/" (p.id) "/retire" } {
                        (office.token())
                        input type="hidden" name="retired" value=(u8::from(!p.retired));
                        p.actions { button { (t.get(if p.retired { "privacy-restore" } else { "privacy-retire" })) } }
                    }
                }
            }
        }
        @if edits {
            details.act open[!form.ok()] { summary { (t.get("people-edit")) } (editor(office, Some(p), form)?) }
        }
    };
    Ok(framed(office, who, &v.terms.name, body))
}
