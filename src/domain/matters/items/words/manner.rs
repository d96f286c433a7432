//! What concerns an action whatever state it is done in: how it is offered, who hears of it, what it counts as. Pages read it
//! here, as they read the workflow table.
use super::{Action, Field, Note, RULES, Rule};

/// How an action is offered and heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    /// It refuses something or turns it back: its button warns.
    pub grave: bool,
    /// It leaves the state, but waits for exactly this person.
    pub waits: bool,
    /// It leaves the state, but an item cannot do without it: it has its place even in a history that is nearly full.
    pub vital: bool,
    /// Its place among what can be done to several items at once.
    pub many: Option<u8>,
    /// What the resident hears of it at the terminal, as a text's name (`kiosk-step-…`).
    pub heard: Option<&'static str>,
    /// Its words are meant for the resident too.
    pub words_heard: bool,
    /// The household's record tells of it: it brings the item into another state, and the household knows.
    pub recorded: bool,
    /// Who has worked on the item by it, and never verifies it.
    pub worked: Option<Worked>,
}

/// Who works on an item by an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Worked {
    /// Whoever does it.
    Actor,
    /// Whoever it is given to.
    Recipient,
}

/// What nobody outside hears of.
const QUIET: Manner = Manner {
    grave: false,
    waits: false,
    vital: false,
    many: None,
    heard: None,
    words_heard: false,
    recorded: false,
    worked: None,
};

impl Manner {
    const fn heard(key: &'static str) -> Self {
        Manner { heard: Some(key), ..QUIET }
    }
    const fn with_words(self) -> Self {
        Manner { words_heard: true, ..self }
    }
    const fn recorded(self) -> Self {
        Manner { recorded: true, ..self }
    }
    const fn grave(self) -> Self {
        Manner { grave: true, ..self }
    }
    const fn waits(self) -> Self {
        Manner { waits: true, ..self }
    }
    const fn vital(self) -> Self {
        Manner { vital: true, ..self }
    }
    const fn many(self, place: u8) -> Self {
        Manner { many: Some(place), ..self }
    }
    const fn worked(self, who: Worked) -> Self {
        Manner { worked: Some(who), ..self }
    }
}

impl Action {
    /// How it is offered and heard.
    pub const fn manner(self) -> Manner {
        use Worked::{Actor, Recipient};
        match self {
            Action::Report => Manner::heard("report").recorded(),
            Action::Accept => Manner::heard("accept").many(1),
            Action::AskPapers => Manner::heard("ask-papers").with_words(),
            Action::PapersComplete => Manner::heard("papers-complete"),
            Action::Decline => Manner::heard("decline").with_words().recorded().grave(),
            Action::Dispatch => Manner::heard("dispatch").many(3),
            Action::SendBack => QUIET.grave(),
            Action::Start => Manner::heard("start").worked(Actor),
            Action::ReportBack => Manner::heard("report-back").recorded().worked(Actor),
            Action::Rework => QUIET.grave(),
            Action::Close => Manner::heard("close").recorded(),
            Action::Withdraw => Manner::heard("withdraw").recorded().grave(),
            Action::Rate => Manner::heard("rate").recorded(),
            Action::File => QUIET.many(2),
            Action::SelfHandle => Manner::heard("close").recorded().worked(Actor),
            Action::Merge => Manner::heard("merge").recorded().grave(),
            Action::AskExtension => QUIET.worked(Actor),
            Action::GrantExtension => Manner::heard("extended"),
            Action::RefuseExtension => QUIET.grave(),
            Action::Suspend => Manner::heard("suspend"),
            Action::Resume => Manner::heard("resume"),
            Action::Opine => QUIET.waits(),
            Action::Escalate => Manner::heard("escalate"),
            Action::HigherAnswer => Manner::heard("higher-answer"),
            Action::FollowUp => Manner::heard("follow-up"),
            Action::Reopen => Manner::heard("reopen").recorded().worked(Recipient),
            Action::Archive => QUIET.many(6),
            Action::Urge => Manner::heard("urge"),
            Action::Supervise => QUIET.many(5),
            Action::AnswerSupervision => QUIET.waits().vital(),
            Action::LiftSupervision => QUIET.vital(),
            Action::HandOver => QUIET.vital().many(4).worked(Recipient),
            Action::AnswerHelp => QUIET.waits().vital().worked(Actor),
            Action::CancelHelp => QUIET.vital(),
            Action::TakePapers => Manner::heard("take-papers"),
            Action::ReturnPapers => Manner::heard("return-papers").vital(),
            Action::Note
            | Action::Split
            | Action::Convene
            | Action::RaiseLevel
            | Action::Conclude
            | Action::Verify
            | Action::AskHelp
            | Action::DeliverPapers
            | Action::Remind
            | Action::Recalculate => QUIET,
        }
    }

    /// What can be done to several items at once, in the order of the buttons.
    pub fn of_many() -> Vec<Action> {
        let mut all: Vec<Action> = Action::ALL.iter().copied().filter(|a| a.manner().many.is_some()).collect();
        all.sort_by_key(|a| a.manner().many);
        all
    }

    fn rules(self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().filter(move |r| r.action == self)
    }
    /// Whether its form asks for this, from whichever state.
    pub fn asks(self, field: Field) -> bool {
        self.rules().any(|r| r.asks(field))
    }
    /// Whether there is anything to say with it, from whichever state.
    pub fn speaks(self) -> bool {
        self.rules().any(|r| r.note == Note::Always || !r.fields.is_empty())
    }
    /// Whether an account must say something, from every state.
    pub fn needs_words(self) -> bool {
        self.rules().all(|r| r.note.needed(true))
    }
}
