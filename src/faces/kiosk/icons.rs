//! Our own icons: one sprite, one line weight. The catalogue's many names lead to the drawings that there are.
use maud::{Markup, html};

use crate::{
    domain::matters::catalog::{Category, LifeSituation},
    faces::web::asset_url,
};

/// An icon of the sprite; always beside a word, so that readers skip it.
pub(super) fn icon(name: &str) -> Markup {
    html! {
        svg.icon aria-hidden="true" viewBox="0 0 24 24" {
            use href={ (asset_url("img/kiosk-icons.svg")) "#" (name) } {}
        }
    }
}

/// The drawing for a service, from the name in the catalogue, else its category's.
pub(super) fn of_service(name: &str, category: Category) -> &'static str {
    match name {
        "accessibility" | "wheelchair" | "ramp" | "grab-bar" => "wheelchair",
        "baby" | "baby-carriage" | "milk" => "baby",
        "bank" | "coins" | "hand-coins" | "piggy-bank" | "wallet-house" => "coins",
        "bolt" | "plug" => "bolt",
        "book-law" | "book-open" => "book",
        "bowl" => "bowl",
        "briefcase" | "briefcase-off" | "search-job" => "work",
        "broom" | "spray" => "broom",
        "bug" | "paw" | "dog" => "dog",
        "building" => "building",
        "cake" => "gift",
        "calendar-room" => "calendar",
        "candle-heart" | "flower" | "ribbon" => "flower",
        "card-heart" | "id-badge" | "id-check" | "id-house" | "id-star" | "ticket" => "card",
        "check-badge" | "medal" | "star-medal" => "medal",
        "clipboard-house" => "apply",
        "doctor" | "stethoscope" | "heart-pulse" => "health",
        "door-exit" | "door-heart" => "door",
        "drop-house" | "pipe" => "drop",
        "dumbbell" => "dumbbell",
        "elevator" => "lift",
        "eye-house" | "shield-alert" | "shield-heart" | "heart-shield" | "umbrella" | "life-buoy" => "shield",
        "flame" => "fire",
        "footprints" | "walking" => "walk",
        "gavel" | "scale" | "scale-hands" => "scale",
        "hand-heart" | "hand-helping" | "helping-hand" | "home-heart" => "heart",
        "house-key" | "key-house" | "bed" => "housekey",
        "lamp" => "lamp",
        "leaf-hand" => "leaf",
        "lightbulb" => "bulb",
        "manhole" => "manhole",
        "megaphone" => "report",
        "palette" => "palette",
        "party-flag" => "flag",
        "pills" | "syringe" => "pill",
        "school" => "school",
        "smoke" => "smoke",
        "tool" => "wrench",
        "trash" => "trash",
        "truck" => "truck",
        "volume" => "volume",
        _ => of_category(category),
    }
}

/// The drawing for a category.
pub(super) fn of_category(category: Category) -> &'static str {
    match category {
        Category::LawEducation => "scale",
        Category::FamilyPlanning => "baby",
        Category::CleanCity => "leaf",
        Category::PublicOrder => "shield",
        Category::SocialSecurity => "work",
        Category::CultureEducation => "palette",
        Category::Health => "health",
        Category::LowIncome => "coins",
        Category::Disability => "wheelchair",
        Category::LowRent => "housekey",
        Category::ElderCare => "elder",
        Category::Disputes => "talk",
        Category::Correction => "door",
        Category::Facilities => "wrench",
    }
}

/// The drawing for a life situation.
pub(super) fn of_situation(situation: LifeSituation) -> &'static str {
    match situation {
        LifeSituation::Birth => "baby",
        LifeSituation::School => "school",
        LifeSituation::Work => "work",
        LifeSituation::Illness => "health",
        LifeSituation::OldAge => "elder",
        LifeSituation::Hardship => "coins",
        LifeSituation::Disability => "wheelchair",
        LifeSituation::Housing => "housekey",
        LifeSituation::Moving => "truck",
        LifeSituation::Neighbours => "talk",
        LifeSituation::Repair => "wrench",
        LifeSituation::Environment => "leaf",
        LifeSituation::Safety => "shield",
        LifeSituation::Veteran => "medal",
        LifeSituation::Party => "flag",
        LifeSituation::Law => "scale",
        LifeSituation::Bereavement => "flower",
    }
}
