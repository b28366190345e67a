//! Registry in a few words: usual values for all that a test does not care about.
//!
//! Everybody in here is invented, and holds an IIN that no living person can hold (rule R2).

use chrono::{Datelike, Days, NaiveDate};

use tokio::sync::OnceCell;

use crate::{
    accounts::{Email, model::NewAccount, service as accounts},
    audit,
    auth::password::NewPassword,
    certificates::{
        RegistrationNumber,
        model::{Certificate, PrintedCertificate},
        service as certificates,
    },
    courses::{
        Course,
        model::{NewRun, RunState},
        service as courses,
    },
    db::{Ctx, Tx, on_driver},
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{
        Locale,
        caller::{Caller, Role},
        ids::{AccountId, CourseId, EnrollmentId, Ids, RunId, SpecialistId},
    },
    programme::service as programme,
    reference::{profession, region},
    specialists::{
        PersonName, Sex,
        model::{CountedFacts, NewSpecialist, invented_iin},
        service as specialists,
    },
};

/// Courses of the centre.
pub const COURSES: &str = include_str!("../../data/courses.json");
/// Programme with phase 1 (November 2021 to 2022) and phase 2 (2023 to 2025).
pub const PROGRAMME: &str = include_str!("../../data/programme.json");

/// Reads a day as `2022-05-06`.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day as 2022-05-06")
}

/// Brings in the centre's courses and its programme.
pub async fn with_courses_and_phases(ctx: &Ctx) {
    let mut tx = ctx.begin().await.expect("a transaction begins");
    bring_in(&mut tx, COURSES, PROGRAMME).await;
    audit::commit(tx).await.expect("courses and phases are saved");
}

/// Brings in these courses and this programme, in the form of the centre's files.
pub async fn bring_in(tx: &mut Tx, courses: &str, programme: &str) {
    let courses = serde_json::from_str(courses).expect("a file of courses");
    let (_, faults) = courses::bring_in(tx, courses).await.expect("courses come in");
    assert_eq!(faults, []);
    let programme = serde_json::from_str(programme).expect("a file of a programme");
    let (_, faults) = programme::bring_in(tx, programme).await.expect("a programme comes in");
    assert_eq!(faults, []);
    programme::mark_counting_courses(tx).await.expect("courses are marked");
}

/// Person of the registry.
#[derive(Clone, Debug)]
pub struct Holder {
    pub id: SpecialistId,
    pub person: NewSpecialist,
}

/// Invented psychologist from Astana; the number makes each another person.
pub fn person(number: u32) -> NewSpecialist {
    let birth_date = day("1980-01-01") + Days::new(u64::from(number) * 40);
    NewSpecialist {
        name: PersonName {
            surname: format!("Сейітқали-{number}"),
            given_name: "Айгерім".to_owned(),
            patronymic: Some("Бауыржанқызы".to_owned()),
        },
        iin: Some(invented_iin(birth_date, Sex::Female, number)),
        birth_date: Some(birth_date.into()),
        facts: CountedFacts {
            region: region("KZ-71"),
            profession: profession("psychologist"),
            sex: Some(Sex::Female),
            organization_type: None,
        },
        email: Some(format!("person-{number}@example.org").into()),
        ..NewSpecialist::default()
    }
}

/// Registers the person of this number.
pub async fn register(tx: &mut Tx, number: u32) -> Holder {
    let person = person(number);
    let id = specialists::register(tx, &person).await.expect("a person is registered");
    Holder { id, person }
}

/// Course with this code.
pub async fn course(tx: &mut Tx, code: &str) -> (CourseId, Course) {
    let all = courses::list(tx).await.expect("courses are listed");
    all.into_iter().find(|(_, course)| course.code == code).expect("the course was brought in")
}

/// Announces a closed run of ten days that ends on this day.
pub async fn announce(tx: &mut Tx, (course, code): (&str, &str), ends_on: NaiveDate, capacity: i32) -> RunId {
    let (id, _) = self::course(tx, course).await;
    let run = NewRun { state: RunState::Closed, ..NewRun::plain(code, ends_on - Days::new(9), ends_on, capacity) };
    courses::announce(tx, id, &run).await.expect("a run is announced")
}

/// History of an enrollment of which only the end is known.
pub fn completed(at: NaiveDate) -> History {
    let taken_at = at.and_time(chrono::NaiveTime::MIN).and_utc();
    let step = Step::noted(State::Completed, taken_at, "for a test");
    History::imported(step).expect("a list tells of what is completed")
}

/// Takes a person through a run to its end; the run is announced where it is new.
pub async fn complete(tx: &mut Tx, holder: &Holder, (course, code): (&str, &str), ends_on: NaiveDate) -> EnrollmentId {
    let known = courses::find_run(tx, code).await.expect("runs are found");
    let run = match known {
        Some(run) => run.id,
        None => announce(tx, (course, code), ends_on, 1_000).await,
    };
    enrollments::record(tx, run, holder.id, &completed(ends_on)).await.expect("an enrollment is recorded")
}

/// Facts for the certificate of a person who has completed the run two days before its issue.
pub async fn earned(tx: &mut Tx, holder: &Holder, run: (&str, &str), issued_on: NaiveDate) -> PrintedCertificate {
    let ends_on = issued_on - Days::new(2);
    let enrollment = complete(tx, holder, run, ends_on).await;
    let (course_id, course) = course(tx, run.0).await;
    PrintedCertificate {
        enrollment,
        specialist: holder.id,
        course: course_id,
        holder: holder.person.name.clone(),
        valid_until: course.valid_until(issued_on, holder.person.facts.profession),
        title: course.title,
        academic_hours: course.academic_hours,
        starts_on: ends_on - Days::new(9),
        ends_on,
        issued_on,
        facts: holder.person.facts,
    }
}

/// Certificate of a person for a run of a course, issued on this day.
pub async fn issue(tx: &mut Tx, holder: &Holder, run: (&str, &str), issued_on: NaiveDate) -> Certificate {
    let enrollment = complete(tx, holder, run, issued_on - Days::new(2)).await;
    certificates::issue(tx, enrollment, issued_on).await.expect("a certificate is issued")
}

/// Records an existing paper, under the next number of its year.
pub async fn take_over(tx: &mut Tx, paper: &PrintedCertificate) -> Certificate {
    let year = paper.issued_on.year();
    let last = certificates::last_of_year(tx, year).await.expect("the series is read");
    let number = RegistrationNumber::in_series(year, last + 1);
    certificates::take_over(tx, paper, &number).await.expect("a paper is taken over")
}

/// Password of every account made here.
pub const PASSWORD: &str = "copper-lantern-meadow-3";

/// Hash that is made once for all accounts of a test: a hash costs much work on purpose.
static PASSWORD_HASH: OnceCell<String> = OnceCell::const_new();

/// Account with these roles, as the command line would make it.
pub async fn account(ctx: &Ctx, email: &str, roles: &[Role], specialist: Option<SpecialistId>) -> AccountId {
    let hash = async {
        let password = NewPassword::parse(PASSWORD, &[]).expect("a strong password");
        // ids of its own: whether another test of this process was here before must not change those of this one
        password.hash(&Ids::counted()).await.expect("a password is hashed")
    };
    let new = NewAccount {
        email: Email::parse(email).expect("an address"),
        password_hash: Some(PASSWORD_HASH.get_or_init(|| hash).await.clone().into()),
        name: None,
        locale: Locale::Ru,
        roles: roles.iter().copied().collect(),
        specialist,
    };
    let operator = ctx.as_caller(Caller::Operator { name: "tester".to_owned() });
    let mut tx = operator.begin().await.expect("a transaction begins");
    let id = accounts::create(&mut tx, new).await.expect("an account is made");
    audit::commit(tx).await.expect("an account is saved");
    id
}

/// Makes the owner of an account a trainer of the run.
pub async fn teach(ctx: &Ctx, run: RunId, account: AccountId) {
    const SQL: &str =
        "insert into trainers (run_id, position, name, about_kk, about_ru, about_en, is_public, account_id)
        values ($1, (select coalesce(max(position), 0) + 1 from trainers where run_id = $1), 'Trainer', '', '', '', $2,
        $3)";
    let operator = ctx.as_caller(Caller::Operator { name: "tester".to_owned() });
    let mut tx = operator.begin().await.expect("a transaction begins");
    on_driver!(tx, |c| sqlx::query(SQL).bind(run).bind(false).bind(account).execute(c).await.map(drop))
        .expect("a trainer is written");
    audit::commit_upkeep(tx).await.expect("a trainer is saved");
}

/// State and queue position of everybody in a run, in the order of the position.
pub async fn standing(tx: &mut Tx, run: RunId) -> Vec<(SpecialistId, String, Option<i32>)> {
    const SQL: &str = "select specialist_id, state, waiting_number from enrollments where run_id = $1
        order by coalesce(waiting_number, 0), recorded_at, id";
    on_driver!(tx, |c| sqlx::query_as(SQL).bind(run).fetch_all(c).await).expect("enrollments are listed")
}
