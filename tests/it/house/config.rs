//! The shipped settings file shows exactly the defaults.
use lianxin::config::Config;

#[test]
fn the_shipped_settings_are_the_defaults() {
    let text = include_str!("../../../config/lianxin.toml");
    assert_eq!(toml::from_str::<Config>(text).unwrap(), Config::default());
    let keys = text.lines().filter(|l| !l.starts_with('#') && l.contains('=')).count();
    let fields = format!("{:?}", Config::default()).matches(": ").count();
    // Every field but the six sections themselves stands in the file.
    assert_eq!(keys, fields - 6);
}

#[test]
fn an_unknown_key_is_refused() {
    assert!(toml::from_str::<Config>("[server]\nlisten_on = \"x\"").is_err());
}
