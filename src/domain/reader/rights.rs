use crate::base::words;

words! {
    /// What an account is for; `role-…` is the text.
    pub enum Role {
        /// 管理员: accounts, settings, catalogue, imports; not the handling of matters.
        Administrator = 0 "administrator",
        /// 社区领导: sees all, decides what leaders decide.
        Leader = 1 "leader",
        /// 窗口人员: takes matters in and accepts.
        Clerk = 2 "clerk",
        /// 派遣员 (centre): files, dispatches, verifies and closes.
        Dispatcher = 3 "dispatcher",
        /// 职能部门承办人: handles what is dispatched to it.
        Handler = 4 "handler",
        /// 网格长: handles and sees the grid.
        GridLeader = 5 "grid-leader",
        /// 网格员: reports and handles in the grid.
        GridWorker = 6 "grid-worker",
        /// 审计员: reads the audit log, changes nothing.
        Auditor = 7 "auditor",
        /// 联络员: brings departments together (一级会办).
        Liaison = 8 "liaison",
        /// 主要领导: as the leaders, and chairs the third level of joint handling.
        Principal = 9 "principal",
    }
}

/// What may be done. Guards of handlers name one right each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// See the desk and items of all grids.
    SeeItems,
    /// See items of the own grids.
    SeeOwnGrid,
    /// Take an item in for someone, at the window, by telephone or on a visit.
    Intake,
    /// Accept, ask for papers, decline.
    Accept,
    /// Give an item to a handler.
    Dispatch,
    /// Work on an item and report back.
    Handle,
    /// Verify what another handled, close or send back for rework.
    Verify,
    /// See households and residents, masked.
    SeePeople,
    /// Create and change grids, houses, households, residents.
    EditPeople,
    /// Import and export rosters.
    Transfer,
    /// Reveal a sealed number for a stated purpose.
    Reveal,
    /// See and keep the registers of key persons (重点人群): few, and every look is a line in the log.
    KeyPersons,
    /// Change the service catalogue.
    EditCatalogue,
    /// Accounts, staff and posts.
    ManageUsers,
    /// Office settings, printers, backup.
    Settings,
    /// Read the audit log.
    Audit,
    /// Print papers and see the print queue.
    Print,
    /// Call back or visit after closing, and archive.
    FollowUp,
    /// Issue and lift supervision (督办): yellow by the centre, red by who also leads.
    Supervise,
    /// Bring departments together for joint handling (会办).
    Convene,
    /// What the leaders in charge decide (分管领导): suspension, red supervision, chairing the second level.
    Lead,
    /// Chairs the third level of joint handling (主要领导).
    Principal,
}

impl Right {
    /// Every right, for tables and tests.
    pub const ALL: [Right; 22] = [
        Right::SeeItems,
        Right::SeeOwnGrid,
        Right::Intake,
        Right::Accept,
        Right::Dispatch,
        Right::Handle,
        Right::Verify,
        Right::SeePeople,
        Right::EditPeople,
        Right::Transfer,
        Right::Reveal,
        Right::KeyPersons,
        Right::EditCatalogue,
        Right::ManageUsers,
        Right::Settings,
        Right::Audit,
        Right::Print,
        Right::FollowUp,
        Right::Supervise,
        Right::Convene,
        Right::Lead,
        Right::Principal,
    ];
}

impl Role {
    /// Grid staff: what they see and answer for lies in the grids of their posts.
    pub const fn serves_grid(self) -> bool {
        matches!(self, Role::GridLeader | Role::GridWorker)
    }
    /// Least privilege: the one table of who may do what.
    pub const fn has(self, right: Right) -> bool {
        use Right as R;
        match self {
            Role::Administrator => {
                matches!(
                    right,
                    R::SeePeople | R::EditPeople | R::Transfer | R::EditCatalogue | R::ManageUsers | R::Settings | R::Print
                )
            }
            Role::Leader => {
                matches!(
                    right,
                    R::SeeItems
                        | R::SeeOwnGrid
                        | R::Verify
                        | R::Dispatch
                        | R::SeePeople
                        | R::Reveal
                        | R::KeyPersons
                        | R::Audit
                        | R::Print
                        | R::FollowUp
                        | R::Supervise
                        | R::Convene
                        | R::Lead
                )
            }
            Role::Principal => matches!(right, R::Principal) || Role::Leader.has(right),
            Role::Liaison => matches!(right, R::SeeItems | R::SeeOwnGrid | R::Convene | R::FollowUp | R::Print),
            Role::Clerk => matches!(
                right,
                R::SeeItems
                    | R::SeeOwnGrid
                    | R::Intake
                    | R::Accept
                    | R::Handle
                    | R::SeePeople
                    | R::EditPeople
                    | R::Reveal
                    | R::Print
                    | R::FollowUp
            ),
            Role::Dispatcher => {
                matches!(
                    right,
                    R::SeeItems
                        | R::SeeOwnGrid
                        | R::Intake
                        | R::Accept
                        | R::Dispatch
                        | R::Verify
                        | R::SeePeople
                        | R::Print
                        | R::FollowUp
                        | R::Supervise
                        | R::Convene
                )
            }
            Role::Handler => matches!(right, R::Handle | R::Print),
            Role::GridLeader | Role::GridWorker => {
                matches!(right, R::SeeOwnGrid | R::Intake | R::Handle | R::SeePeople | R::Print | R::FollowUp)
            }
            Role::Auditor => matches!(right, R::Audit),
        }
    }
}
