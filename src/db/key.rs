//! Key that personal data is encrypted with, and the keys derived from it.
//!
//! On SQLite it lies in a file beside the database, made at the first start; on PostgreSQL it comes from `MAMAN_KEY`. A
//! backup of the database does not hold it.

use std::{fs, io::Write, os::unix::fs::OpenOptionsExt, path::Path, sync::Arc};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    digest, hmac,
};

use super::{Failure, OpenError};
use crate::ground::{Private, ids::Ids};

const LENGTH: usize = 32;

/// Key of the installation. Its `Debug` shows the id alone.
#[derive(Clone)]
pub struct Key {
    id: String,
    cipher: Arc<LessSafeKey>,
    index: hmac::Key,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

impl Key {
    /// Reads the 64 hexadecimal digits of a key.
    pub fn from_hex(text: &str) -> Result<Self, OpenError> {
        let text = text.trim();
        let bytes: Vec<u8> = (0..text.len())
            .step_by(2)
            .map_while(|at| text.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
            .collect();
        if text.len() != 2 * LENGTH || bytes.len() != LENGTH {
            return Err(OpenError::KeyMalformed);
        }
        // one key for each use, so that neither says anything of the other
        let derive = |purpose: &str| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &bytes), purpose.as_bytes());
        let cipher =
            UnboundKey::new(&AES_256_GCM, derive("maman encryption").as_ref()).map_err(|_| OpenError::KeyMalformed)?;
        let id = hex(&digest::digest(&digest::SHA256, derive("maman key id").as_ref()).as_ref()[..4]);
        Ok(Self {
            id,
            cipher: Arc::new(LessSafeKey::new(cipher)),
            index: hmac::Key::new(hmac::HMAC_SHA256, derive("maman index").as_ref()),
        })
    }

    /// Reads the key from the file, which is made if `create` allows it and there is none.
    pub(super) fn from_file(path: &Path, create: bool) -> Result<Self, OpenError> {
        if create && !path.exists() {
            Self::make_file(path)?;
        }
        match fs::read_to_string(path) {
            Ok(text) => Self::from_hex(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(OpenError::KeyMissing { path: path.display().to_string() })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Makes the file of a new key, whole at once. Of several programs that start at once the first makes it.
    fn make_file(path: &Path) -> Result<(), OpenError> {
        let mut new = path.as_os_str().to_owned();
        new.push(format!(".{}", hex(&Ids::default().random::<8>())));
        let text = hex(&Ids::default().random::<LENGTH>());
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        let linked = fs::hard_link(&new, path);
        fs::remove_file(&new)?;
        match linked {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Id of the key; it tells nothing of the key itself.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Encrypts one value under a nonce of its own.
    pub fn encrypt(&self, ids: &Ids, plain: &str) -> Result<Vec<u8>, Failure> {
        let nonce = ids.random::<NONCE_LEN>();
        let mut sealed = plain.as_bytes().to_vec();
        self.cipher
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .map_err(|_| Failure::Unreadable("encryption failed".to_owned()))?;
        Ok([&nonce[..], &sealed].concat())
    }

    pub fn decrypt(&self, sealed: &[u8]) -> Result<Private<String>, Failure> {
        let unreadable = || Failure::Unreadable("an encrypted value does not fit the key".to_owned());
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN).ok_or_else(unreadable)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable())?;
        let mut bytes = rest.to_vec();
        let plain = self.cipher.open_in_place(nonce, Aad::empty(), &mut bytes).map_err(|_| unreadable())?;
        String::from_utf8(plain.to_vec()).map(Private::new).map_err(|_| unreadable())
    }

    /// Hash by which an encrypted value is found again; without the key it cannot be guessed by trial.
    pub fn index(&self, plain: &str) -> Vec<u8> {
        hmac::sign(&self.index, plain.as_bytes()).as_ref().to_vec()
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // writing to a String cannot fail
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encrypted_comes_back_only_with_the_same_key() {
        let (key, other) = (Key::from_hex(&"ab".repeat(32)).unwrap(), Key::from_hex(&"cd".repeat(32)).unwrap());
        let sealed = key.encrypt(&Ids::default(), "900315212345").unwrap();
        assert_eq!(key.decrypt(&sealed).unwrap().reveal(), "900315212345");
        assert!(other.decrypt(&sealed).is_err());
        assert!(key.decrypt(&sealed[..5]).is_err());
        assert_ne!(sealed, key.encrypt(&Ids::default(), "900315212345").unwrap());
    }

    #[test]
    fn the_index_is_stable_under_one_key_and_differs_under_another() {
        let (key, other) = (Key::from_hex(&"ab".repeat(32)).unwrap(), Key::from_hex(&"cd".repeat(32)).unwrap());
        assert_eq!(key.index("900315212345"), key.index("900315212345"));
        assert_ne!(key.index("900315212345"), other.index("900315212345"));
        assert_ne!(key.id(), other.id());
    }

    #[test]
    fn a_key_of_the_wrong_length_or_alphabet_is_refused() {
        assert!(Key::from_hex("abc").is_err());
        assert!(Key::from_hex(&"zz".repeat(32)).is_err());
        assert!(Key::from_hex(&"я".repeat(32)).is_err());
    }
}
