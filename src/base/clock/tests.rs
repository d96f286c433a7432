use proptest::prelude::*;

use super::*;

const S: i64 = 1_000;
const MIN: i64 = 60 * S;
const H: i64 = 60 * MIN;
const D: i64 = 24 * H;
/// Of a Tuesday in November 2026.
const T0: Stamp = Stamp(1_793_669_400_000);

fn shown(clock: &Clock) -> (i64, bool) {
    let hands = clock.hands();
    (hands.house.0 - T0.0, hands.sound)
}

/// What the office's clock makes of a start: the last time recorded, how far the computer was ahead then, what it shows now.
fn start(ahead: i64, shows: i64) -> (Clock, i64, bool) {
    let clock = Clock::started(Stamp(T0.0 + shows));
    clock.recall(T0, ahead);
    let (house, sound) = shown(&clock);
    (clock, house, sound)
}

#[test]
fn what_a_computer_shows_at_a_start_is_weighed() {
    let cases = [
        // After a night, a holiday, a summer: believed without a word.
        (0, 14 * H, 14 * H, true),
        (0, 9 * D, 9 * D, true),
        (0, 60 * D, 60 * D, true),
        (0, -4 * MIN, 0, true),
        // A leap, a battery, a slip of the hand.
        (0, 60 * D + 1, 0, false),
        (0, 730 * D, 0, false),
        (0, -6 * MIN, 0, false),
        (0, -3 * D, 0, false),
        (0, -T0.0, 0, false),
        // What was not believed before the start is not believed for it, and the night passed all the same.
        (30 * D, 30 * D + 12 * H, 12 * H, false),
        (730 * D, 730 * D + 12 * H, 12 * H, false),
        (-3 * D, 12 * H - 3 * D, 12 * H, false),
        // It was set right while it was off.
        (730 * D, 12 * H, 12 * H, true),
        // Or the holiday was three days longer: nobody can tell, so it is asked.
        (-3 * D, 9 * D, 12 * D, false),
    ];
    for (ahead, shows, house, sound) in cases {
        let (_, seen, believed) = start(ahead, shows);
        assert_eq!((seen, believed), (house, sound), "{} min ahead, shows {} min", ahead / MIN, shows / MIN);
    }
}

#[test]
fn a_computer_set_right_after_a_wrong_start_is_followed_at_once() {
    for wrong in [-T0.0, -3 * D, 730 * D] {
        let (clock, ..) = start(0, wrong);
        clock.advance(3 * 3_600);
        assert_eq!(shown(&clock), (3 * H, false), "time goes on");
        // Off for a night before: that is theirs to say.
        clock.turn((15 * H - wrong - 3 * H) / S);
        assert_eq!(shown(&clock), (15 * H, true), "{wrong}");
        // But once believed, it is held to what passes.
        clock.turn(3_600);
        assert_eq!(shown(&clock), (15 * H, false));
    }
}

#[test]
fn a_new_office_starts_when_its_computer_shows_a_possible_time() {
    let clock = Clock::started(Stamp(0));
    let hands = clock.hands();
    assert!(!hands.sound && !hands.possible() && hands.house.day().date().year() == 2026);
    clock.turn(T0.0 / S);
    assert_eq!(shown(&clock), (0, true));
    assert_eq!(shown(&Clock::started(T0)), (0, true));
}

#[test]
fn of_what_is_recalled_the_later_holds() {
    // The file beside the store knows ten minutes less than the log, but that the computer was not believed.
    let clock = Clock::started(Stamp(T0.0 + 30 * D + H));
    clock.recall(Stamp(T0.0 - 10 * MIN), 30 * D);
    clock.recall(T0, 0);
    assert_eq!(shown(&clock), (H, false));
    let clock = Clock::started(T0);
    clock.recall(T0, 0);
    clock.recall(Stamp(T0.0 - 200 * D), 0);
    assert_eq!(shown(&clock), (0, true), "an old log does not make a good time doubtful");
    // A running house is not set back by what it has recorded itself.
    clock.advance(3_600);
    clock.recall(T0, 0);
    assert_eq!(shown(&clock), (H, true));
}

#[test]
fn a_little_too_fast_is_waited_for_at_half_the_pace() {
    let clock = Clock::fixed(T0);
    clock.turn(-240);
    let mut last = shown(&clock).0;
    for second in 1..=480 {
        clock.advance(1);
        let (now, sound) = shown(&clock);
        assert!(sound && (400..=600).contains(&(now - last)), "{second}: {}", now - last);
        last = now;
    }
    assert_eq!(shown(&clock).0, clock.hands().computer.0 - T0.0, "met");
    clock.advance(60);
    assert_eq!(shown(&clock).0, last + MIN);
}

#[test]
fn who_says_that_the_computer_is_right_moves_the_house() {
    for leap in [730 * D, 6 * MIN, -6 * MIN, -3 * D, -730 * D] {
        let clock = Clock::fixed(T0);
        clock.turn(leap / S);
        let hands = clock.hands();
        assert_eq!((hands.house, hands.sound, hands.ahead()), (T0, false, leap));
        clock.move_by(hands.ahead());
        assert_eq!(shown(&clock), (leap, true));
        clock.advance(60);
        assert_eq!(shown(&clock), (leap + MIN, true));
        // And back again by itself is not.
        clock.turn(-leap / S);
        assert_eq!(shown(&clock), (leap + MIN, false));
    }
}

#[derive(Clone, Debug)]
enum Step {
    Passes(i64),
    Turns(i64),
    /// The program is started again after so many seconds with the computer off.
    Restarts(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let turn = prop_oneof![-240_i64..240, -400_i64 * 86_400..400 * 86_400, Just(730 * 86_400), Just(-T0.0 / S)];
    let step = prop_oneof![
        6 => (0_i64..2 * 86_400).prop_map(Step::Passes),
        6 => (0_i64..120).prop_map(Step::Passes),
        4 => turn.prop_map(Step::Turns),
        1 => (0_i64..86_400).prop_map(Step::Restarts),
    ];
    prop::collection::vec(step, 1..60)
}

proptest! {
    /// Whatever is done to the clock of a running computer: time goes on at half its pace at least, and gains no more than
    /// the bound a day, and the bound to begin with, on the time that passes.
    #[test]
    fn no_hand_makes_the_houses_time_leap_stand_or_go_back(steps in steps()) {
        let clock = Clock::fixed(T0);
        let (mut last, mut passed) = (T0.0, 0);
        for step in steps {
            let real = match step {
                Step::Passes(s) => { clock.advance(s); s * S }
                Step::Turns(s) => { clock.turn(s); 0 }
                Step::Restarts(_) => 0,
            };
            passed += real;
            let now = clock.now().0;
            prop_assert!(now - last >= real / 2 - 1, "{step:?}: {} of {real}", now - last);
            prop_assert!(now - last <= real + 2 * BOUND, "{step:?}: {} of {real}", now - last);
            prop_assert!(now - T0.0 <= passed + BOUND * (passed / D + 1), "gained {} in {passed}", now - T0.0 - passed);
            last = now;
        }
    }

    /// The same over starts: none goes back behind what was recorded, and none leaps by more than what may be a holiday.
    #[test]
    fn no_start_goes_back_or_leaps(steps in steps()) {
        let mut clock = Clock::fixed(T0);
        let mut last = T0.0;
        for step in steps {
            match step {
                Step::Passes(s) => clock.advance(s),
                Step::Turns(s) => clock.turn(s),
                Step::Restarts(off) => {
                    let hands = clock.hands();
                    let ahead = if hands.sound { 0 } else { hands.ahead() };
                    clock = Clock::started(hands.computer.plus_seconds(off));
                    clock.recall(hands.house, ahead);
                    let next = clock.hands();
                    // What was doubted stays doubted, and the night passed.
                    if hands.ahead().abs() > BOUND {
                        prop_assert!(!next.sound);
                        prop_assert_eq!(next.house.0 - hands.house.0, off * S);
                    }
                }
            }
            let now = clock.now().0;
            prop_assert!(now >= last, "{step:?}: {}", now - last);
            prop_assert!(now - last <= 60 * D + 2 * BOUND, "{step:?}: {}", now - last);
            last = now;
        }
    }

    /// Once the computer shows the time that has really passed, all is well by itself.
    #[test]
    fn a_clock_set_right_is_healed_by_itself(
        turns in prop::collection::vec(-800_i64 * 86_400..800 * 86_400, 1..9),
        s in 1_i64..40_000,
    ) {
        let clock = Clock::fixed(T0);
        for turn in &turns {
            clock.turn(*turn);
            clock.advance(s);
            clock.now();
            clock.turn(-*turn);
        }
        prop_assert_eq!(shown(&clock), (s * S * i64::try_from(turns.len()).unwrap(), true));
    }
}
