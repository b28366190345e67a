//! Desk: what staff have to do today, as counts and links to where it is done. It changes nothing.

mod pages;
pub mod routes;
mod service;
pub mod site;
mod store;
#[cfg(test)]
mod tests;
