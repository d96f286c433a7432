//! Signing in and out, and the accounts' own life.
mod commands;
pub mod log;
mod noun;
pub mod password;
mod queries;
mod record;
mod second;
mod setup;
mod signin;
mod wall;

pub use commands::{change_password, check_new_password, create, login_of, reset, roles_of, set_disabled, set_roles, unlock};
pub use noun::NOUN;
pub use password::{fits as verify_password, hash as hash_password};
pub use queries::{CHOICE_MOST, account_name, first_administrator, in_words, name_of, who_may};
pub use record::Session;
pub use second::{QUIET_HOURS, SAME_HAND_DAYS, TOLD_DAYS, second_person, shaped_lately};
pub use setup::{First, recover, replace_recovery, set_up};
pub use signin::{Brake, SignIn, end_sessions, forget_idle, move_locks, move_sessions, sign_in, sign_out};
pub use wall::{WALL_NAME_MOST, WALLS_MOST, WallKey, make_wall, revoke_wall, walls};
