//! People, households, registers.
mod beside;
mod import;
mod moves;
mod pages;
mod people;
mod registers;
