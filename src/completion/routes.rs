//! Routes of the slice: each address with its page, its form action and its audience. The page that closes a run is tied
//! in the room of certificates: whether the run can be opened again depends on them.

use super::{api, forms, pages, site::Results};
use crate::ui::{Audience::RunTeam, Route};

pub fn routes() -> Vec<Route> {
    vec![
        Route::page(RunTeam, pages::results).form(forms::save).with_file(),
        Route::file(RunTeam, api::list, |list| Results { run: list.run.clone() }),
    ]
}
