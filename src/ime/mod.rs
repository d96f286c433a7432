//! How Chinese is put in at the terminal without a keyboard. Pure: knows no network, no store and no office.
pub mod hand;
pub mod pinyin;
