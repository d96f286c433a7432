//! Help, read off the workflow table and the roles themselves, so that it never says anything else than the program does.
use actix_web::http::Method;
use maud::html;

use super::{Office, Section, items::who_may};
use crate::{
    domain::{items::RULES, who::Role},
    faces::web::{Reply, Routes, SignedIn, endpoint, page},
};

/// Addresses.
pub(super) fn routes() -> Routes {
    vec![endpoint(Method::GET, "/office/help", show)]
}

async fn show(who: SignedIn, office: Office) -> Reply {
    let t = &office.t;
    let word = |kind: &str, key: &str| t.get(&format!("{kind}-{key}"));
    let body = html! {
        section.panel {
            h2 { (t.get("help-steps")) }
            p.soft { (t.get("help-steps-about")) }
            table {
                thead { tr { th { (t.get("help-step")) } th { (t.get("help-from")) } th { (t.get("help-to")) } th { (t.get("help-who")) } th { (t.get("help-note")) } } }
                tbody {
                    @for rule in RULES {
                        tr {
                            td.nowrap { b { (word("action", rule.action.key())) } }
                            td { (rule.from.iter().map(|s| word("state", s.key())).collect::<Vec<_>>().join(&t.get("office-and"))) }
                            td { @if let Some(to) = rule.to { (word("state", to.key())) } }
                            td { (who_may(&office, rule.right)) }
                            td { @if rule.note { (t.get("help-note-yes")) } }
                        }
                    }
                }
            }
            ul { @for n in 1..=4 { li { (t.get(&format!("help-rule-{n}"))) } } }
        }
        section.panel {
            h2 { (t.get("users-roles")) }
            dl.facts { @for role in Role::ALL { dt { (word("role", role.key())) } dd { (t.get(&format!("role-{}-about", role.key()))) } } }
        }
        section.panel {
            h2 { (t.get("help-keys")) }
            dl.facts {
                dt { kbd { "/" } } dd { (t.get("help-key-search")) }
                dt { kbd { "Tab" } } dd { (t.get("help-key-tab")) }
                dt { kbd { "Alt + N" } } dd { (t.get("help-key-new")) }
                dt { kbd { "Ctrl + P" } } dd { (t.get("help-key-print")) }
            }
        }
    };
    Ok(page(office.page(&who, Section::Help, &t.get("office-help"), body)))
}
