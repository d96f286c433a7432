//! The program as a whole: its addresses, texts, jobs, installation; killed and started again.
mod checkup;
mod clock;
mod commands;
mod config;
mod crowds;
mod install;
mod jobs;
mod kill_deadlines;
mod kill_office;
mod lines;
mod nouns;
mod qishuyan;
mod reader;
mod restores;
mod routes;
mod texts;
