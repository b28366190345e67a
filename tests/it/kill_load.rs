//! Server killed under load, again and again: all that it had answered with success is there (rule R9).

use maman::audit;
use tokio::task::JoinSet;

use crate::{
    binary::Maman,
    crowd::{Trainee, crowd, post, run_ahead, standing},
};

const ROUNDS: u64 = 20;
const PEOPLE: u32 = 200;
const PLACES: usize = 20;
/// Answers by which each round is longer than the one before; the first ends with its first answer. Counted in answers
/// and not in time, the kills fall alike on every machine, among those who get a seat and among those who wait; and
/// even in the last round about half of the people are without an answer.
const MORE_EACH_ROUND: usize = 5;

/// Sends the form to a real server; `None` if it was killed before it had answered in full.
async fn enrolls(address: String, trainee: Trainee, run: String) -> Option<(Trainee, String)> {
    let head = post(&address, &format!("/kk/runs/{run}/enroll"), &trainee.cookie, "").await?;
    let flash = head.lines().find_map(|line| line.strip_prefix("set-cookie: __Host-flash="))?;
    let (word, _) = flash.split_once('|')?;
    Some((trainee, word.to_owned()))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_twenty_kills_under_load() {
    let maman = Maman::with_courses();
    let ctx = maman.ctx().await;
    let people = crowd(&ctx, PEOPLE).await;
    let mut runs = Vec::new();
    let first = ctx.clock.today() + chrono::Days::new(30);
    for round in 0..ROUNDS {
        // a week of its own for each, because nobody gets into two runs that overlap
        let starts_on = first + chrono::Days::new(round * 7);
        let code = format!("R-{round}");
        let places = i32::try_from(PLACES).unwrap();
        runs.push((run_ahead(&ctx, &code, &starts_on.to_string(), places).await, code));
    }
    ctx.db.close().await;

    for (round, (run, code)) in runs.iter().enumerate() {
        let killed_after = 1 + round * MORE_EACH_ROUND;
        let serving = maman.serve(&[]);
        let mut asked = JoinSet::new();
        for trainee in people.clone() {
            asked.spawn(enrolls(serving.address.clone(), trainee, code.clone()));
        }
        let (mut serving, mut output, mut cut_off) = (Some(serving), Vec::new(), 0);
        while let Some(answer) = asked.join_next().await {
            match answer.unwrap() {
                Some(answer) => output.push(answer),
                None if serving.is_some() => panic!("round {round}: cut off by a server that nobody killed"),
                None => cut_off += 1,
            }
            if output.len() == killed_after {
                drop(serving.take());
            }
        }
        let answered = output.len();
        assert!(answered >= killed_after && cut_off > 0, "round {round}: {answered} answered, {cut_off} cut off");

        let ctx = maman.ctx().await;
        let found = standing(&ctx, *run).await;
        for (trainee, to) in &output {
            let state = found.iter().find(|(person, ..)| *person == trainee.specialist).map(|(_, state, _)| state);
            let state = state.unwrap_or_else(|| panic!("round {round}: an answered enrollment is gone"));
            assert!(to == state, "round {round}: output {to}, is {state}");
        }
        let confirmed = found.iter().filter(|(_, state, _)| state == "confirmed").count();
        assert!(confirmed <= PLACES, "round {round}: {confirmed} confirmed");
        let numbers: Vec<i32> = found.iter().filter_map(|(_, _, number)| *number).collect();
        assert_eq!(numbers, (1..).take(numbers.len()).collect::<Vec<_>>(), "round {round}");
        assert!(numbers.is_empty() || confirmed == PLACES, "round {round}");
        let report = audit::verify(&mut ctx.read().await.unwrap()).await.unwrap();
        assert_eq!(report.broken_at, None, "round {round}");
        ctx.db.close().await;
    }
}
