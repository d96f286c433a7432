//! What the log says of this subject.
use crate::domain::noun::actions;

actions! {
    ACCOUNT_SIGN_IN = "account.sign-in",
    ACCOUNT_SIGN_OUT = "account.sign-out",
    ACCOUNT_SIGN_IN_FAILED = "account.sign-in-failed",
    ACCOUNT_SIGN_IN_REFUSED = "account.sign-in-refused",
    ACCOUNT_LOCKED = "account.locked",
    ACCOUNT_UNLOCK = "account.unlock",
    ACCOUNT_PASSWORD = "account.password",
    ACCOUNT_RESET = "account.reset",
    ACCOUNT_RECOVER = "account.recover",
    ACCOUNT_CREATE = "account.create",
    ACCOUNT_ROLES = "account.roles",
    ACCOUNT_DISABLE = "account.disable",
    ACCOUNT_ENABLE = "account.enable",
    WALL_MAKE = "wall.make",
    WALL_REVOKE = "wall.revoke",
    OFFICE_SET_UP = "office.set-up",
    OFFICE_RECOVERY = "office.recovery",
    OFFICE_RECOVERY_FAILED = "office.recovery-failed",
}
