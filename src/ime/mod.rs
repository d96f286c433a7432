//! How a text is entered without a keyboard. Pure functions over tables that ship inside the binary: no store, no web.
pub mod pinyin;
