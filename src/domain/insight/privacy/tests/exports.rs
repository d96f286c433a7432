use super::*;

#[test]
fn key_persons_go_out_once_with_another_persons_approval() {
    let office = Office::new();
    let (leader, principal) = (office.account("leader", Role::Leader), office.account("principal", Role::Principal));
    let clerk = office.account("clerk", Role::Clerk);
    let ask = |by: Id<Account>, table: &str, at: Stamp| {
        let table = table.to_owned();
        office.write(move |tx| ask_export(tx, (by, at), &table, "报送司法所", "区司法局"))
    };
    let decide =
        |by: Id<Account>, id: Id<ExportRequest>, ok: bool, at: Stamp| office.write(move |tx| decide_export(tx, (by, at), id, ok));
    let take = |by: Id<Account>, at: Stamp| office.write(move |tx| take_approval(tx, by, "correction", at));
    assert_eq!(refusal(take(leader, now())), "approval-needed");
    assert_eq!(refusal(ask(clerk, "correction", now())), "NotAllowed");
    assert_eq!(refusal(ask(leader, "low-income", now())), "NotFound");

    let r = ask(leader, "correction", now()).unwrap();
    assert_eq!(refusal(ask(leader, "correction", now())), "approval-asked-already");
    assert_eq!(refusal(decide(leader, r.id, true, now())), "approval-own");
    assert_eq!(refusal(decide(clerk, r.id, true, now())), "NotAllowed");
    assert_eq!(refusal(take(leader, now())), "approval-needed");
    decide(principal, r.id, true, now()).unwrap();
    assert_eq!(refusal(decide(principal, r.id, false, now())), "approval-not-open");
    assert_eq!(refusal(take(principal, now())), "approval-needed", "it is the asker's");
    let other = office.write(move |tx| take_approval(tx, leader, "psychiatric", now()));
    assert_eq!(refusal(other), "approval-needed", "it is that register's");
    let late = now().plus_seconds(24 * 3_600);
    assert_eq!(refusal(take(leader, late)), "approval-needed");
    assert_eq!(usable(&office.store, leader, "correction", late).unwrap(), None);
    assert_eq!(take(leader, late.plus_seconds(-1)).unwrap().id, r.id);
    assert_eq!(refusal(take(leader, now())), "approval-needed", "once");

    let second = office.account("leader2", Role::Leader);
    let r = ask(second, "correction", now()).unwrap();
    decide(principal, r.id, false, now()).unwrap();
    assert_eq!(refusal(take(second, now())), "approval-needed");
    let r = ask(second, "correction", now()).unwrap();
    let week = now().plus_seconds(7 * 86_400);
    assert_eq!(refusal(decide(principal, r.id, true, week)), "approval-not-open");
    assert_eq!(r.state(week), ApprovalState::Expired);
    for (action, n) in [("export.ask", 3), ("export.approve", 1), ("export.refuse", 1), ("export.use", 1)] {
        assert_eq!(office.lines(action).len(), n, "{action}");
    }
}
