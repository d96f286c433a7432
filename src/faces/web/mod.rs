//! What every face needs of the web, whoever looks at it: forms with CSRF, replies, headers, assets, rates. No page of its own.
mod assets;
mod connections;
mod extract;
mod form;
mod headers;
mod host;
mod patience;
mod reply;
mod route;
mod slow;
mod sound;
mod stream;
mod upload;

pub use assets::{TERMINAL_VERSION, asset_url, routes as asset_routes};
pub use connections::Connections;
pub use extract::{Lang, address};
pub use form::{BODY_MOST, Form};
pub use headers::{BROWSER_COOKIE, csrf_token, listening, secure};
pub use host::known_host;
pub use patience::steady;
pub use reply::{Draw, Face, Problem, Reply, XLSX, ask_again, page, page_with, pdf, photo, problems, see_other, xlsx};
pub use route::{Route, Routes, endpoint};
pub use slow::slowly;
pub use sound::{Sound, sound_of};
pub use stream::events;
pub use upload::{UPLOAD_MOST, Upload};
