//! Personal data that must not slip into a log line or a page by accident.

/// Value that names or reaches a person: IIN, phone, e-mail, birth date.
///
/// It has no `Display`, its `Debug` prints dots, and it leaves only through [`Private::reveal`], so that a search for
/// that word finds every place that shows personal data.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Private<T>(T);

impl<T> Private<T> {
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    pub const fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Private<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> std::fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("•••")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_debug_line_shows_dots_instead_of_the_person() {
        assert_eq!(format!("{:?}", Some(Private::new("900315212345"))), "Some(•••)");
    }
}
