//! Files from outside: whatever stands in one, the office goes on and says a sentence.
mod alone;
mod bombs;
mod doors;
mod formats;
mod fuzz;
mod mutate;
mod room;
