//! The office itself: signing in, the calendar, who sees which menu.
mod backups;
mod calendar;
mod desk;
mod signin;
