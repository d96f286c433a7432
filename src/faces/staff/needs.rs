//! The needs of handlers, by name.
use super::Need;
use crate::domain::office::who::Right;

macro_rules! need {
    ($($(#[$doc:meta])* $name:ident: $($right:ident)|*;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;
        impl Need for $name {
            const RIGHTS: &'static [Right] = &[$(Right::$right),*];
        }
    )*};
}
need! {
    /// Nothing but an account.
    Anybody: ;
    /// See items: all, those of the own grids, or those given to oneself.
    SeeItems: SeeItems | SeeOwnGrid | Handle;
    /// See the whole office's items.
    SeeAllItems: SeeItems;
    /// Take an item in for someone.
    Intake: Intake;
    /// Do something to an item; which action is decided by the workflow table.
    ActOnItem: Accept | Dispatch | Handle | Verify | Convene;
    /// Do one thing to several items; which ones is decided by the workflow table.
    ActOnMany: Accept | Dispatch | Handle | FollowUp | Supervise;
    /// Call back or visit after closing.
    FollowUp: FollowUp;
    /// Give what somebody owns to another: anybody's, or one's own.
    HandOver: Dispatch | Handle;
    /// See households and residents.
    SeePeople: SeePeople;
    /// Change them.
    EditPeople: EditPeople;
    /// Import and export rosters.
    Transfer: Transfer;
    /// Reveal a sealed number.
    Reveal: Reveal;
    /// Take entries of registers in from a file; which registers is the table's to say.
    ImportRegister: Transfer | KeyPersons;
    /// Give a register out as a file; which one and how much is the table's to say.
    ExportRegister: Transfer | Reveal;
    /// Write down what a resident said about the own information: whoever keeps the registry or takes matters in.
    NotePrivacy: EditPeople | Intake;
    /// Decide what a resident asks about the own information, and see what is due for deletion.
    DecidePrivacy: EditPeople | Lead;
    /// Approve a deletion.
    ApproveDeletion: Lead;
    /// Ask for, and decide on, a file of key persons.
    KeyPersons: KeyPersons;
    /// Change the catalogue.
    EditCatalogue: EditCatalogue;
    /// Accounts, staff, posts.
    ManageUsers: ManageUsers;
    /// Settings.
    Settings: Settings;
    /// See the calendar of working days: whoever has limits to keep, or keeps the calendar.
    SeeCalendar: SeeItems | SeeOwnGrid | Handle | Settings;
    /// Read the audit log.
    Audit: Audit;
    /// Print.
    Print: Print;
    /// Hear a terminal's call for help and go there: everybody who sits in the office.
    AnswerCalls: SeeItems | SeeOwnGrid | Settings;
}
