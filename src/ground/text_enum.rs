//! Macro for an enum that is a word in the database, in files and in addresses.

/// Enum that is written as words and read back from them.
pub trait TextEnum: Copy + std::str::FromStr {
    /// Word that the value is written as.
    fn word(self) -> &'static str;
}

/// Declares an enum together with the word each variant is stored as.
macro_rules! text_enum {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Word that the variant is stored and written as.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl $crate::ground::TextEnum for $name {
            fn word(self) -> &'static str {
                self.as_str()
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ground::text::UnknownWord;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|variant| variant.as_str() == word)
                    .ok_or_else(|| $crate::ground::text::UnknownWord(word.to_owned()))
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::ground::text::UnknownWord;

            fn try_from(word: String) -> Result<Self, Self::Error> {
                word.parse()
            }
        }
    };
}
pub(crate) use text_enum;
