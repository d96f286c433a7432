//! Lists against a plain filter over all rows, and who may know of what.
use super::*;

/// Items of five services, two of them nobody else's business, in every state, a few to one instant.
fn filled(world: &World) -> Vec<Item> {
    let codes = ["ss-ludeng", "sc-laji", "zh-yinhuan", "mz-dibao", "tj-minjian"];
    let sample = world.file("ss-ludeng", LAMP, Some("sample"), start()).unwrap().item;
    let mut out = Vec::new();
    for n in 0..400u32 {
        let at = start().plus_seconds(i64::from(n / 3) * 3_600);
        let offer = world.catalogue.by_code(codes[(n % 5) as usize]).unwrap();
        let tag = StateTag::ALL[(n as usize * 7) % StateTag::ALL.len()];
        let item = Item {
            no: ItemNo::new(at.day().plus(400), n + 1).unwrap(),
            form_key: u128::from(n).to_be_bytes(),
            service: offer.version,
            service_code: offer.spec.code.clone(),
            title: offer.spec.name.clone(),
            source: Source::Window,
            grid: n.is_multiple_of(2).then_some(world.grid),
            state: State { tag, by: Actor::System, at },
            created: at,
            ended: (!tag.open()).then_some(at.plus_seconds(60)),
            ..sample.clone()
        };
        let write = move |tx: &mut crate::store::Tx<'_>| {
            let item = Item { id: tx.next_id()?, ..item };
            tx.put(&item).map(|()| item)
        };
        out.push(world.store.write_wait(write).unwrap());
    }
    world.store.write_wait(move |tx| tx.delete::<Item>(sample.id)).unwrap();
    out
}

#[test]
fn lists_hold_exactly_what_is_wanted_and_anybodys_business() {
    let world = World::new();
    let items = filled(&world);
    let public = |i: &Item| offered(&world.catalogue).any(|o| o.spec.code == i.service_code);
    let cut = start().plus_seconds(50 * 3_600);
    let codes = ["ss-ludeng", "mz-dibao", "no-such"];
    for open in [None, Some(true), Some(false)] {
        for some in [false, true] {
            for (from, to) in
                [(Stamp(0), Stamp(i64::MAX)), (cut, cut.plus_seconds(3_601)), (cut.plus_seconds(1), Stamp(i64::MAX)), (cut, cut)]
            {
                let wanted = Wanted { codes: if some { codes.map(str::to_owned).to_vec() } else { Vec::new() }, open, from, to };
                let mut right: Vec<&Item> = items
                    .iter()
                    .filter(|i| public(i) && open.is_none_or(|o| o == i.state.tag.open()) && from <= i.created && i.created < to)
                    .filter(|i| !some || codes.contains(&i.service_code.as_str()))
                    .collect();
                right.sort_by_key(|i| std::cmp::Reverse((i.created, i.id)));
                let right: Vec<_> = right.into_iter().map(|i| i.no).collect();
                for size in [1, 7, PAGE_MOST] {
                    let mut found = Vec::new();
                    for page in 0..=right.len() / size {
                        let shown = list(&world.store, &world.catalogue, &wanted, page * size, size).unwrap();
                        assert!(shown.len() <= size);
                        found.extend(shown.into_iter().map(|s| s.no));
                        // One by one only a little: every page passes over those before it.
                        if size == 1 && page > 20 {
                            break;
                        }
                    }
                    assert_eq!(found, right[..found.len()], "{wanted:?} by {size}");
                    assert!(size == 1 || found.len() == right.len());
                }
            }
        }
    }
    assert!(world.store.check().unwrap().is_clean());
}

#[test]
fn one_request_is_shown_without_its_people() {
    let world = World::new();
    let items = filled(&world);
    for item in &items {
        let public = offered(&world.catalogue).any(|o| o.spec.code == item.service_code);
        match find(&world.store, &world.catalogue, item.no) {
            Ok(shown) => {
                assert!(public);
                assert_eq!(shown.area.as_deref(), item.grid.map(|_| "第七网格"));
                assert_eq!(shown.updated, item.ended.unwrap_or(item.state.at));
                assert_eq!((shown.state, shown.requested, &shown.title), (item.state.tag, item.created, &item.title));
            }
            Err(e) => assert!(!public && e == Failure::NotFound, "{}: {e}", item.service_code),
        }
    }
    let shown = find(&world.store, &world.catalogue, items[0].no).unwrap();
    // One that was merged says under which number it goes on, if that is anybody's business.
    for other in [&items[5], &items[3]] {
        let merged = Item { link: Some(Link::Into(other.id)), ..items[0].clone() };
        world.store.write_wait(move |tx| tx.put(&merged)).unwrap();
        let told = find(&world.store, &world.catalogue, shown.no).unwrap().goes_on;
        assert_eq!(told, (other.service_code == "ss-ludeng").then_some(other.no));
    }
    // A provisional limit is not told.
    let mut dated = items[0].clone();
    dated.clock.due = Some(start());
    dated.state.tag = StateTag::Handling;
    for provisional in [false, true] {
        dated.clock.provisional = provisional;
        let put = dated.clone();
        world.store.write_wait(move |tx| tx.put(&put)).unwrap();
        let expected = find(&world.store, &world.catalogue, shown.no).unwrap().expected;
        assert_eq!(expected, (!provisional).then_some(start()));
    }
}

#[test]
fn a_retired_service_is_followed_by_whoever_filed() {
    let world = World::new();
    let ours = world.file("ss-ludeng", LAMP, None, start()).unwrap().item;
    let other = filled(&world).into_iter().find(|i| i.service_code == "ss-ludeng").unwrap();
    let before = changed(&world.store, Stamp(0)).unwrap();
    let later = start().plus_seconds(60);
    world.store.write_wait(move |tx| catalog::retire(tx, Actor::System, "ss-ludeng", later).map(drop)).unwrap();
    let catalogue = Catalogue::read(&world.store, Vec::new()).unwrap();
    assert!(!offered(&catalogue).any(|o| o.spec.code == "ss-ludeng"));
    assert!(find(&world.store, &catalogue, ours.no).is_ok());
    assert_eq!(find(&world.store, &catalogue, other.no), Err(Failure::NotFound));
    let wanted = Wanted { codes: vec!["ss-ludeng".into()], open: None, from: Stamp(0), to: Stamp(i64::MAX) };
    assert_eq!(list(&world.store, &catalogue, &wanted, 0, 200), Ok(Vec::new()));
    assert_eq!((before, changed(&world.store, Stamp(0)).unwrap()), (start(), later), "and the list of services has changed");
}

#[test]
fn an_item_of_a_form_that_was_private_then_stays_private() {
    let world = World::new();
    // The office makes a public service out of one that asked for a citizen number: items from before are not told.
    let old = filled(&world).into_iter().find(|i| i.service_code == "mz-dibao").unwrap();
    let service = world.catalogue.by_code("mz-dibao").unwrap().service.clone();
    let lamp = ServiceSpec { code: "mz-dibao".into(), ..world.spec("ss-ludeng").clone() };
    let at = start().plus_seconds(60);
    world.store.write_wait(move |tx| catalog::edit(tx, Actor::System, &lamp, at).map(drop)).unwrap();
    let catalogue = Catalogue::read(&world.store, Vec::new()).unwrap();
    assert!(offered(&catalogue).any(|o| o.service.id == service.id));
    assert_eq!(find(&world.store, &catalogue, old.no), Err(Failure::NotFound));
    let wanted = Wanted { codes: vec!["mz-dibao".into()], open: None, from: Stamp(0), to: Stamp(i64::MAX) };
    assert_eq!(list(&world.store, &catalogue, &wanted, 0, 200), Ok(Vec::new()));
    assert_eq!(world.store.list(&Range::<Item>::table(), Dir::Forward, 1_000).unwrap().len(), 400);
}

/// A reader that counts what it reads.
struct Counting<'a>(&'a Store, std::cell::Cell<usize>);

impl Read for Counting<'_> {
    fn raw_get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Failure> {
        self.1.set(self.1.get() + 1);
        self.0.raw_get(key)
    }
    fn raw_scan(&self, from: &[u8], to: &[u8], dir: Dir, limit: usize) -> Result<crate::store::Pairs, Failure> {
        let pairs = self.0.raw_scan(from, to, dir, limit)?;
        self.1.set(self.1.get() + pairs.len() + 1);
        Ok(pairs)
    }
}

#[test]
fn a_page_costs_what_it_shows_however_much_there_is() {
    let world = World::new();
    let sample = filled(&world).into_iter().find(|i| i.service_code == "ss-ludeng" && !i.state.tag.open()).unwrap();
    let wanted = Wanted { codes: Vec::new(), open: None, from: Stamp(0), to: Stamp(i64::MAX) };
    let open = Wanted { open: Some(true), ..wanted.clone() };
    let reads = |wanted: &Wanted, size| {
        let read = Counting(&world.store, std::cell::Cell::new(0));
        assert_eq!(list(&read, &world.catalogue, wanted, 0, size).unwrap().len(), size);
        read.1.get()
    };
    let before = (reads(&wanted, 10), reads(&wanted, 200), reads(&open, 10));
    let more = move |tx: &mut crate::store::Tx<'_>| {
        for n in 0..4_000u32 {
            let no = ItemNo::new(start().day().plus(500), n + 1).unwrap();
            let created = sample.created.plus_seconds(i64::from(n));
            let (id, form_key) = (tx.next_id()?, (u128::from(n) + 10_000).to_be_bytes());
            tx.put(&Item { id, no, form_key, created, ..sample.clone() })?;
        }
        Ok(())
    };
    world.store.write_wait(more).unwrap();
    let after = (reads(&wanted, 10), reads(&wanted, 200), reads(&open, 10));
    // Eleven times as many items, most of them newer: a gulp of each service more or less.
    assert!(after.0 <= before.0 + 64 && after.0 < 400, "{before:?} {after:?}");
    assert!(after.1 <= before.1 + 512 && after.1 < 1_500, "{before:?} {after:?}");
    assert_eq!(after.2, before.2, "closed ones do not matter to a list of open ones");
}
