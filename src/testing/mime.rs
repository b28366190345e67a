//! Reading of a letter as a mail program does: head lines, parts, and their decoded content.

/// Letter as the mail server received it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    pub from: String,
    pub to: Vec<String>,
    /// Head lines and body, as they came over the line.
    pub data: String,
}

impl Received {
    /// Head line of the letter, decoded.
    pub fn header(&self, name: &str) -> Option<String> {
        header(&self.data, name)
    }

    pub fn subject(&self) -> String {
        self.header("Subject").unwrap_or_default()
    }

    /// Text of the letter, plain.
    pub fn text(&self) -> String {
        self.part("text/plain").unwrap_or_default()
    }

    pub fn html(&self) -> String {
        self.part("text/html").unwrap_or_default()
    }

    /// First part of this kind, decoded.
    pub fn part(&self, kind: &str) -> Option<String> {
        find_part(&self.data, kind)
    }
}

/// Head lines and what comes below them.
fn split(entity: &str) -> (&str, &str) {
    entity.split_once("\r\n\r\n").unwrap_or((entity, ""))
}

fn header(entity: &str, name: &str) -> Option<String> {
    let unfolded = split(entity).0.replace("\r\n ", " ").replace("\r\n\t", " ");
    let value = unfolded.split("\r\n").find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })?;
    Some(decode_words(&value))
}

fn find_part(entity: &str, kind: &str) -> Option<String> {
    let of_entity = header(entity, "Content-Type").unwrap_or_default();
    let (_, body) = split(entity);
    if let Some((_, rest)) = of_entity.split_once("boundary=\"") {
        let boundary = format!("--{}", rest.split('"').next()?);
        return body.split(&boundary).skip(1).find_map(|part| find_part(part.trim_start_matches("\r\n"), kind));
    }
    if !of_entity.starts_with(kind) {
        return None;
    }
    // the break before a boundary belongs to the boundary
    let body = body.strip_suffix("\r\n").unwrap_or(body);
    Some(match header(entity, "Content-Transfer-Encoding").as_deref() {
        Some("base64") => text(base64(body)),
        Some("quoted-printable") => text(quoted_printable(body)),
        _ => body.to_owned(),
    })
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("a part of a letter is UTF-8")
}

/// Decodes head lines with words as `=?utf-8?b?…?=`; the space between two such words is not part of the text. Several
/// spaces count as one.
fn decode_words(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut after_encoded = true;
    for word in value.split(' ').filter(|word| !word.is_empty()) {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|rest| rest.split_once("?="));
        if !(after_encoded && (encoded.is_some() || bytes.is_empty())) {
            bytes.push(b' ');
        }
        after_encoded = encoded.is_some();
        match encoded {
            Some((inside, tail)) => {
                bytes.extend(base64(inside));
                bytes.extend(tail.bytes());
            }
            None => bytes.extend(word.bytes()),
        }
    }
    text(bytes)
}

fn base64(encoded: &str) -> Vec<u8> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in encoded.bytes() {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from((bits >> count) & 0xff));
        }
    }
    bytes
}

fn quoted_printable(encoded: &str) -> Vec<u8> {
    let joined = encoded.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes: Vec<u8> = pieces.next().unwrap_or_default().bytes().collect();
    for piece in pieces {
        let (digits, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(digits, 16).expect("two hexadecimal digits follow an equals sign"));
        bytes.extend(rest.bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_read_as_a_mail_program_reads_it() {
        let data = "Subject: =?utf-8?b?0prQsNC30LDSmw==?=\r\n =?utf-8?b?INGC0ZbQu9GW?= (kk)\r\n\
            Content-Type: multipart/alternative;\r\n boundary=\"b1\"\r\n\r\n\
            --b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
            0prQsNC3\r\n0LDSmw==\r\n\
            --b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <p id=3D1>=D2=9A=\r\n!</p>\r\n--b1--\r\n";
        let letter = Received { data: data.to_owned(), ..Received::default() };
        assert_eq!(letter.subject(), "Қазақ тілі (kk)");
        assert_eq!(letter.text(), "Қазақ");
        assert_eq!(letter.html(), "<p id=1>Қ!</p>");
        assert_eq!(letter.part("text/calendar"), None);
    }
}
