//! Tests of the whole: the product as the web and the command line show it, and the house's own rules.
//!
//! `app.rs` is a registry with its web side, `binary.rs` the program with a database of its own; each other file is one
//! behaviour.
#![cfg(test)]

mod access;
mod api;
mod app;
mod architecture;
mod backup;
mod binary;
mod command_line;
mod contrast;
mod courses;
mod crowd;
mod dashboard;
mod documents;
mod editor;
mod english;
mod errors;
mod faults;
mod files;
mod import_files;
mod kept;
mod kill;
mod kill_documents;
mod kill_load;
mod kill_staff;
mod languages;
mod letters;
mod life;
mod looks;
mod migrations;
mod opening;
mod proof;
mod races;
mod restore;
mod security;
mod settings;
mod styles;
mod tables;
mod texts;
mod verify;
mod words;
