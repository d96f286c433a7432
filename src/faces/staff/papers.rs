use crate::{
    app::App,
    base::Failure,
    domain::registry::people,
    faces::{staff::SignedIn, web::Form},
};

/// Papers with personal information that one account may make in an hour.
const PAPERS: u32 = 120;

/// The purpose for which somebody looks at, prints or takes along what is personal; notes beside the field what is wrong with it.
pub fn purpose(form: &mut Form, field: &str) -> Option<String> {
    form.take(field, "purpose-too-short", people::purpose)
}

/// Counts a paper with personal information.
pub fn count_paper(app: &App, who: &SignedIn) -> Result<(), Failure> {
    app.limits.hit("paper", &who.account.id.to_string(), PAPERS, 3600, app.clock.now())
}
