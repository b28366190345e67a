//! Help: answers to what people ask most often, and what the pages do for readers with a disability.

mod pages;
pub mod routes;
pub mod site;
