//! `/robots.txt`: what search machines need not request, made from the routes.

use crate::ui::{Audience, Route};

/// Rules for all search machines: pages of accounts, of staff and of officers are left out. A public page that is not to be
/// found says so itself, which a machine has to read.
pub(super) fn robots(routes: &[Route]) -> String {
    let mut closed: Vec<String> = routes
        .iter()
        .filter(|route| route.audience != Audience::Everybody)
        .map(|route| {
            let parts = route.pattern.split('/').map(|part| if part.starts_with('{') { "*" } else { part });
            parts.collect::<Vec<_>>().join("/")
        })
        .collect();
    closed.sort();
    let mut lines = vec!["User-agent: *".to_owned()];
    let mut last: Option<String> = None;
    for path in closed {
        // a rule holds for all that begins with it
        if last.as_ref().is_none_or(|last| !path.starts_with(last.as_str())) {
            lines.push(format!("Disallow: {path}"));
            last = Some(path);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app;

    #[test]
    fn nothing_of_accounts_staff_or_officers_is_open_and_nothing_public_is_closed() {
        let routes = app::routes(&app::Shared::default());
        let robots = robots(&routes);
        let rules: Vec<&str> = robots.lines().filter_map(|line| line.strip_prefix("Disallow: ")).collect();
        let is_closed = |pattern: &str| {
            let path: Vec<&str> =
                pattern.split('/').map(|part| if part.starts_with('{') { "*" } else { part }).collect();
            rules.iter().any(|rule| path.join("/").starts_with(rule))
        };
        for route in &routes {
            assert_eq!(is_closed(route.pattern), route.audience != Audience::Everybody, "{}", route.pattern);
        }
        assert!(rules.contains(&"/*/staff") && rules.contains(&"/*/dashboard"), "{robots}");
    }
}
