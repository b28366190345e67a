//! Scores from a spreadsheet: shown first, and saved as a whole or not at all.

use super::*;

const RESULTS: &str = "/en/staff/runs/RUN-1/results";
const LIST: &str = "/en/staff/runs/RUN-1/results/list.xlsx";
const COMPARE: &[(&str, &str)] = &[("action", "compare")];

/// Hidden fields of the page that shows what a file changes, as its form sends them.
fn fields(page: &str) -> String {
    let inputs = page.split("<input type=\"hidden\" name=\"").skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        Some(format!("{name}={}", rest.split_once('"')?.0))
    });
    inputs.chain(["sure=1".to_owned()]).collect::<Vec<_>>().join("&")
}

impl Course {
    async fn known_scores(&self) -> Vec<i64> {
        self.numbers("select cast(score as bigint) from scores order by score").await
    }
}

on_both_databases!(a_list_is_downloaded_filled_in_and_saved, |ctx| {
    let course = course(&ctx).await;
    course.scores(&staff(), &[(0, "50")]).await.unwrap();
    let browser = course.staff_browser().await;
    let list = browser.downloads(LIST).await;
    let shown = browser.uploads(RESULTS, COMPARE, ("RUN-1.xlsx", &list)).await;
    assert_eq!(shown.status, 200);
    shown.says(&[
        "What the file changes",
        "RUN-1.xlsx",
        "The file changes nothing",
        "1 score stays",
        "2 rows have no score",
    ]);
    // an address and a name are enough, and a file of another kind is one too
    let file = "Name;E-mail;Score\nАйгерім Сейітқали-2;person-2@example.org;75\nСейітқали-1 Айгерім;;51\n";
    let shown = browser.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await;
    assert_eq!(shown.status, 200);
    shown.says(&["2 scores change", "no score", "75", "50", "51", "Save 2 scores"]);
    assert_eq!(course.known_scores().await, [50], "nothing is saved before somebody is sure");
    browser.posts_and_follows(RESULTS, &fields(&shown.body)).await.says(&[
        "2 scores saved",
        "value=\"51\"",
        "value=\"75\"",
    ]);
    assert_eq!(course.known_scores().await, [51, 75]);
    let entered = "select count(*) from audit_entries where action = 'score.entered'";
    assert_eq!(course.numbers(entered).await, [3]);
});

on_both_databases!(a_file_with_one_wrong_row_is_not_saved_at_all, |ctx| {
    let course = course(&ctx).await;
    let browser = course.staff_browser().await;
    let [first, second, _] = course.enrollments[..] else { panic!("three people") };
    let file = format!(
        "Enrollment number,Name,Score\n{first},,101\n{second},Сейітқали-2 Айгерім,60\n,Somebody Else,70\n\
         {second},Сейітқали-3 Айгерім,80\n"
    );
    let shown = browser.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await;
    assert_eq!(shown.status, 422);
    shown.says(&["3 rows cannot be accepted", ">2<", "“101” is not a score", ">4<", "There is no such person", ">5<"]);
    shown.says(&["belongs to another person", "1 score changes"]);
    assert!(!shown.body.contains("sure"), "there is nothing to be sure of");
    for (file, words) in [("", "The file is empty"), ("Name;IIN\nx;1\n", "Not found among the columns: Score")] {
        let shown = browser.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await;
        assert_eq!(shown.status, 422);
        shown.says(&[words]);
    }
    let without = browser.uploads(RESULTS, COMPARE, ("", b"")).await;
    assert_eq!(without.status, 422);
    without.says(&["Choose a file", "value=\"\""]);
    assert_eq!(course.known_scores().await, [0_i64; 0]);
    let whole = course.numbers("select count(*) from audit_entries where action = 'score.entered'").await;
    assert_eq!(whole, [0]);
});

on_both_databases!(a_trainer_gets_names_and_nothing_else, |ctx| {
    let course = course(&ctx).await;
    let (_, account) = course.trainer("trainer@example.org", true).await;
    let (_, other) = course.trainer("other@example.org", false).await;
    let browser = Browser::of(&course.ctx, Some(account)).await;
    let list = crate::sheets::read(
        &browser.downloads(LIST).await,
        crate::sheets::Headings {
            is_known: |text| text == "Name" || text == "Score",
            least_known: 2,
            least_columns: 2,
        },
        &crate::sheets::Allowance::usual(),
    );
    let texts: Vec<String> =
        list.unwrap()[0].rows.iter().flat_map(|row| row.cells.iter().map(crate::sheets::cell::Cell::shown)).collect();
    assert!(texts.iter().any(|text| text.starts_with("Сейітқали-1 ")), "{texts:?}");
    assert!(!texts.iter().any(|text| text.contains('@') || text == "IIN" || text.starts_with("80")), "{texts:?}");
    // nor can a trainer try out whose address one is
    let file = "Name;E-mail;Score\nSomebody;person-1@example.org;60\n";
    browser.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await.says(&["There is no such person"]);
    let file = "Name;Score\nСейітқали-1 Айгерім Бауыржанқызы;60\n";
    let shown = browser.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await;
    browser.posts_and_follows(RESULTS, &fields(&shown.body)).await.says(&["1 score saved"]);
    let stranger = Browser::of(&course.ctx, Some(other)).await;
    assert_eq!(stranger.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await.status, 404);
    assert_eq!(stranger.opens(LIST).await.status, 404);
});

on_both_databases!(a_closed_run_takes_no_file_and_other_forms_take_none_at_all, |ctx| {
    let course = course(&ctx).await;
    course.is_whole().await;
    course.closes(&[]).await.unwrap();
    let browser = course.staff_browser().await;
    let file = "Name;Score\nСейітқали-1 Айгерім;60\n";
    assert_eq!(browser.uploads(RESULTS, COMPARE, ("scores.csv", file.as_bytes())).await.status, 409);
    assert_eq!(browser.uploads(CLOSE, &[], ("scores.csv", file.as_bytes())).await.status, 415);
    let large = vec![b'x'; crate::sheets::limits::FILE_BYTES + 2 * 1024 * 1024];
    assert_eq!(browser.uploads(RESULTS, COMPARE, ("scores.csv", &large)).await.status, 413);
});
