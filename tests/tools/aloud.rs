//! Prompts read aloud.
use std::sync::Arc;

use lianxin::aloud::Espeak;

fn a_prompt_sounds() {
    let espeak = Espeak::default();
    let wav = espeak.say("a", "您好，请问要办什么？").unwrap();
    assert!(wav.starts_with(b"RIFF") && &wav[36..40] == b"data");
    // 16-bit samples of 22,050 a second: more than a third of a second that is not silence.
    let loud = wav[44..].chunks_exact(2).filter(|s| i16::from_le_bytes([s[0], s[1]]).unsigned_abs() > 500).count();
    assert!(loud > 7_000, "{loud} samples are loud");
    assert!(Arc::ptr_eq(&wav, &espeak.say("a", "").unwrap()), "said once, kept");
}

crate::tools::trials! {
    ["espeak-ng"] => a_prompt_sounds;
}
