//! Saving a list: specialists, runs, completed enrollments and certificates, all or nothing.
//!
//! The key of a repeated import is the registration number: a certificate that is there with the same facts is left as
//! it is, one with other facts is a fault.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{Column, Fault, FaultKind, List, ListedCertificate, Remark, RemarkKind, series, store};
use crate::{
    certificates::{
        model::{Certificate, PrintedCertificate},
        service as certificates,
    },
    courses::{
        Course,
        model::{NewRun, RunState},
        service::{self as courses, RunSummary},
    },
    db::Tx,
    enrollments::{
        State,
        model::{History, Step},
        service as enrollments,
    },
    ground::{
        AppError,
        error::Clash,
        ids::{CourseId, RunId, SpecialistId},
        letters::code_key,
    },
    i18n::dates,
    programme::service as programme,
    sheets::cell::RowPlace,
    specialists::{Iin, Sex, model::CountedFacts, service as specialists},
};

/// Result of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Saved {
    pub specialists: u32,
    pub runs: u32,
    pub enrollments: u32,
    pub certificates: u32,
    /// Certificates that were there already, with the same facts.
    pub known: u32,
    /// Certificates among the new ones that were issued outside every phase.
    pub outside_phases: u32,
}

type Courses = HashMap<String, (CourseId, Course)>;

/// Compares a list with the registry and, if there is no fault in it, writes it. If `list` has a fault afterwards,
/// nothing was written. `source` names the file in each enrollment's history.
pub async fn save(tx: &mut Tx, list: &mut List, source: &str) -> Result<Saved, AppError> {
    store::lock(tx).await?;
    let known_courses: Courses =
        courses::list(tx).await?.into_iter().map(|(id, course)| (course.code.clone(), (id, course))).collect();
    // the registry's own spelling of a code is used
    let spelled: HashMap<String, &String> = known_courses.keys().map(|code| (code_key(code), code)).collect();
    for row in &mut list.rows {
        if let Some(code) = spelled.get(&code_key(&row.course)) {
            row.course.clone_from(code);
        }
    }
    list.refuse_unknown_courses(&known_courses.keys().collect::<Vec<_>>());
    let mut known = HashSet::new();
    let mut faults = people_twice_in_a_run(&list.rows);
    let mut runs = Runs::default();
    for row in &list.rows {
        match compare_certificate(tx, row, &known_courses).await? {
            Compared::New => {}
            Compared::Same => {
                known.insert(row.row);
                continue;
            }
            // that the person is in the run already has the same cause
            Compared::Differs(fault) => {
                faults.push(fault);
                continue;
            }
        }
        faults.extend(runs.compare(tx, row, &known_courses).await?);
        faults.extend(compare_enrollment(tx, row, &runs).await?);
    }
    list.refuse(faults);
    if !list.faults.is_empty() {
        return Ok(Saved::default());
    }
    let rows: Vec<&ListedCertificate> = list.rows.iter().filter(|row| !known.contains(&row.row)).collect();
    let mut saved = Saved { known: u32::try_from(known.len()).unwrap_or(u32::MAX), ..Saved::default() };
    list.remarks.extend(series::remarks(tx, &rows).await?);
    saved.runs = runs.write(tx, &rows, &known_courses).await?;
    let mut people = People::default();
    for row in &rows {
        let specialist = people.find_or_register(tx, row, &mut saved, &mut list.remarks).await?;
        let Some((run, (course_id, course))) = runs.id(&row.run).zip(known_courses.get(&row.course)) else {
            continue;
        };
        write_certificate(tx, row, specialist, run, (*course_id, course), source).await?;
        saved.enrollments += 1;
        saved.certificates += 1;
    }
    let phases = programme::periods(tx).await?;
    for row in rows {
        if !phases.iter().any(|(first, last)| (*first..=*last).contains(&row.issued_on)) {
            saved.outside_phases += 1;
            list.remarks.push(Remark { row: row.row, column: Some(Column::IssuedOn), kind: RemarkKind::OutsidePhases });
        }
    }
    list.remarks.sort_by_key(|remark| (remark.row, remark.column));
    Ok(saved)
}

async fn write_certificate(
    tx: &mut Tx,
    row: &ListedCertificate,
    specialist: SpecialistId,
    run: RunId,
    (course_id, course): (CourseId, &Course),
    source: &str,
) -> Result<(), AppError> {
    let step = Step::noted(State::Completed, noon(row.ends_on), format!("imported from {source}"));
    let history = History::imported(step).map_err(|_| AppError::Conflict(Clash::StepNotAllowed))?;
    let enrollment = enrollments::record(tx, run, specialist, &history).await?;
    let paper = PrintedCertificate {
        enrollment,
        specialist,
        course: course_id,
        holder: row.person.name.clone(),
        title: course.title.clone(),
        academic_hours: row.hours.map_or(course.academic_hours, u32::cast_signed),
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        issued_on: row.issued_on,
        valid_until: row.valid_until,
        facts: row.person.facts,
    };
    certificates::take_over(tx, &paper, &row.registration_number).await?;
    Ok(())
}

/// Instant of a day without a time of day: noon in Greenwich, which is the same day everywhere in Kazakhstan.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() + chrono::TimeDelta::hours(12)
}

fn fault(row: &ListedCertificate, column: Column, value: String, kind: FaultKind) -> Fault {
    Fault { row: row.row, column: Some(column), value, kind }
}

/// Faults of people who are in a run twice (rule R3).
fn people_twice_in_a_run(rows: &[ListedCertificate]) -> Vec<Fault> {
    let mut first_rows: HashMap<(&str, &Iin), RowPlace> = HashMap::new();
    rows.iter()
        .filter_map(|row| {
            let first = *first_rows.entry((&row.run, row.person.iin.as_ref()?)).or_insert(row.row);
            (first != row.row)
                .then(|| fault(row, Column::Run, row.run.clone(), FaultKind::EnrolledTwice { first_row: Some(first) }))
        })
        .collect()
}

/// Fault of a person who is in the run already, according to the registry.
async fn compare_enrollment(tx: &mut Tx, row: &ListedCertificate, runs: &Runs) -> Result<Option<Fault>, AppError> {
    let Some(run) = runs.id(&row.run) else { return Ok(None) };
    let Some(person) = specialists::find_listed(tx, &row.person).await? else { return Ok(None) };
    let enrolled = enrollments::is_enrolled(tx, run, person.id).await?;
    Ok(enrolled.then(|| fault(row, Column::Run, row.run.clone(), FaultKind::EnrolledTwice { first_row: None })))
}

enum Compared {
    New,
    Same,
    Differs(Fault),
}

async fn compare_certificate(tx: &mut Tx, row: &ListedCertificate, known: &Courses) -> Result<Compared, AppError> {
    let Some(certificate) = certificates::find_by_number(tx, &row.registration_number).await? else {
        return Ok(Compared::New);
    };
    // a person who wished to be removed is not brought back by an old list
    if certificate.is_erased() {
        return Ok(Compared::Same);
    }
    let difference = match difference(row, &certificate, known) {
        None => fact_that_differs(tx, row, &certificate).await?,
        found => found,
    };
    if let Some((column, value, known)) = difference {
        return Ok(Compared::Differs(fault(row, column, value, FaultKind::KnownCertificateDiffers { known })));
    }
    if let Some(iin) = &row.person.iin {
        let holder = specialists::find_by_iin(tx, iin).await?;
        if holder.is_none_or(|holder| holder.id != certificate.printed.specialist) {
            let value = row.registration_number.to_string();
            let kind = FaultKind::KnownCertificateDiffers { known: certificate.printed.holder.full() };
            return Ok(Compared::Differs(fault(row, Column::Iin, value, kind)));
        }
    }
    Ok(Compared::Same)
}

/// First fact in which the list and the registry differ: its column, and both values.
fn difference(row: &ListedCertificate, certificate: &Certificate, known: &Courses) -> Option<(Column, String, String)> {
    let printed = &certificate.printed;
    let course = known.iter().find(|(_, (id, _))| *id == printed.course).map(|(code, _)| code.clone());
    let text = |column, read: Option<&str>, known: Option<&str>| {
        (read != known).then(|| (column, read.unwrap_or_default().to_owned(), known.unwrap_or_default().to_owned()))
    };
    let day = |column, read: NaiveDate, known: NaiveDate| {
        (read != known).then(|| (column, dates::short(read), dates::short(known)))
    };
    let (read, had) = (row.person.name.full(), printed.holder.full());
    text(Column::Surname, Some(&read), Some(&had))
        .or_else(|| text(Column::Course, Some(&row.course), course.as_deref()))
        .or_else(|| day(Column::StartsOn, row.starts_on, printed.starts_on))
        .or_else(|| day(Column::EndsOn, row.ends_on, printed.ends_on))
        .or_else(|| day(Column::IssuedOn, row.issued_on, printed.issued_on))
        .or_else(|| {
            let hours = row.hours.map_or(printed.academic_hours, u32::cast_signed);
            text(Column::Hours, Some(&hours.to_string()), Some(&printed.academic_hours.to_string()))
        })
        .or_else(|| {
            let (read, had) = (row.valid_until.map(dates::short), printed.valid_until.map(dates::short));
            text(Column::ValidUntil, read.as_deref(), had.as_deref())
        })
}

/// First of the counted facts in which they differ. If the holder did not agree to be counted by them, the certificate
/// was issued without any: then the values of the list are no difference.
async fn fact_that_differs(
    tx: &mut Tx,
    row: &ListedCertificate,
    certificate: &Certificate,
) -> Result<Option<(Column, String, String)>, AppError> {
    let codes = |facts: &CountedFacts| {
        [
            (Column::Region, facts.region.map(|region| region.code)),
            (Column::Profession, facts.profession.map(|entry| entry.code)),
            (Column::Sex, facts.sex.map(Sex::as_str)),
            (Column::Organization, facts.organization_type.map(|kind| kind.code)),
        ]
    };
    let known = codes(&certificate.printed.facts).map(|(_, code)| code);
    let pairs: Vec<_> =
        codes(&row.person.facts).into_iter().zip(known).map(|((column, read), known)| (column, read, known)).collect();
    let Some((column, read, known)) = pairs.iter().find(|(_, read, known)| read != known) else { return Ok(None) };
    let is_without = pairs.iter().all(|(.., known)| known.is_none());
    if is_without && !specialists::shows_facts(tx, certificate.printed.specialist).await? {
        return Ok(None);
    }
    let words = |word: Option<&str>| word.unwrap_or_default().to_owned();
    Ok(Some((*column, words(*read), words(*known))))
}

/// Runs of a list: those that the registry has, and those that it is to get.
#[derive(Default)]
struct Runs {
    known: BTreeMap<String, Option<RunSummary>>,
    ids: HashMap<String, RunId>,
}

impl Runs {
    fn id(&self, code: &str) -> Option<RunId> {
        self.ids.get(code).copied()
    }

    /// Compares the course and the days of a known run with a row; a difference is a fault.
    async fn compare(
        &mut self,
        tx: &mut Tx,
        row: &ListedCertificate,
        courses: &Courses,
    ) -> Result<Option<Fault>, AppError> {
        if !self.known.contains_key(&row.run) {
            let found = courses::find_run(tx, &row.run).await?;
            self.ids.extend(found.as_ref().map(|run| (row.run.clone(), run.id)));
            self.known.insert(row.run.clone(), found);
        }
        let Some(Some(run)) = self.known.get(&row.run) else { return Ok(None) };
        let differs = |column, value, known| Some(fault(row, column, value, FaultKind::KnownRunDiffers { known }));
        let course = courses.iter().find(|(_, (id, _))| *id == run.course_id).map(|(code, _)| code);
        Ok(if course != Some(&row.course) {
            differs(Column::Course, row.course.clone(), course.cloned().unwrap_or_default())
        } else if run.starts_on != row.starts_on {
            differs(Column::StartsOn, dates::short(row.starts_on), dates::short(run.starts_on))
        } else if run.ends_on != row.ends_on {
            differs(Column::EndsOn, dates::short(row.ends_on), dates::short(run.ends_on))
        } else {
            None
        })
    }

    /// Makes the new runs, closed and as large as the people in them, and gives more seats to known ones that grow.
    async fn write(&mut self, tx: &mut Tx, rows: &[&ListedCertificate], courses: &Courses) -> Result<u32, AppError> {
        let mut sizes: BTreeMap<&str, (i32, &ListedCertificate)> = BTreeMap::new();
        for row in rows {
            sizes.entry(&row.run).or_insert((0, row)).0 += 1;
        }
        let mut made = 0;
        for (code, (size, row)) in sizes {
            let Some((course, _)) = courses.get(&row.course) else { continue };
            if let Some(Some(run)) = self.known.get(code) {
                let needed = run.seats_taken + size;
                if needed > run.capacity {
                    courses::raise_capacity(tx, run, needed).await?;
                }
                continue;
            }
            let run = NewRun { state: RunState::Closed, ..NewRun::plain(code, row.starts_on, row.ends_on, size) };
            self.ids.insert(code.to_owned(), courses::announce(tx, *course, &run).await?);
            made += 1;
        }
        Ok(made)
    }
}

/// People of a list while they get their records.
#[derive(Default)]
struct People {
    registered: HashSet<SpecialistId>,
}

impl People {
    async fn find_or_register(
        &mut self,
        tx: &mut Tx,
        row: &ListedCertificate,
        saved: &mut Saved,
        remarks: &mut Vec<Remark>,
    ) -> Result<SpecialistId, AppError> {
        let person = &row.person;
        if let Some(known) = specialists::find_listed(tx, person).await? {
            specialists::settle_claim(tx, &known).await?;
            // differences about a person within one list have been remarked on already
            if !self.registered.contains(&known.id) && !known.agrees_with(person) {
                let kind = RemarkKind::KnownSpecialistDiffers;
                remarks.push(Remark { row: row.row, column: Some(Column::Surname), kind });
            }
            if let Some(email) = &person.email {
                specialists::update_email(tx, &known, email).await?;
            }
            return Ok(known.id);
        }
        if let Some(iin) = &person.iin
            && specialists::is_claimed(tx, iin).await?
        {
            remarks.push(Remark { row: row.row, column: Some(Column::Iin), kind: RemarkKind::ClaimWaits });
        }
        let twins = specialists::possible_duplicates(tx, person).await?;
        if twins.iter().any(|twin| !self.registered.contains(twin)) {
            let kind = RemarkKind::PossibleDuplicate { of_row: None };
            remarks.push(Remark { row: row.row, column: Some(Column::Surname), kind });
        }
        let id = specialists::register(tx, person).await?;
        self.registered.insert(id);
        saved.specialists += 1;
        Ok(id)
    }
}
