//! Lists: every filter against a plain filter over all rows, page by page, and who sees what.
use super::*;
use crate::domain::matters::catalog::WindowLine;

fn filled() -> (Office, Vec<Item>) {
    let office = Office::new();
    let mut items = Vec::new();
    for n in 0..60u64 {
        let state = StateTag::ALL[usize::try_from(n % 10).unwrap()];
        let owner = ['H', 'W', 'O'][usize::try_from(n % 3).unwrap()];
        let item = office.item_in(state, owner, n);
        // Several items share an instant: pages must not lose one between them.
        let (created, grid, line) = (
            start().plus_seconds(i64::try_from(n / 3).unwrap() * 7_200),
            n % 4,
            WindowLine::ALL[usize::try_from(n % 2).unwrap()],
        );
        let grid = office.grids.get(usize::try_from(grid).unwrap()).copied();
        let moved = Item { created, grid, line, ..item };
        let put = moved.clone();
        office.store.write_wait(move |tx| tx.put(&put)).unwrap();
        items.push(moved);
    }
    (office, items)
}

fn all_pages(office: &Office, reader: &Reader, filter: &Filter, limit: usize) -> Vec<Item> {
    let (mut out, mut mark) = (Vec::new(), None);
    loop {
        let page = list(&office.store, reader, filter, mark, limit).unwrap();
        assert!(page.items.len() <= limit);
        out.extend(page.items);
        match page.next {
            // A mark survives the way through a link.
            Some(next) => mark = Mark::parse(&next.to_string()),
            None => return out,
        }
        assert!(mark.is_some());
    }
}

#[test]
fn every_filter_finds_exactly_its_items() {
    let (office, items) = filled();
    let now = start().plus_seconds(86_400 * 9);
    let (h, day) = (office.who('H').id, |n: i32| start().day().plus(n));
    let by_due = |i: &Item| (i.clock.due.unwrap_or(Stamp(i64::MAX)), i.id);
    let base = Filter::default;
    type Case = (Filter, Box<dyn Fn(&Item) -> bool>);
    let grid = office.grids[1];
    let cases: Vec<Case> = vec![
        (base(), Box::new(|_| true)),
        (Filter { state: Some(StateTag::Handling), ..base() }, Box::new(|i| i.state.tag == StateTag::Handling)),
        (Filter { open: true, ..base() }, Box::new(|i| i.state.tag.open())),
        (Filter { grid: Some(grid), ..base() }, Box::new(move |i| i.grid == Some(grid))),
        (Filter { grid: Some(grid), open: true, ..base() }, Box::new(move |i| i.grid == Some(grid) && i.state.tag.open())),
        (Filter { line: Some(WindowLine::CivilAffairs), ..base() }, Box::new(|i| i.line == WindowLine::CivilAffairs)),
        (
            Filter { line: Some(WindowLine::CivilAffairs), grid: Some(grid), ..base() },
            Box::new(move |i| i.line == WindowLine::CivilAffairs && i.grid == Some(grid)),
        ),
        (
            Filter { line: Some(WindowLine::Administration), state: Some(StateTag::Closed), ..base() },
            Box::new(|i| i.line == WindowLine::Administration && i.state.tag == StateTag::Closed),
        ),
        (Filter { service: Some("mz-dibao".into()), ..base() }, Box::new(|_| true)),
        (Filter { service: Some("mz".into()), ..base() }, Box::new(|_| false)),
        (Filter { owner: Some(h), ..base() }, Box::new(move |i| i.owner == Some(h))),
        (Filter { from: Some(day(0)), to: Some(day(0)), ..base() }, Box::new(move |i| i.created.day() == day(0))),
        (
            Filter { due: Some(DueBy::Overdue(now)), ..base() },
            Box::new(move |i| i.state.tag.open() && i.clock.due.is_some_and(|d| d < now)),
        ),
        (
            Filter { due: Some(DueBy::Soon(start(), day(60))), grid: Some(grid), ..base() },
            Box::new(move |i| i.state.tag.open() && i.clock.due.is_some() && i.grid == Some(grid)),
        ),
        (Filter { due: Some(DueBy::Soon(start(), day(1))), ..base() }, Box::new(|_| false)),
    ];
    for (filter, wanted) in cases {
        let mut expected: Vec<Item> = items.iter().filter(|i| wanted(i)).cloned().collect();
        if filter.owner.is_some() || filter.due.is_some() {
            expected.sort_by_key(by_due);
        } else {
            expected.sort_by_key(|i| std::cmp::Reverse((i.created, i.id)));
        }
        let expected: Vec<_> = expected.iter().map(|i| i.id).collect();
        for limit in [1, 7, 200] {
            let found: Vec<_> = all_pages(&office, &office.reader('D'), &filter, limit).iter().map(|i| i.id).collect();
            assert_eq!(found, expected, "{filter:?} by {limit}");
        }
    }
}

#[test]
fn everyone_sees_their_own() {
    let (office, items) = filled();
    for (part, account) in &office.people {
        let reader = office.reader(*part);
        let listed: Vec<_> = all_pages(&office, &reader, &Filter::default(), 7).iter().map(|i| i.id).collect();
        for item in &items {
            let sees = reader.sees_item(&office.store, item).unwrap();
            let expected = match part {
                'A' | 'U' => false,
                'L' | 'C' | 'D' | 'M' | 'N' | 'P' => true,
                'G' => item.grid.is_some() || item.owner == Some(account.id) || item.handler == Some(account.id),
                'W' => item.grid == Some(office.grids[1]) || item.owner == Some(account.id) || item.handler == Some(account.id),
                'F' => item.grid == Some(office.grids[2]),
                _ => item.owner == Some(account.id) || item.handler == Some(account.id),
            };
            assert_eq!(sees, expected, "{part} {:?} {:?}", item.state.tag, item.grid);
            assert!(!listed.contains(&item.id) || sees, "{part}: a list shows nothing that its page would hide");
        }
        assert_eq!(listed.is_empty(), matches!(part, 'A' | 'U'), "{part}");
    }
    // A post that has ended shows nothing any more.
    let w = office.who('W');
    let before = Reader::of(&office.store, w, Stamp::at(Day::ymd(2025, 12, 31).unwrap(), 12, 0)).unwrap();
    assert!(before.own_grids().is_empty() && all_pages(&office, &before, &Filter::default(), 7).is_empty());
}

#[test]
fn own_list_of_a_grid_worker_reaches_beyond_the_grid() {
    let (office, items) = filled();
    let w = office.who('W').clone();
    let mine = all_pages(&office, &office.reader('W'), &Filter { owner: Some(w.id), ..Filter::default() }, 5);
    // A department has this list only: the same, page by page, whoever's it is asked for.
    let handler = Reader::new(w.id, vec![Role::Handler], Vec::new(), start());
    assert_eq!(all_pages(&office, &handler, &Filter::default(), 5), mine);
    let other = Filter { owner: Some(office.who('H').id), ..Filter::default() };
    assert!(all_pages(&office, &handler, &other, 5).is_empty());
    let expected = items.iter().filter(|i| i.owner == Some(w.id)).count();
    assert!(expected > 0);
    assert_eq!(mine.len(), expected);
}

#[test]
fn due_soon_is_first_due_first() {
    let (office, _) = filled();
    let soon = due_soon(&office.store, &office.reader('D'), 60, 5).unwrap();
    assert_eq!(soon.items.len(), 5);
    assert!(soon.items.windows(2).all(|w| w[0].clock.due <= w[1].clock.due));
    assert!(soon.next.is_some());
}
