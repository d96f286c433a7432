//! Files between the dry run and the real one: read, looked through, shown, applied once.
use std::sync::Arc;

use actix_web::{HttpResponse, http::header};

use super::{SignedIn, slowly};
use crate::{
    app::App,
    base::{Failure, Reason},
    live::Looked,
    sheets::Sheet,
};

/// Reads a file and looks through it beside the request threads; nothing is changed. The name under which it is kept until it
/// is applied, or why it cannot be read.
///
/// # Errors
/// Whatever reading fails with but a refusal; [`Failure::Busy`] while too many are being applied.
pub async fn look_through<P, A>(
    app: &App,
    who: &SignedIn,
    name: String,
    read: impl FnOnce() -> Result<(Vec<Sheet>, P), Failure> + Send + 'static,
) -> Result<Result<String, Reason>, Failure>
where
    P: Send + Sync + 'static,
    A: Send + Sync + 'static,
{
    match slowly(app, read).await? {
        Ok((sheets, plan)) => {
            let file = Looked::<P, A>::new(who.account.id, app.clock.now(), name, sheets, plan);
            app.shelf.keep(file).map(Ok)
        }
        Err(Failure::Refused(why)) => Ok(Err(why)),
        Err(other) => Err(other),
    }
}

/// A file of one's own that is still kept.
///
/// # Errors
/// Refused when there is none.
pub fn looked<P, A>(app: &App, who: &SignedIn, token: &str) -> Result<Arc<Looked<P, A>>, Failure>
where
    P: Send + Sync + 'static,
    A: Send + Sync + 'static,
{
    app.shelf.find(token, who.account.id, app.clock.now())
}

/// Applies a file once, on a thread of its own; its page follows it.
///
/// # Errors
/// When no thread can be had.
pub fn apply_once<P, A>(
    file: Arc<Looked<P, A>>,
    work: impl FnOnce(&Looked<P, A>) -> Result<A, Failure> + Send + 'static,
) -> Result<(), Failure>
where
    P: Send + Sync + 'static,
    A: Send + Sync + 'static,
{
    if file.begin() {
        let run = move || file.end(work(&file));
        std::thread::Builder::new().name("import".into()).spawn(run).map_err(Failure::broken)?;
    }
    Ok(())
}

/// The page of a file, which is fetched again each second while the file is being applied.
pub fn following<P, A>(file: &Looked<P, A>, mut page: HttpResponse) -> HttpResponse {
    if file.running() {
        page.headers_mut().insert(header::REFRESH, header::HeaderValue::from_static("1"));
    }
    page
}
