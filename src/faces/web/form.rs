use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};

use super::{Problem, csrf_token, patience::unreadable};
use crate::{
    app::App,
    base::{Failure, FieldErrors, Reason},
};

/// The most bytes of a posted form.
pub const BODY_MOST: usize = 256 * 1024;

/// A form: what was typed, and what is wrong with it. Views draw both; `take` parses at the edge.
#[derive(Clone, Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    errors: FieldErrors,
}

impl Form {
    /// A form filled from what is stored, to be edited.
    pub fn filled(fields: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) -> Self {
        let fields = fields.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
        Form { fields, errors: FieldErrors::default() }
    }
    /// What was typed in a field; empty if nothing.
    pub fn value(&self, name: &str) -> &str {
        self.fields.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str()).unwrap_or_default()
    }
    /// All values of a field that may stand several times.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(k, _)| k == name).map(|(_, v)| v.as_str())
    }
    /// All fields, for forms whose fields are data.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }
    /// Sets a field's value, replacing what was typed.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.fields.retain(|(k, _)| k != name);
        self.fields.push((name.to_owned(), value.into()));
    }
    /// A required field, parsed; notes an error beside it otherwise.
    pub fn take<T>(&mut self, name: &str, wrong: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let typed = self.value(name).trim();
        if typed.is_empty() {
            self.note(name, Reason::new("field-required"));
            return None;
        }
        let parsed = parse(typed);
        if parsed.is_none() {
            self.note(name, Reason::new(wrong));
        }
        parsed
    }
    /// An optional field: `Some(None)` if empty, `None` (and an error) if wrong.
    pub fn maybe<T>(&mut self, name: &str, wrong: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Option<Option<T>> {
        if self.value(name).trim().is_empty() { Some(None) } else { self.take(name, wrong, parse).map(Some) }
    }
    /// A required text of at most `max` characters, trimmed.
    pub fn text(&mut self, name: &str, max: usize) -> Option<String> {
        let text = self.take(name, "field-required", |s| Some(s.to_owned()))?;
        if text.chars().count() > max {
            self.note(name, Reason::new("field-too-long").arg("max", max));
            return None;
        }
        Some(text)
    }
    /// An optional text of at most `max` characters, trimmed; empty if nothing was typed.
    pub fn text_or_empty(&mut self, name: &str, max: usize) -> Option<String> {
        if self.value(name).trim().is_empty() { Some(String::new()) } else { self.text(name, max) }
    }
    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        matches!(self.value(name), "on" | "1" | "true" | "yes")
    }
    /// Notes an error beside a field.
    pub fn note(&mut self, name: &str, reason: Reason) {
        self.errors.0.push((name.to_owned(), reason));
    }
    /// Notes the errors that a command found.
    pub fn note_all(&mut self, errors: FieldErrors) {
        self.errors.0.extend(errors.0);
    }
    /// What came of a command: what it made, or nothing, and beside the fields stands what is wrong with what was typed.
    ///
    /// # Errors
    /// Every other failure, as it is.
    pub fn settled<T>(&mut self, done: Result<T, Failure>) -> Result<Option<T>, Failure> {
        self.settled_as(done, |field| field)
    }
    /// The same where the form names fields in another way than the command.
    ///
    /// # Errors
    /// Every failure that is not about fields.
    pub fn settled_as<T>(&mut self, done: Result<T, Failure>, name: impl Fn(String) -> String) -> Result<Option<T>, Failure> {
        match done {
            Ok(made) => Ok(Some(made)),
            Err(Failure::Invalid(errors)) => {
                self.errors.0.extend(errors.0.into_iter().map(|(field, reason)| (name(field), reason)));
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }
    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<&Reason> {
        self.errors.of(name)
    }
    /// Everything that is wrong.
    pub fn errors(&self) -> &FieldErrors {
        &self.errors
    }
    /// Whether nothing is wrong so far.
    pub fn ok(&self) -> bool {
        self.errors.0.is_empty()
    }
    pub(super) fn checked(fields: Vec<(String, String)>, req: &HttpRequest, app: &App) -> Result<Self, Problem> {
        let cross = req.headers().get("sec-fetch-site").is_some_and(|v| v != "same-origin" && v != "none");
        let form = Form { fields, errors: FieldErrors::default() };
        let token = csrf_token(app, req);
        let given = form.value("csrf");
        if cross || token.is_empty() || !same(given.as_bytes(), token.as_bytes()) {
            return Err(Problem(Failure::refused("failure-form-expired")));
        }
        Ok(form)
    }
}

/// Equal, in a time that does not tell where they differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |d, (x, y)| d | (x ^ y)) == 0
}

impl FromRequest for Form {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;
    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let req = req.clone();
        let body = web::Bytes::from_request(&req, payload);
        Box::pin(async move {
            let body = body.await.map_err(|e| Problem(unreadable(&e)))?;
            let app = req.app_data::<App>().ok_or_else(|| Problem(Failure::broken("no app")))?;
            let fields = form_urlencoded::parse(&body).into_owned().collect();
            Form::checked(fields, &req, app)
        })
    }
}
