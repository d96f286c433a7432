//! What the tests share: the running office, and the worlds they walk in.
pub(crate) mod app;
pub(crate) mod desk;
pub(crate) mod files;
pub(crate) mod gone;
pub(crate) mod ground;
pub(crate) mod live;
pub(crate) mod lobby;
pub(crate) mod open311;
pub(crate) mod registers;
pub(crate) mod store;
pub(crate) mod table;
pub(crate) mod until;

use lianxin::base::CitizenNumber;

/// A citizen number with the right check digit.
pub(crate) fn number(body: &str) -> String {
    format!("{body}{}", CitizenNumber::check_digit(body).unwrap())
}
