//! Desk: what staff have to do today, as counts and links to where it is done.

pub mod site;
