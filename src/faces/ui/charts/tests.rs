//! What every chart keeps: its figures all lead somewhere, nothing is written that the content security policy forbids, and
//! no numbers break it.
use proptest::prelude::*;

use super::*;

fn chart(names: &[String], numbers: &[Vec<i64>], series: usize) -> Chart {
    let part = |n: &i64| Part { n: *n, href: Some(format!("/office/figures?of=residents&grid={n}")) };
    let lines = names
        .iter()
        .zip(numbers)
        .map(|(label, row)| Line { label: label.clone(), parts: row.iter().take(series).map(part).collect() });
    let series = (0..series).map(|s| format!("系列{s}")).collect();
    Chart { title: "居民".into(), by: "网格".into(), series, lines: lines.collect() }
}

/// The elements of well-formed markup by name, with their attributes.
fn elements(markup: &str) -> Vec<(String, Vec<(String, String)>)> {
    let tree = roxmltree::Document::parse(markup).unwrap_or_else(|e| panic!("{e}: {markup}"));
    let attributes = |n: roxmltree::Node<'_, '_>| n.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect();
    tree.descendants().filter(roxmltree::Node::is_element).map(|n| (n.tag_name().name().to_owned(), attributes(n))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn every_figure_above_nothing_is_a_link_and_no_number_breaks_a_chart(
        names in prop::collection::vec("[<&\"'第一网格a-z ]{0,30}", 0..40),
        numbers in prop::collection::vec(prop::collection::vec(prop_oneof![0i64..50, any::<i64>(), Just(0)], 2), 40),
    ) {
        let chart = chart(&names, &numbers, 2);
        let figures = chart.lines.iter().flat_map(|l| &l.parts).filter(|p| p.n > 0).count();
        for (kind, drawn) in [
            ("bars", bars(&chart, 540)), ("columns", columns(&chart, 1120)), ("pyramid", pyramid(&chart, 540))
        ] {
            let all = elements(&drawn.0);
            let of = |name: &str| all.iter().filter(|(n, _)| n == name).count();
            prop_assert_eq!((of("a"), of("rect")), (figures, figures), "{}", kind);
            prop_assert!(of("title") >= figures);
            let forbidden = |(name, said): &(String, Vec<(String, String)>)| {
                name == "script" || name == "style" || said.iter().any(
                    |(k, v)| k == "style" || k.starts_with("on") || v.contains("javascript:")
                )
            };
            prop_assert!(!all.iter().any(forbidden));
            // Widths and heights are never below nothing.
            prop_assert!(all.iter().flat_map(|(_, said)| said).filter(
                |(k, _)| k == "width" || k == "height"
            ).all(|(_, v)| !v.starts_with('-')));
        }
    }

    #[test]
    fn a_scale_holds_its_greatest_in_at_most_five_round_steps(most in 0i64..i64::MAX / 10) {
        let (step, top) = (scale::step(most), scale::top(most));
        prop_assert!(top >= most && top % step == 0 && top / step <= 5 && top - step < most.max(1), "{} {} {}", most, step, top);
        let digits = step.to_string();
        prop_assert!(["1", "2", "5"].contains(&digits.trim_end_matches('0')));
    }
}

#[test]
fn bars_are_as_long_as_their_figures() {
    let chart = chart(&["甲".into(), "乙".into()], &[vec![30, 10], vec![0, 20]], 2);
    let drawn = bars(&chart, 540).0;
    let rects: Vec<(f64, f64)> = elements(&drawn)
        .into_iter()
        .filter(|(n, _)| n == "rect")
        .map(|(_, said)| {
            let of = |k: &str| said.iter().find(|(n, _)| n == k).unwrap().1.parse().unwrap();
            (of("x"), of("width"))
        })
        .collect();
    let [(x, thirty), (next, ten), (start, twenty)] = rects[..] else { panic!("{rects:?}") };
    assert!((thirty - 3.0 * ten).abs() <= 2.0 && (twenty - 2.0 * ten).abs() <= 2.0, "{rects:?}");
    assert!((x + thirty - next).abs() <= 1.0 && (start - x).abs() < 0.5, "both begin at nothing: {rects:?}");
}

#[test]
fn the_table_says_what_the_chart_shows() {
    let chart = chart(&["甲".into()], &[vec![30, 0]], 2);
    let all = figure(&chart, &bars(&chart, 540), "数据表").0;
    assert!(all.contains("<td class=\"num\"><a href=\"/office/figures?of=residents&amp;grid=30\">30</a></td>"), "{all}");
    assert!(all.contains("role=\"group\" aria-label=\"居民\"") && all.contains("甲 · 系列0: 30"));
    let long = scale::fitted("美湖花园东区及湖滨商业街专属网格", 13, 100);
    assert!(long.ends_with('…') && scale::width(&long, 13) <= 100 + 13);
}
