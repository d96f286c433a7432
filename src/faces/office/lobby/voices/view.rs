use maud::{Markup, html};

use super::PAGE;
use crate::{
    aloud::{self, Prompt},
    base::{Failure, Reason},
    domain::lobby::voices,
    faces::{
        office::Office,
        staff::SignedIn,
        ui::{heads, own_script},
    },
};

/// Prompts of a page.
const PER_PAGE: usize = 50;

/// What the list is drawn with.
pub(super) struct Shown<'a> {
    /// Only prompts, or services, that hold this.
    pub(super) find: &'a str,
    /// The first shown.
    pub(super) from: usize,
    /// Why a file was not taken.
    pub(super) wrong: Option<&'a Reason>,
}

pub(super) fn list(office: &Office, who: &SignedIn, shown: &Shown) -> Result<Markup, Failure> {
    let t = &office.t;
    let prompts = office.app.prompts();
    let holds = |p: &&Prompt| p.text.contains(shown.find) || p.service.as_ref().is_some_and(|s| s.contains(shown.find));
    // A few hundred texts in memory, not rows: a page is cut from them by number.
    let found: Vec<&Prompt> = prompts.all().iter().filter(holds).collect();
    let part = found.iter().skip(shown.from).take(PER_PAGE);
    let next = shown.from.saturating_add(PER_PAGE);
    let body = html! {
        @if let Some(why) = shown.wrong { p.wrong-summary role="alert" { (t.reason(why)) } }
        p.soft { (t.get("voice-about")) }
        p.soft { (t.get(if aloud::installed() { "voice-synthesiser" } else { "voice-no-synthesiser" })) }
        p.soft data-unable hidden { (t.get("voice-unable")) }
        form.actions.no-print method="get" action="/office/voices" role="search" {
            label for="find-prompt" { (t.get("voice-find")) }
            input #find-prompt.medium type="search" name="q" value=(shown.find) maxlength="40" autocomplete="off";
            button { (t.get("office-find")) }
            @if !shown.find.is_empty() { a.button href="/office/voices" { (t.get("office-clear")) } }
        }
        table.voices {
            (heads(t, &["voice-text", "voice-where", "voice-state", "voice-hear", "voice-record"]))
            tbody {
                @for prompt in part { (row(office, prompt)?) }
                @if found.is_empty() { tr { td.empty colspan="5" { (t.get("voice-none")) } } }
            }
        }
        @if next < found.len() {
            @let mut query = form_urlencoded::Serializer::new(String::new());
                @let query = query.append_pair("q", shown.find).append_pair("from", &next.to_string()).finish();
            nav.pager { a.button rel="next" href={ "/office/voices?" (query) } { (t.get("office-next-page")) } }
        }
        (own_script("js/voices.js"))
    };
    Ok(office.page(who, &PAGE, &t.get("office-voices"), body))
}

fn row(office: &Office, prompt: &Prompt) -> Result<Markup, Failure> {
    let t = &office.t;
    let voice = voices::of_prompt(&office.app.store, &prompt.id)?;
    let state = match (&voice, aloud::installed()) {
        (Some(_), _) => "voice-state-recorded",
        (None, true) => "voice-state-spoken",
        (None, false) => "voice-state-silent",
    };
    let at = format!("/office/voices/{}", prompt.id);
    Ok(html! {
        tr id={ "p-" (prompt.id) } {
            td.words { (prompt.text) }
            td { @match &prompt.service { Some(service) => (service), None => (t.get("voice-screens")) } }
            td { (t.get(state)) @if let Some(v) = &voice { " " span.soft { (v.at.minute()) } } }
            td { @if voice.is_some() || aloud::installed() {
                audio controls preload="none" src=(at) aria-label=(t.with("voice-hear-one", &[("text", &prompt.text)])) {}
            } }
            td {
                form.inline method="post" action=(at) enctype="multipart/form-data" {
                    (office.token())
                    button.small.js-only type="button" data-record hidden data-stop=(t.get("voice-stop"))
                        data-refused=(t.get("voice-refused")) {
                        (t.get("voice-start"))
                    }
                    " "
                    label.button.small {
                        (t.get("voice-file"))
                        input.unseen type="file" name="file" accept="audio/*" data-send
                            aria-label=(t.with("voice-file-one", &[("text", &prompt.text)]));
                    }
                    noscript { button.small { (t.get("voice-send")) } }
                }
                @if voice.is_some() {
                    " "
                    form.inline method="post" action={ (at) "/remove" } data-confirm=(t.get("voice-remove-sure")) {
                        (office.token()) button.small.danger { (t.get("voice-remove")) }
                    }
                }
            }
        }
    })
}
