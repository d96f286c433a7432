//! The whole workflow as data: every state, action, actor, guard, choice and required field. Screens, the help page, commands
//! and tests read this table; a rule that is not here does not exist. What does not depend on the state is in `manner`.
use super::{Action, Colour, StateTag};
use crate::domain::office::who::Right;

/// Who may follow a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// An account that sees the item and has this right.
    Right(Right),
    /// The resident whose item it is, at the terminal or with the receipt.
    Resident,
    /// The resident, or an account with this right on the resident's behalf.
    ResidentOr(Right),
    /// Whoever answers for the item now: its owner, or another of the same grid. One that nobody owns may be taken by
    /// whoever sees it and may handle (全岗通).
    Answerable,
    /// Whoever answers for it now, or an account with this right.
    OwnerOr(Right),
    /// Whoever answers for it while somebody works on it, else an account with this right.
    OwnerElse(Right),
    /// A participant of the conference under way.
    Participant,
    /// The chair of the conference under way.
    Chair,
    /// Somebody who was asked for help and has not answered.
    Helper,
    /// Every account that sees the item.
    Viewer,
    /// The house itself.
    System,
}

/// What else must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// The actor has never worked on it: 核查人不能是承办人.
    NotHandler,
    /// Every helper has answered, or is no longer asked.
    HelpAnswered,
    /// A supervision under way has been answered; it never holds up the resident's own act.
    SupervisionAnswered,
    /// A supervision is under way and not answered yet.
    SupervisionWaits,
    /// A supervision is under way; a red one is the leaders' to lift.
    SupervisionMine,
    /// No supervision is under way, or a yellow one that a leader may still raise to red.
    SupervisionNew,
    /// Every paper carried for the resident has been given back.
    PapersReturned,
    /// The limit has not run out.
    NotOverdue,
    /// The conference can go up a level.
    LevelLeft,
    /// Follow-up was tried as often as the office wants and nobody was reached.
    TriedEnough,
    /// The resident has not done it today: once a day is heard, more only hides how many residents wait.
    OnceADay,
}

impl Guard {
    /// Name in texts (`guard-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Guard::NotHandler => "not-handler",
            Guard::HelpAnswered => "help-answered",
            Guard::SupervisionAnswered => "supervision-answered",
            Guard::SupervisionWaits => "supervision-waits",
            Guard::SupervisionMine => "supervision-mine",
            Guard::SupervisionNew => "supervision-new",
            Guard::PapersReturned => "papers-returned",
            Guard::NotOverdue => "not-overdue",
            Guard::LevelLeft => "level-left",
            Guard::TriedEnough => "tried-enough",
            Guard::OnceADay => "once-a-day",
        }
    }
}

/// What must hold of what was chosen in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Red is the leaders' to give.
    RedByLeaders,
    /// The colour is graver than that of the supervision under way.
    Graver,
    /// It goes to another than its owner.
    AnotherOwner,
    /// The office still allows more days.
    DaysLeft,
}

impl Choice {
    /// Name in texts (`choice-…`).
    pub const fn key(self) -> &'static str {
        match self {
            Choice::RedByLeaders => "red-by-leaders",
            Choice::Graver => "graver",
            Choice::AnotherOwner => "another-owner",
            Choice::DaysLeft => "days-left",
        }
    }
}

/// When words are required (basis, reason, result).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    Always,
    /// When an account does it on the resident's behalf: it is said why.
    OnBehalf,
    No,
}

impl Note {
    /// Whether they are required of an account, or of the resident.
    pub const fn needed(self, account: bool) -> bool {
        match self {
            Note::Always => true,
            Note::OnBehalf => account,
            Note::No => false,
        }
    }
}

/// What an action's form holds beside the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Which account it goes to.
    Recipient,
    /// The materials now handed in.
    Materials,
    /// Working days.
    Days,
    /// Yellow or red.
    Colour,
    /// The number of another item.
    Target,
    /// A service, for the matter that is split off.
    Service,
    /// Accounts that take part.
    Participants,
    /// The account that leads a conference.
    Chair,
    /// Satisfied or not.
    Verdict,
    /// How the resident was asked, and what came of it.
    Outcome,
    /// The policy that the result rests on.
    Basis,
    /// Which request for help.
    Help,
    /// Names of papers, one a line.
    Papers,
    /// Which paper.
    Paper,
}

/// Where an action leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// The state stays.
    Stay,
    /// To this state.
    State(StateTag),
    /// 已评价 or 不满意, by the verdict; stays if there is none (nobody was reached).
    Verdict,
}

/// One line of the workflow: from where, by whom, under which conditions, with what, to where.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// What is done.
    pub action: Action,
    /// From these states.
    pub from: &'static [StateTag],
    /// Where it leads.
    pub to: To,
    /// By whom.
    pub who: Who,
    /// When words are required (basis, reason, result).
    pub note: Note,
    /// What else is asked.
    pub fields: &'static [Field],
    /// What must hold.
    pub guards: &'static [Guard],
    /// What must hold of what is chosen.
    pub choices: &'static [Choice],
    /// It takes back what was done just before, and is not what is to be done next.
    pub again: bool,
}

use Action as A;
use StateTag as S;

const OPEN: &[S] = &[
    S::Reported,
    S::Accepted,
    S::AwaitingPapers,
    S::Filed,
    S::Dispatched,
    S::Handling,
    S::ExtensionAsked,
    S::Suspended,
    S::Joint,
    S::Escalated,
    S::ReportedBack,
    S::Verifying,
];

/// What must hold before an item leaves the office's hands unworked: no side door around a supervision.
const LEAVES: &[Guard] = &[Guard::PapersReturned, Guard::SupervisionAnswered];

const fn rule(action: A, from: &'static [S], to: To, who: Who) -> Rule {
    Rule { action, from, to, who, note: Note::No, fields: &[], guards: &[], choices: &[], again: false }
}

impl Rule {
    const fn noted(self) -> Self {
        Rule { note: Note::Always, ..self }
    }
    const fn noted_on_behalf(self) -> Self {
        Rule { note: Note::OnBehalf, ..self }
    }
    const fn with(self, fields: &'static [Field]) -> Self {
        Rule { fields, ..self }
    }
    const fn guarded(self, guards: &'static [Guard]) -> Self {
        Rule { guards, ..self }
    }
    const fn chosen(self, choices: &'static [Choice]) -> Self {
        Rule { choices, ..self }
    }
    const fn again(self) -> Self {
        Rule { again: true, ..self }
    }

    /// Whether its form asks for this.
    pub fn asks(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }
    /// The colours that its form offers, to a leader or to somebody else.
    pub fn colours(&self, leads: bool) -> impl Iterator<Item = Colour> {
        let red = leads || !self.choices.contains(&Choice::RedByLeaders);
        Colour::ALL.iter().copied().filter(move |c| red || *c != Colour::Red)
    }
}

use To::{State as To_, Stay, Verdict};
use Who::{Answerable, Chair, Helper, OwnerElse, OwnerOr, Participant, Resident, ResidentOr, Right as By, System, Viewer};

/// The workflow, in the order in which pages offer it.
pub const RULES: &[Rule] = &[
    // 信息收集、案卷建立
    rule(A::Accept, &[S::Reported], To_(S::Accepted), By(Right::Accept)),
    rule(A::SelfHandle, &[S::Reported], To_(S::Closed), By(Right::Handle)).noted().guarded(LEAVES),
    rule(A::PapersComplete, &[S::AwaitingPapers], To_(S::Accepted), By(Right::Accept)).with(&[Field::Materials]),
    rule(A::File, &[S::Accepted], To_(S::Filed), By(Right::Dispatch)),
    // 任务派遣. An accepted item that is dispatched is filed by it.
    rule(A::Dispatch, &[S::Accepted, S::Filed], To_(S::Dispatched), By(Right::Dispatch)).with(&[Field::Recipient]),
    // 任务处理
    rule(A::Start, &[S::Accepted, S::Filed, S::Dispatched], To_(S::Handling), Answerable),
    rule(A::ReportBack, &[S::Handling], To_(S::ReportedBack), Answerable)
        .noted()
        .guarded(&[Guard::HelpAnswered, Guard::SupervisionAnswered]),
    // 核查结案
    rule(A::Verify, &[S::ReportedBack], To_(S::Verifying), By(Right::Verify)).guarded(&[Guard::NotHandler]),
    rule(A::Close, &[S::ReportedBack, S::Verifying], To_(S::Closed), By(Right::Verify)).noted().guarded(&[
        Guard::NotHandler,
        Guard::SupervisionAnswered,
        Guard::PapersReturned,
    ]),
    rule(A::Rework, &[S::ReportedBack, S::Verifying], To_(S::Handling), By(Right::Verify)).noted().guarded(&[Guard::NotHandler]),
    // 综合评价
    rule(A::Rate, &[S::Closed], Verdict, Resident).with(&[Field::Verdict]),
    rule(A::FollowUp, &[S::Closed], Verdict, By(Right::FollowUp))
        .noted()
        .with(&[Field::Outcome, Field::Basis])
        .guarded(&[Guard::NotHandler]),
    rule(A::Reopen, &[S::Dissatisfied], To_(S::Handling), By(Right::Dispatch)).noted().with(&[Field::Recipient]),
    rule(A::Archive, &[S::Rated], To_(S::Archived), By(Right::FollowUp)),
    rule(A::Archive, &[S::Closed], To_(S::Archived), By(Right::FollowUp)).noted().guarded(&[Guard::TriedEnough]),
    // The policy does not always allow what is asked: a leader explains it and lets it rest.
    rule(A::Archive, &[S::Dissatisfied], To_(S::Archived), By(Right::Lead)).noted(),
    // 补正、不予受理、合并、拆分、撤回
    rule(A::AskPapers, &[S::Reported, S::Accepted], To_(S::AwaitingPapers), By(Right::Accept)).noted(),
    rule(A::Decline, &[S::Reported, S::AwaitingPapers], To_(S::Declined), By(Right::Accept)).noted().guarded(LEAVES),
    rule(A::Merge, &[S::Reported, S::Accepted, S::Filed], To_(S::Merged), By(Right::Accept))
        .with(&[Field::Target])
        .guarded(LEAVES),
    rule(A::Split, &[S::Reported, S::Accepted, S::Filed], Stay, By(Right::Accept)).noted().with(&[Field::Service]),
    rule(A::Withdraw, &[S::Reported, S::Accepted, S::AwaitingPapers, S::Filed], To_(S::Withdrawn), ResidentOr(Right::Accept))
        .noted_on_behalf()
        .guarded(LEAVES),
    // 退单、改派、移交、协办
    rule(A::SendBack, &[S::Dispatched, S::Handling], To_(S::Filed), Answerable).noted(),
    rule(A::Dispatch, &[S::Dispatched, S::Handling], To_(S::Dispatched), By(Right::Dispatch))
        .noted()
        .with(&[Field::Recipient])
        .again(),
    rule(
        A::HandOver,
        &[S::Dispatched, S::Handling, S::ExtensionAsked, S::Suspended, S::Joint, S::Escalated],
        Stay,
        OwnerOr(Right::Dispatch),
    )
    .noted()
    .with(&[Field::Recipient])
    .chosen(&[Choice::AnotherOwner]),
    rule(A::AskHelp, &[S::Dispatched, S::Handling, S::Joint], Stay, OwnerOr(Right::Dispatch))
        .noted()
        .with(&[Field::Participants]),
    rule(A::AnswerHelp, OPEN, Stay, Helper).noted(),
    rule(A::CancelHelp, OPEN, Stay, OwnerOr(Right::Dispatch)).noted().with(&[Field::Help]),
    // 延期、缓办、上报上级
    rule(A::AskExtension, &[S::Handling], To_(S::ExtensionAsked), Answerable)
        .noted()
        .with(&[Field::Days])
        .guarded(&[Guard::NotOverdue])
        .chosen(&[Choice::DaysLeft]),
    rule(A::GrantExtension, &[S::ExtensionAsked], To_(S::Handling), By(Right::Dispatch))
        .with(&[Field::Days])
        .chosen(&[Choice::DaysLeft]),
    rule(A::RefuseExtension, &[S::ExtensionAsked], To_(S::Handling), By(Right::Dispatch)).noted(),
    rule(A::Suspend, &[S::Handling], To_(S::Suspended), By(Right::Lead)).noted(),
    rule(A::Resume, &[S::Suspended], To_(S::Handling), By(Right::Lead)),
    rule(A::Escalate, &[S::Handling], To_(S::Escalated), By(Right::Dispatch)).noted(),
    rule(A::HigherAnswer, &[S::Escalated], To_(S::Handling), By(Right::Dispatch)).noted(),
    // 三级会办
    rule(A::Convene, &[S::Handling], To_(S::Joint), By(Right::Convene)).noted().with(&[Field::Chair, Field::Participants]),
    rule(A::Opine, &[S::Joint], Stay, Participant).noted(),
    rule(A::Conclude, &[S::Joint], To_(S::Handling), Chair).noted(),
    rule(A::RaiseLevel, &[S::Joint], Stay, By(Right::Convene))
        .noted()
        .with(&[Field::Chair, Field::Participants])
        .guarded(&[Guard::LevelLeft]),
    // 两级督办、催办
    rule(A::AnswerSupervision, OPEN, Stay, OwnerElse(Right::Accept)).noted().guarded(&[Guard::SupervisionWaits]),
    rule(A::Supervise, OPEN, Stay, By(Right::Supervise))
        .noted()
        .with(&[Field::Colour])
        .guarded(&[Guard::SupervisionNew])
        .chosen(&[Choice::RedByLeaders, Choice::Graver]),
    rule(A::LiftSupervision, OPEN, Stay, By(Right::Supervise)).guarded(&[Guard::SupervisionMine, Guard::SupervisionAnswered]),
    rule(A::Urge, OPEN, Stay, ResidentOr(Right::Intake)).guarded(&[Guard::OnceADay]),
    // 代办材料交接. Papers come back whatever became of the item.
    rule(A::TakePapers, OPEN, Stay, By(Right::Intake)).with(&[Field::Papers]),
    rule(A::DeliverPapers, &S::ALL, Stay, By(Right::Intake)).with(&[Field::Paper]),
    rule(A::ReturnPapers, &S::ALL, Stay, By(Right::Intake)).with(&[Field::Paper]),
    rule(A::Note, &S::ALL, Stay, Viewer).noted(),
    rule(A::Remind, OPEN, Stay, System),
    rule(A::Recalculate, OPEN, Stay, System),
];

impl Action {
    /// The rule of this action, if the state allows it.
    pub fn rule(self, from: StateTag) -> Option<&'static Rule> {
        RULES.iter().find(|r| r.action == self && r.from.contains(&from))
    }
}
