use super::*;
use crate::domain::registry::registers::value::shown;

/// By hand from what each role is for: who sees a class of tables, and who changes it.
const SIGHT: [(&str, &[Role], &[Role]); 4] = {
    use Role::{Administrator as A, Clerk as C, Dispatcher as D, GridLeader as G, GridWorker as W, Leader as L, Principal as P};
    [
        ("everyone", &[A, L, C, D, G, W, P], &[A, C]),
        ("field", &[A, L, C, D, G, W, P], &[A, C, D, G, W]),
        ("office", &[A, L, C, P], &[A, C]),
        ("key-persons", &[L, P], &[L, P]),
    ]
};

/// Every role against every field of every table: a strict value is nobody's, a personal one is its editors', an open one
/// is whoever's who sees the table.
#[test]
fn roles_and_fields() {
    let o = Office::new();
    let mut looked = 0;
    for t in shipped().unwrap() {
        let e = o.create(t, 5).unwrap();
        let (_, sees, edits) = SIGHT.iter().find(|(k, ..)| *k == t.access.key()).unwrap();
        for role in Role::ALL {
            let who = reader(&[role], &o.grids);
            assert_eq!(who.sees_table(t), sees.contains(&role), "{} {role:?} sees", t.code);
            assert_eq!(who.edits_table(t), edits.contains(&role), "{} {role:?} edits", t.code);
            for f in &t.fields {
                let (said, plain) = (shown(e.value(&f.key).unwrap(), f, who.edits_table(t)), sample(f, 5));
                let whole = match f.class {
                    Class::Open => true,
                    Class::Personal => edits.contains(&role),
                    Class::Strict => false,
                };
                let same = said.replace('、', "") == plain.replace('、', "");
                assert!(
                    if whole { same || said.chars().count() >= 2 } else { !same && said.contains('*') },
                    "{} {} {role:?}: {said}",
                    t.code,
                    f.key
                );
                looked += 1;
            }
        }
    }
    assert!(looked > 2_000, "{looked} looks");
}

#[test]
fn who_imports_and_exports() {
    let of = |access| shipped().unwrap().iter().find(|t| t.access == access).unwrap();
    let [everyone, office, key] = [Access::Everyone, Access::Office, Access::KeyPersons].map(of);
    for role in Role::ALL {
        let who = reader(&[role], &[]);
        assert!(!who.exports_table(key), "{role:?} exports key persons");
        assert_eq!(who.imports_table(key), matches!(role, Role::Leader | Role::Principal), "{role:?}");
        assert_eq!(who.imports_table(everyone), role == Role::Administrator, "{role:?}");
        let exports = matches!(role, Role::Administrator | Role::Leader | Role::Principal | Role::Clerk);
        assert_eq!(who.exports_table(office), exports, "{role:?}");
    }
}

/// A strict value is opened for a purpose, and the log has the line; without one, neither.
#[test]
fn a_reveal_leaves_a_line() {
    use crate::{
        domain::office::audit,
        store::{Dir, Read},
    };
    let o = Office::new();
    let t = table(&o.store, "tenancy").unwrap();
    let e = o.create(&t, 1).unwrap();
    let ask = |purpose: &'static str| {
        let id = e.id;
        o.write(move |tx, keys| reveal(tx, &keys.seal, WHO, id, "tenant-number", purpose))
    };
    let lines = || o.store.list(&audit::Entry::BY_ACTION.under("register.reveal".to_owned()), Dir::Forward, 9).unwrap();
    assert!(ask("看").is_err() && lines().is_empty());
    assert_eq!(ask("核对租客登记").unwrap(), number(41));
    assert_eq!(lines().len(), 1);
    assert!(!format!("{:?} {:?}", e, history(&o.store, e.id).unwrap()).contains(&number(41)), "nor in the history");
}
