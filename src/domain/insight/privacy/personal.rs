//! What a person agreed to, what they asked for and who looked at what is held about them, for the copy that is theirs.
use super::{Ask, Consent, PurposeVersion, all_looks, asks_of, consents, look_in_words};
use crate::{
    base::Failure,
    domain::{
        noun::{Asked, Facts, Part, Words},
        office::accounts::in_words,
        registry::people::Resident,
    },
    store::Read,
};

pub(super) fn personal(asked: &Asked<'_>) -> Result<Vec<Part>, Failure> {
    let r: Resident = asked.store.get(asked.resident())?;
    let agreed = consents(asked.store, r.id)?.into_iter().map(|(c, v)| consent(asked, c, &v));
    let asks = asks_of(asked.store, r.id)?.into_iter().map(|a| ask(asked, a));
    let looks = all_looks(asked.store, asked.reader, &r)?;
    let looks = looks.iter().map(|l| Ok(look(look_in_words(asked.store, l)?)));
    Ok(vec![
        Part::new(60, "consents", "personal-part-consents", agreed.collect::<Result<_, Failure>>()?),
        Part::new(70, "asks", "personal-part-asks", asks.collect::<Result<_, Failure>>()?),
        Part::new(80, "looks", "personal-part-looks", looks.collect::<Result<_, Failure>>()?),
    ])
}

fn consent(asked: &Asked<'_>, c: Consent, v: &PurposeVersion) -> Result<Facts, Failure> {
    let mut f = Facts::default();
    f.add("purpose", "privacy-purpose", Words::plain(&v.terms.name));
    f.add("given", "consent-said", Words::text(if c.given { "consent-given" } else { "consent-withdrawn" }));
    f.add("on", "consent-on", Words::plain(c.on));
    f.add("how", "consent-how", Words::text(format!("consent-how-{}", c.how.key())));
    f.add("version", "privacy-version", Words::plain(c.version));
    f.add("guardian", "consent-guardian-name", Words::maybe(c.guardian));
    f.add("note", "resident-note", Words::Plain(c.note));
    f.add("by", "registers-who", in_words(asked.store, c.by)?);
    Ok(f)
}

fn ask(asked: &Asked<'_>, a: Ask) -> Result<Facts, Failure> {
    let mut f = Facts::default();
    f.add("on", "registers-when", Words::plain(a.at.minute()));
    f.add("kind", "ask-kind", Words::text(format!("ask-kind-{}", a.kind.key())));
    f.add("item", "personal-item-no", Words::plain(a.item));
    f.add("words", "ask-words", Words::Plain(a.words));
    if let Some(d) = a.decided {
        f.add("decision", "ask-decision", Words::text(if d.granted { "ask-granted" } else { "ask-refused" }));
        f.add("reason", "ask-reason", Words::Plain(d.reason));
        f.add("by", "registers-who", in_words(asked.store, d.by)?);
    }
    Ok(f)
}

fn look(words: [Words; 5]) -> Facts {
    let mut f = Facts::default();
    let names =
        [("when", "look-when"), ("who", "look-who"), ("deed", "look-deed"), ("what", "look-what"), ("purpose", "look-purpose")];
    for ((key, name), value) in names.into_iter().zip(words) {
        f.add(key, name, value);
    }
    f
}
