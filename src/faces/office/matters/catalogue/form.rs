//! A service as a form, there and back. Lists stand one entry a line; materials and questions are rows with numbers.
use crate::{
    base::Reason,
    domain::matters::catalog::{
        Category, Channel, FieldKind, FieldSpec, ItemType, LifeSituation, Material, Mechanism, PaperKind, PolicyBasis, Secrecy,
        ServiceSpec, WindowLine,
    },
    faces::web::Form,
};

/// Empty rows offered for new materials and questions.
const SPARE: usize = 2;
/// The most rows that are read.
const ROWS_MOST: usize = 40;

/// The kinds of answers: code, and the words that its bounds are explained with are `kind-…`.
pub(super) const KINDS: [&str; 13] = [
    "text",
    "long-text",
    "number",
    "money",
    "date",
    "choice",
    "choices",
    "citizen-number",
    "phone",
    "name",
    "address",
    "yes-no",
    "photo",
];

/// How many rows of a kind (`mat`, `field`) the form has, with spare ones.
pub(super) fn rows(form: &Form, prefix: &str, part: &str) -> usize {
    let used = (0..ROWS_MOST).rev().find(|i| !form.value(&format!("{prefix}-{i}-{part}")).trim().is_empty());
    (used.map_or(0, |n| n + 1) + SPARE).min(ROWS_MOST)
}

/// The form of a service.
pub(super) fn fill(s: &ServiceSpec) -> Form {
    let mut f: Vec<(String, String)> = Vec::new();
    let mut put = |k: &str, v: String| f.push((k.to_owned(), v));
    put("code", s.code.clone());
    put("name", s.name.clone());
    put("name_en", s.name_en.clone());
    put("who", s.who.clone());
    put("who_en", s.who_en.clone());
    put("line", s.line.code().into());
    put("category", s.category.code().into());
    put("item_type", s.item_type.code().into());
    put("mechanism", s.mechanism.code().into());
    put("secrecy", s.secrecy.code().into());
    put("limit_days", s.limit_days.to_string());
    put("icon", s.icon.clone());
    put("fee", s.fee.clone().unwrap_or_default());
    put("lead", s.lead.clone().unwrap_or_default());
    put("departments", s.departments.join("\n"));
    put("aliases", s.aliases.join("\n"));
    put("procedure", s.procedure.join("\n"));
    let policy = |p: &PolicyBasis| p.number.as_ref().map_or_else(|| p.title.clone(), |n| format!("{} | {n}", p.title));
    put("policy", s.policy.iter().map(policy).collect::<Vec<_>>().join("\n"));
    s.situation.iter().for_each(|x| put("situation", x.code().into()));
    s.channels.iter().for_each(|x| put("channels", x.code().into()));
    s.papers.iter().for_each(|x| put("papers", x.code().into()));
    let tick = |on: bool| if on { "1".to_owned() } else { String::new() };
    for (i, m) in s.materials.iter().enumerate() {
        put(&format!("mat-{i}-name"), m.name.clone());
        put(&format!("mat-{i}-note"), m.note.clone().unwrap_or_default());
        put(&format!("mat-{i}-copies"), m.copies.to_string());
        put(&format!("mat-{i}-original"), tick(m.original));
        put(&format!("mat-{i}-required"), tick(m.required));
    }
    for (i, q) in s.fields.iter().enumerate() {
        let (kind, bounds) = kind_words(&q.kind);
        put(&format!("field-{i}-key"), q.key.clone());
        put(&format!("field-{i}-label"), q.label.clone());
        put(&format!("field-{i}-ask"), q.ask.clone());
        put(&format!("field-{i}-hint"), q.hint.clone().unwrap_or_default());
        put(&format!("field-{i}-suggest"), q.suggest.join("、"));
        put(&format!("field-{i}-kind"), kind.into());
        put(&format!("field-{i}-bounds"), bounds);
        put(&format!("field-{i}-required"), tick(q.required));
        put(&format!("field-{i}-full"), tick(q.full_number_on_form));
    }
    Form::filled(f)
}

fn kind_words(kind: &FieldKind) -> (&'static str, String) {
    match kind {
        FieldKind::Text { max } => ("text", max.to_string()),
        FieldKind::LongText { max } => ("long-text", max.to_string()),
        FieldKind::Number { min, max, unit } => ("number", format!("{min}~{max} {unit}").trim().to_owned()),
        FieldKind::Money => ("money", String::new()),
        FieldKind::Date { past_days, future_days } => ("date", format!("{past_days}/{future_days}")),
        FieldKind::Choice { options } => ("choice", options.join("、")),
        FieldKind::Choices { options } => ("choices", options.join("、")),
        FieldKind::CitizenNumber => ("citizen-number", String::new()),
        FieldKind::Phone => ("phone", String::new()),
        FieldKind::Name => ("name", String::new()),
        FieldKind::Address => ("address", String::new()),
        FieldKind::YesNo => ("yes-no", String::new()),
        FieldKind::Photo { max } => ("photo", max.to_string()),
    }
}

fn kind_of(kind: &str, bounds: &str) -> Option<FieldKind> {
    let bounds = bounds.trim();
    let options = || {
        let all = bounds.split(['、', ',', '，', '\n']).map(str::trim).filter(|o| !o.is_empty());
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    Some(match kind {
        "text" => FieldKind::Text { max: bounds.parse().ok()? },
        "long-text" => FieldKind::LongText { max: bounds.parse().ok()? },
        "number" => {
            let (range, unit) = bounds.split_once(' ').unwrap_or((bounds, ""));
            let (min, max) = range.split_once(['~', '～'])?;
            FieldKind::Number { min: min.trim().parse().ok()?, max: max.trim().parse().ok()?, unit: unit.trim().to_owned() }
        }
        "money" => FieldKind::Money,
        "date" => {
            let (past, future) = bounds.split_once('/')?;
            FieldKind::Date { past_days: past.trim().parse().ok()?, future_days: future.trim().parse().ok()? }
        }
        "choice" => FieldKind::Choice { options: options() },
        "choices" => FieldKind::Choices { options: options() },
        "citizen-number" => FieldKind::CitizenNumber,
        "phone" => FieldKind::Phone,
        "name" => FieldKind::Name,
        "address" => FieldKind::Address,
        "yes-no" => FieldKind::YesNo,
        "photo" => FieldKind::Photo { max: bounds.parse().ok()? },
        _ => return None,
    })
}

fn lines(form: &Form, name: &str) -> Vec<String> {
    form.value(name).lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

fn optional(form: &Form, name: &str) -> Option<String> {
    Some(form.value(name).trim().to_owned()).filter(|v| !v.is_empty())
}

fn words<T>(form: &Form, name: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<T> {
    form.values(name).filter_map(parse).collect()
}

/// Reads the form. What cannot be read at all is noted beside its field; whether the whole is sound is the catalogue's to say.
pub(super) fn read(form: &mut Form, code: &str) -> Option<ServiceSpec> {
    let line = form.take("line", "field-choice", WindowLine::parse);
    let category = form.take("category", "field-choice", Category::parse);
    let item_type = form.take("item_type", "field-choice", ItemType::parse);
    let mechanism = form.take("mechanism", "field-choice", Mechanism::parse);
    let secrecy = form.take("secrecy", "field-choice", Secrecy::parse);
    let limit_days = form.take("limit_days", "field-number", |s| s.parse().ok());
    let materials = materials(form);
    let fields = fields(form);
    let policy = |l: String| match l.split_once('|') {
        Some((title, number)) => {
            PolicyBasis { title: bare(title), number: Some(number.trim().to_owned()).filter(|n| !n.is_empty()) }
        }
        None => PolicyBasis { title: bare(&l), number: None },
    };
    let text = |name: &str| form.value(name).trim().to_owned();
    Some(ServiceSpec {
        code: code.to_owned(),
        name: text("name"),
        name_en: text("name_en"),
        line: line?,
        category: category?,
        situation: words(form, "situation", LifeSituation::parse),
        item_type: item_type?,
        mechanism: mechanism?,
        secrecy: secrecy?,
        limit_days: limit_days?,
        who: text("who"),
        who_en: text("who_en"),
        channels: words(form, "channels", Channel::parse),
        aliases: lines(form, "aliases"),
        icon: Some(text("icon")).filter(|i| !i.is_empty()).unwrap_or_else(|| "form".to_owned()),
        fee: optional(form, "fee"),
        lead: optional(form, "lead"),
        departments: lines(form, "departments"),
        materials: materials?,
        fields: fields?,
        policy: lines(form, "policy").into_iter().map(policy).collect(),
        papers: words(form, "papers", PaperKind::parse),
        procedure: lines(form, "procedure"),
    })
}

/// Ticked boxes come in the page's order; what was there before keeps its own, so that saving unchanged changes nothing.
pub(super) fn keep_order(spec: &mut ServiceSpec, old: &ServiceSpec) {
    fn by<T: PartialEq>(new: &mut [T], old: &[T]) {
        new.sort_by_key(|x| old.iter().position(|o| o == x).unwrap_or(usize::MAX));
    }
    by(&mut spec.situation, &old.situation);
    by(&mut spec.channels, &old.channels);
    by(&mut spec.papers, &old.papers);
}

fn bare(title: &str) -> String {
    title.trim().trim_start_matches('《').trim_end_matches('》').to_owned()
}

fn materials(form: &mut Form) -> Option<Vec<Material>> {
    let mut out = Vec::new();
    for i in 0..ROWS_MOST {
        let at = |part: &str| format!("mat-{i}-{part}");
        let Some(name) = optional(form, &at("name")) else { continue };
        let copies = match optional(form, &at("copies")) {
            Some(typed) => typed.parse().ok(),
            None => Some(0),
        };
        match copies {
            Some(copies) => out.push(Material {
                name,
                note: optional(form, &at("note")),
                copies,
                original: form.ticked(&at("original")),
                required: form.ticked(&at("required")),
            }),
            None => form.note(&at("name"), Reason::new("field-number")),
        }
    }
    form.ok().then_some(out)
}

fn fields(form: &mut Form) -> Option<Vec<FieldSpec>> {
    let mut out = Vec::new();
    for i in 0..ROWS_MOST {
        let at = |part: &str| format!("field-{i}-{part}");
        let Some(label) = optional(form, &at("label")) else { continue };
        match kind_of(form.value(&at("kind")), form.value(&at("bounds"))) {
            Some(kind) => out.push(FieldSpec {
                key: optional(form, &at("key")).unwrap_or_else(|| format!("q{}", i + 1)),
                ask: optional(form, &at("ask")).unwrap_or_else(|| label.clone()),
                label,
                hint: optional(form, &at("hint")),
                kind,
                suggest: form
                    .value(&at("suggest"))
                    .split(['、', '\n'])
                    .map(str::trim)
                    .filter(|s| !s.is_empty())
                    .map(str::to_owned)
                    .collect(),
                required: form.ticked(&at("required")),
                full_number_on_form: form.ticked(&at("full")),
            }),
            None => form.note(&at("label"), Reason::new("service-bounds")),
        }
    }
    form.ok().then_some(out)
}

/// Puts the catalogue's faults beside the fields that they are about: a fault begins with the name of its part.
pub(super) fn note_faults(form: &mut Form, spec: &ServiceSpec, faults: &[String]) {
    for fault in faults {
        let part = fault.split(':').next().unwrap_or_default().trim();
        let (field, key) = match part {
            "code" => ("code".to_owned(), "service-fault-code"),
            "name" => ("name".to_owned(), "service-fault-name"),
            "name_en" => ("name_en".to_owned(), "service-fault-name-en"),
            "who" => ("who".to_owned(), "service-fault-who"),
            "who_en" => ("who_en".to_owned(), "service-fault-who"),
            "situation" | "channels" => (part.to_owned(), "service-fault-none"),
            "aliases" => (part.to_owned(), "service-fault-aliases"),
            "policy" => (part.to_owned(), "service-fault-policy"),
            "procedure" => (part.to_owned(), "service-fault-procedure"),
            "papers" => (part.to_owned(), "service-fault-papers"),
            "limit_days" => (part.to_owned(), "service-fault-limit"),
            "lead" | "departments" => (part.to_owned(), "service-fault-joint"),
            "mechanism" => (part.to_owned(), "service-fault-mechanism"),
            "materials" => ("materials".to_owned(), "service-fault-materials"),
            "fields" => ("fields".to_owned(), "service-fault-fields"),
            _ => match part.strip_prefix("field ").and_then(|k| spec.fields.iter().position(|f| f.key == k)) {
                Some(_) => ("fields".to_owned(), "service-fault-field"),
                None => ("fault".to_owned(), "service-fault-twice"),
            },
        };
        let subject = part.strip_prefix("field ").and_then(|k| spec.fields.iter().find(|f| f.key == k)).map(|f| f.label.clone());
        let what = subject.unwrap_or_else(|| fault.split(['«', '»']).nth(1).unwrap_or_default().to_owned());
        form.note(&field, Reason::new(key).arg("what", what));
    }
}
