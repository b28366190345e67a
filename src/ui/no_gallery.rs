//! Gallery of a finished program: there is none, and its address is no page.

use super::Route;

pub fn routes() -> Vec<Route> {
    Vec::new()
}
