use super::{Desk, refused};
use crate::{
    base::Failure,
    domain::matters::{
        catalog::{Answer, FieldKind, FieldSpec, Material, ServiceSpec, chosen},
        items::Item,
    },
    paper::{self, ApplicationFacts, FormField, FormValue, Pdf, ToldFacts, application, told},
};

/// Answers longer than this stand over the whole width of the form.
const SHORT_MOST: usize = 14;

impl Desk<'_> {
    pub(super) fn form(&self, item: &Item) -> Result<Pdf, Failure> {
        let spec = self.spec(item)?;
        let mut fields = Vec::with_capacity(spec.fields.len());
        for f in spec.fields.iter().filter(|f| !matches!(f.kind, FieldKind::Photo { .. })) {
            let answer = item.answers.iter().find(|a| a.key == f.key);
            fields.push(FormField { label: f.label.clone(), value: self.value(f, answer)? });
        }
        let in_hand = |i: usize| item.materials.iter().any(|m| usize::from(*m) == i);
        let facts = ApplicationFacts {
            office: self.office(),
            service: item.title.trim_end_matches("申请").to_owned(),
            no: item.no.to_string(),
            date: item.created.day().chinese(),
            fields,
            materials: spec.materials.iter().enumerate().map(|(i, m)| (m.name.clone(), in_hand(i))).collect(),
            photo: false,
            opinions: vec![self.texts.get("paperwork-opinion-community")],
        };
        application(self.texts, &facts).map_err(refused)
    }
    /// One answer as the form shows it. A sealed number is opened only where the service's form says that it must be; whoever
    /// makes such a form, or one with a birth date, is asked for the right to reveal.
    fn value(&self, f: &FieldSpec, answer: Option<&Answer>) -> Result<FormValue, Failure> {
        let said = answer.map(|a| super::words::said(self.texts, &f.shown(&a.value))).unwrap_or_default();
        let said = said.as_str();
        Ok(match &f.kind {
            FieldKind::Choice { options } => FormValue::Choice(options.iter().map(|o| (o.clone(), o == said)).collect()),
            FieldKind::Choices { options } => {
                let chosen: Vec<&str> = chosen(said).collect();
                FormValue::Choice(options.iter().map(|o| (o.clone(), chosen.contains(&o.as_str()))).collect())
            }
            FieldKind::CitizenNumber if f.full_number_on_form => match answer.and_then(|a| a.sealed.as_ref()) {
                Some(sealed) => FormValue::Short(self.keys.seal.open_number(sealed)?.plain().to_owned()),
                None => FormValue::Short(said.to_owned()),
            },
            FieldKind::Date { .. } if f.is_birth() => FormValue::Short(answer.map(|a| a.value.clone()).unwrap_or_default()),
            FieldKind::LongText { .. } | FieldKind::Address => FormValue::Long(said.to_owned()),
            FieldKind::Number { unit, .. } if !said.is_empty() => FormValue::Short(format!("{said} {unit}")),
            FieldKind::Money if !said.is_empty() => FormValue::Short(self.texts.with("paperwork-yuan", &[("amount", said)])),
            _ if said.chars().count() > SHORT_MOST => FormValue::Long(said.to_owned()),
            _ => FormValue::Short(said.to_owned()),
        })
    }
    pub(super) fn told_item(&self, item: &Item) -> Result<Pdf, Failure> {
        let name = self.applicant(item);
        let ready: Vec<usize> = item.materials.iter().map(|m| usize::from(*m)).collect();
        self.told(&self.spec(item)?, &name, &ready)
    }
    /// 一次性告知书 of a service, for whoever asks; `ready` are the materials that the resident has.
    pub fn told(&self, spec: &ServiceSpec, to: &str, ready: &[usize]) -> Result<Pdf, Failure> {
        let facts = ToldFacts {
            office: self.office(),
            no: String::new(),
            to: to.to_owned(),
            service: spec.name.clone(),
            kind: self.texts.get(spec.item_type.key()),
            limit: self.limit(spec),
            who: spec.who.clone(),
            place: String::new(),
            fee: spec.fee.clone().unwrap_or_else(|| self.texts.get("paperwork-free")),
            materials: spec.materials.iter().enumerate().map(|(i, m)| self.material(m, ready.contains(&i))).collect(),
            steps: ["paperwork-step-apply", "paperwork-step-accept", "paperwork-step-handle", "paperwork-step-answer"]
                .map(|k| self.texts.get(k))
                .to_vec(),
            basis: self.basis(spec),
            date: self.today.chinese(),
        };
        told(self.texts, &facts).map_err(refused)
    }
    fn material(&self, m: &Material, ready: bool) -> paper::Material {
        let t = self.texts;
        let form = match (m.original, m.copies) {
            (true, 0) => t.get("paperwork-original"),
            (true, _) => t.get("paperwork-original-and-copy"),
            (false, 0) => t.get("paperwork-shown"),
            (false, _) => t.get("paperwork-copy"),
        };
        let copies = if m.copies == 0 { "—".to_owned() } else { t.with("paperwork-copies", &[("n", &m.copies.to_string())]) };
        paper::Material { name: m.name.clone(), form, copies, note: m.note.clone().unwrap_or_default(), ready }
    }
}
