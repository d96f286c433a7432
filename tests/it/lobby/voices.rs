//! The terminal aloud: what may be said, who records it, and that nothing else comes out of the machine's mouth.
use lianxin::{
    aloud::{Prompts, installed, prompt_id, spoken},
    domain::{
        lobby::voices::{BYTES_MOST, of_prompt},
        office::{audit, who::Role},
    },
    store::{Dir, Read},
};
use reqwest::{
    StatusCode,
    blocking::{
        Response,
        multipart::{Form, Part},
    },
};

use crate::kit::app::{TestApp, Visitor};

const ASK: &str = "请问您叫什么名字？";
/// A second of a WAV file's beginning: what it sounds like matters to nobody here.
const WAV: &[u8] = b"RIFF\x24\x00\x00\x00WAVEfmt \
                     \x10\x00\x00\x00\x01\x00\x01\x00\x22\x56\x00\x00\x44\xac\x00\x00\x02\x00\x10\x00data\x00\x00\x00\x00";

fn send(v: &Visitor, id: &str, bytes: &[u8]) -> Response {
    let part = Part::bytes(bytes.to_vec()).file_name("a.html").mime_str("text/html").unwrap();
    let form = Form::new().text("csrf", v.csrf()).part("file", part);
    v.client.post(format!("{}/office/voices/{id}", v.base)).multipart(form).send().unwrap()
}

#[test]
fn every_prompt_can_be_spoken() {
    let app = TestApp::new();
    let prompts = Prompts::of(&app.app.zh, &app.app.catalogue());
    assert!(prompts.all().len() > 300, "{} prompts", prompts.all().len());
    let mut silent = Vec::new();
    for p in prompts.all() {
        let said = spoken(&p.text);
        let mut syllables = said.split([' ', ',']).filter(|s| !s.is_empty()).peekable();
        let any = syllables.peek().is_some();
        let whole = syllables.all(|s| {
            let (letters, tone) = s.split_at(s.len() - 1);
            !letters.is_empty() && letters.bytes().all(|b| b.is_ascii_lowercase()) && matches!(tone, "1" | "2" | "3" | "4" | "5")
        });
        if !any || !whole {
            silent.push(format!("«{}» → {said}", p.text));
        }
        // Each Chinese character is heard.
        let characters = p.text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
        assert!(said.split([' ', ',']).filter(|s| !s.is_empty()).count() >= characters, "«{}» → {said}", p.text);
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn a_prompt_is_recorded_heard_and_taken_back() {
    let app = TestApp::new();
    let (admin, resident, id) = (app.signed_in(Role::Administrator), app.visitor(), prompt_id(ASK));
    assert!(admin.page("/office/voices").contains("终端页面"));
    assert!(admin.page("/office/voices?q=%E4%BB%80%E4%B9%88%E5%90%8D%E5%AD%97").contains(ASK));
    // What is no sound is refused with a sentence, whatever it calls itself.
    for (bytes, why) in [
        (&b"<html><script>alert(1)</script>"[..], "这不是能播放的录音"),
        (b"", "没有收到录音"),
        (&[WAV, &vec![0; BYTES_MOST]].concat(), "录音太大"),
    ] {
        let answer = send(&admin, &id, bytes);
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{why}");
        assert!(answer.text().unwrap().contains(why), "{why}");
    }
    assert_eq!(send(&admin, &id, WAV).status(), StatusCode::SEE_OTHER);
    let heard = resident.get(&format!("/voice/{id}"));
    assert_eq!((heard.status(), heard.headers()["content-type"].to_str().unwrap()), (StatusCode::OK, "audio/wav"));
    assert_eq!(heard.headers()["x-content-type-options"], "nosniff");
    let tag = heard.headers()["etag"].clone();
    assert_eq!(heard.bytes().unwrap(), WAV);
    let again = resident.client.get(format!("{}/voice/{id}", resident.base)).header("if-none-match", tag).send().unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    // The sweep leaves what a recording names.
    assert_eq!(app.app.store.sweep(&app.app.blobs).unwrap(), 0);
    assert_eq!(admin.post(&format!("/office/voices/{id}/remove"), &[]).status(), StatusCode::SEE_OTHER);
    assert!(of_prompt(&app.app.store, &id).unwrap().is_none());
    let lines = app.app.store.list(&audit::Entry::BY_TIME.all(), Dir::Backward, 20).unwrap();
    for action in ["voice.record", "voice.remove"] {
        assert!(lines.iter().any(|l| l.action == action), "{action} is in the audit");
    }
}

#[test]
fn nothing_but_prompts_is_spoken() {
    let app = TestApp::new();
    let (admin, resident) = (app.signed_in(Role::Administrator), app.visitor());
    for text in ["王建国", "你好世界", ""] {
        assert_eq!(resident.get(&format!("/voice/{}", prompt_id(text))).status(), StatusCode::NOT_FOUND, "{text}");
        assert_eq!(send(&admin, &prompt_id(text), WAV).status(), StatusCode::NOT_FOUND, "{text}");
    }
    assert_eq!(resident.get("/voice/..%2f..%2fetc").status(), StatusCode::NOT_FOUND);
    let answer = resident.get(&format!("/voice/{}", prompt_id(ASK)));
    if installed() {
        assert!(answer.bytes().unwrap().starts_with(b"RIFF"), "the synthesiser says what nobody recorded");
    } else {
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "silence");
    }
    // Only who may edit the catalogue records.
    assert_eq!(send(&app.signed_in(Role::Clerk), &prompt_id(ASK), WAV).status(), StatusCode::FORBIDDEN);
}
