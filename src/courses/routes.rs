//! Routes of the slice: each address with its page, its form action and its audience.

use super::{
    forms,
    pages::{self, staff},
    picture,
    site::{Catalogue, StaffCourses, StaffRuns},
};
use crate::ui::{
    Audience::{Everybody, RunTeam, Staff},
    Route, Section,
};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(Everybody, pages::catalogue).same_for_all().in_menu::<Catalogue>(Section::Courses),
        Route::page(Everybody, pages::course).same_for_all().form(forms::course),
        Route::file(Everybody, picture::picture, |_| Catalogue),
        Route::page(RunTeam, staff::runs).in_menu::<StaffRuns>(Section::Runs),
        Route::page(Staff, staff::courses).in_menu::<StaffCourses>(Section::StaffCourses),
        Route::page(Staff, staff::new_course).form(forms::create_course),
        Route::page(Staff, staff::edit_course).form(forms::edit_course),
        Route::page(Staff, staff::new_run).form(forms::create_run),
        Route::page(RunTeam, staff::run),
    ]
}
