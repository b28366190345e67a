//! Calendar file of a run, as a calendar reads it.

use super::*;
use crate::{courses::service::calendar, testing::on_both_databases};

const ORIGIN: &str = "https://maman.example";

/// Lines of the file, put together again where they were folded.
fn lines(text: &str) -> Vec<String> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} bytes: {line}", line.len());
    }
    text.replace("\r\n ", "").split_terminator("\r\n").map(ToOwned::to_owned).collect()
}

/// Values of a property, in the order of the events.
fn values<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
    lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix([':', ';'])).collect()
}

async fn announced(ctx: &Ctx, new: &NewRun) -> service::RunDetails {
    let mut tx = ctx.begin().await.unwrap();
    bring_in(&mut tx).await;
    announce(&mut tx, "A-1", new).await;
    service::run(&mut tx, &new.code).await.unwrap().unwrap()
}

on_both_databases!(every_meeting_is_an_event_in_the_readers_language, |ctx| {
    let new = NewRun {
        venue: words("Астана, Үлгі көшесі; 5-үй", "Астана, ул. Примерная, 5", ""),
        meetings: vec![
            meeting(
                1,
                "2026-11-03T13:30:00Z",
                "2026-11-03T16:30:00Z",
                words("Алғашқы әңгіме: қауіпсіздік, шекара, тіл", "Первая беседа", "First conversation"),
            ),
            meeting(2, "2026-11-05T04:00:00Z", "2026-11-05T07:15:00Z", words("", "", "")),
        ],
        ..run("A-1-2611", "2026-11-02")
    };
    let details = announced(&ctx, &new).await;
    let text = calendar(&details, Locale::Kk, ORIGIN);
    let lines_of = lines;
    let lines = lines_of(&text);
    assert_eq!((lines[0].as_str(), lines.last().unwrap().as_str()), ("BEGIN:VCALENDAR", "END:VCALENDAR"));
    assert_eq!(values(&lines, "PRODID"), ["-//maman.example//Maman//KK"]);
    assert_eq!(values(&lines, "UID"), ["A-1-2611-1@maman.example", "A-1-2611-2@maman.example"]);
    assert_eq!(values(&lines, "DTSTART"), ["20261103T133000Z", "20261105T040000Z"]);
    assert_eq!(values(&lines, "DTEND"), ["20261103T163000Z", "20261105T071500Z"]);
    assert_eq!(values(&lines, "DTSTAMP"), ["20261012T090000Z"; 2]);
    assert_eq!(
        values(&lines, "SUMMARY"),
        [r"Психоәлеуметтік қолдау: Алғашқы әңгіме: қауіпсіздік\, шекара\, тіл", "Психоәлеуметтік қолдау"]
    );
    assert_eq!(values(&lines, "LOCATION"), [r"Астана\, Үлгі көшесі\; 5-үй"; 2]);
    assert_eq!(values(&lines, "URL"), ["https://maman.example/kk/runs/A-1-2611"; 2]);
    // a reader of another language has the venue in that language, or in the one it is written in
    for (locale, expected) in
        [(Locale::Ru, r"Астана\, ул. Примерная\, 5"), (Locale::En, r"Астана\, Үлгі көшесі\; 5-үй")]
    {
        assert_eq!(values(&lines_of(&calendar(&details, locale, ORIGIN)), "LOCATION"), [expected; 2]);
    }
    // the same run gives the same file
    assert_eq!(calendar(&details, Locale::Kk, ORIGIN), text);
});

on_both_databases!(a_topic_of_any_length_stays_within_the_lines_of_a_calendar, |ctx| {
    let details = announced(&ctx, &run("A-1-2611", "2026-11-02")).await;
    for length in 0..120 {
        let mut details = details.clone();
        details.course.title = words(&"ә".repeat(length), &"x".repeat(length), "");
        for locale in [Locale::Kk, Locale::Ru] {
            lines(&calendar(&details, locale, ORIGIN));
        }
    }
});

on_both_databases!(a_run_without_meetings_is_one_event_of_whole_days, |ctx| {
    let details = announced(&ctx, &run("A-1-2611", "2026-11-02")).await;
    let lines = lines(&calendar(&details, Locale::Ru, ORIGIN));
    assert_eq!(values(&lines, "UID"), ["A-1-2611-1@maman.example"]);
    assert_eq!(values(&lines, "DTSTART"), ["VALUE=DATE:20261102"]);
    // the eleventh is the last day, and a calendar ends before the twelfth
    assert_eq!(values(&lines, "DTEND"), ["VALUE=DATE:20261112"]);
    assert_eq!(values(&lines, "SUMMARY"), ["Психосоциальная поддержка"]);
    assert_eq!(values(&lines, "LOCATION"), Vec::<&str>::new());
});
