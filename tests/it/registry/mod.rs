//! People, households, registers.
mod import;
mod moves;
mod pages;
mod people;
mod registers;
