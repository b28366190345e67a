//! Run as a form describes it: typed texts, and what they come to.

use chrono::{NaiveDate, NaiveTime};

use super::{
    Admission, Course, Meeting, NewRun, RunField, RunState, Trainer,
    details::RunDetails,
    field::{parse_code, whole_number},
    new_run::OFFER_HOURS,
    typed::{day, hours_between, line, lines, optional, rows, time},
};
use crate::{
    ground::{FormErrors, Locale, Localized, Problem, clock, ids::AccountId},
    i18n::dates,
    reference::region,
    ui::FormFields,
};

/// Academic hours of one meeting at most.
const MOST_HOURS: i32 = 24;

/// Field with the code of the course, in the form of a new run.
pub const COURSE: &str = "course";
/// Field with the version of the run or the course that the form was filled in by.
pub const VERSION: &str = "version";
/// Field that says which button was pressed.
pub const ACTION: &str = "action";
/// Buttons that change rows. The number of the row follows the last two.
pub const ADD_MEETING: &str = "add";
pub const ADD_TRAINER: &str = "add-trainer";
pub const DROP_MEETING: &str = "drop-";
pub const DROP_TRAINER: &str = "drop-trainer-";
/// Button that fills the rows of the meetings.
pub const GENERATE: &str = "generate";

/// Button of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditorAction {
    Save,
    Publish,
    Cancel,
    /// Look at the letters that saving would send.
    Letters,
    /// Change of the rows in the form, of which nothing is saved.
    Rows,
}

impl EditorAction {
    /// Reads the button; a form that was sent without one is saved.
    pub fn read(fields: &FormFields) -> Self {
        match fields.field(ACTION) {
            "publish" => Self::Publish,
            "cancel" => Self::Cancel,
            "letters" => Self::Letters,
            "" | "save" => Self::Save,
            _ => Self::Rows,
        }
    }
}

/// Run as it is typed, not checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunDraft {
    pub code: String,
    pub language: String,
    pub venue: Localized,
    pub region: String,
    pub starts_on: String,
    pub ends_on: String,
    pub enroll_until: String,
    pub decides_on: String,
    pub admission: String,
    pub capacity: String,
    pub offer_hours: String,
    pub meetings: Vec<MeetingDraft>,
    pub trainers: Vec<TrainerDraft>,
}

/// Meeting as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeetingDraft {
    /// Number by which calendars know it; empty: it is new.
    pub number: String,
    pub on: String,
    pub from: String,
    pub to: String,
    pub hours: String,
    pub topic: Localized,
}

/// Trainer as they are typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrainerDraft {
    pub name: String,
    pub about: Localized,
    pub is_public: bool,
    /// Address of the account with which they sign in; empty: they do not.
    pub email: String,
}

impl MeetingDraft {
    pub fn of(meeting: &Meeting) -> Self {
        Self {
            number: meeting.number.to_string(),
            on: dates::short(clock::day_of(meeting.starts_at)),
            from: dates::time(meeting.starts_at),
            to: dates::time(meeting.ends_at),
            hours: meeting.academic_hours.to_string(),
            topic: meeting.topic.clone(),
        }
    }

    fn read(fields: &FormFields) -> Vec<Self> {
        let columns = [
            "meeting_on",
            "meeting_from",
            "meeting_to",
            "meeting_hours",
            "meeting_topic_kk",
            "meeting_topic_ru",
            "meeting_topic_en",
            "meeting_number",
        ];
        let row = |[on, from, to, hours, kk, ru, en, number]: [String; 8]| Self {
            number,
            on,
            from,
            to,
            hours,
            topic: Localized { kk, ru, en },
        };
        rows(columns.map(|name| fields.each(name))).map(row).collect()
    }

    /// Tells whether nothing is typed in the row, so that it is no meeting.
    fn is_blank(&self) -> bool {
        [&self.on, &self.from, &self.to, &self.hours].iter().all(|text| text.is_empty()) && self.topic.is_empty()
    }

    /// Times of the meeting, as far as they can be read.
    fn times(&self) -> Option<(NaiveTime, NaiveTime)> {
        Some((time(&self.from).ok()?, time(&self.to).ok()?))
    }

    /// Academic hours as typed, or else as many whole ones as fit between the times.
    pub fn academic_hours(&self, minutes_per_hour: i32) -> Option<i32> {
        if !self.hours.is_empty() {
            return whole_number(&self.hours);
        }
        self.times().map(|(from, to)| hours_between(from, to, minutes_per_hour))
    }

    fn check(&self, row: usize, minutes_per_hour: i32, errors: &mut FormErrors) -> Option<Meeting> {
        let on = errors.take(format!("meeting_on.{row}"), day(&self.on));
        let from = errors.take(format!("meeting_from.{row}"), time(&self.from));
        let to = errors.take(format!("meeting_to.{row}"), time(&self.to));
        let bounds = Problem::OutOfBounds { least: 1, most: MOST_HOURS };
        let hours = self.academic_hours(minutes_per_hour).filter(|hours| (1..=MOST_HOURS).contains(hours));
        // without times there is nothing to count hours from, and that is said beside the times
        let is_countable = !self.hours.is_empty() || (from.is_some() && to.is_some());
        let hours = if is_countable { errors.take(format!("meeting_hours.{row}"), hours.ok_or(bounds)) } else { None };
        let topic = errors.take(format!("meeting_topic_kk.{row}"), lines(&self.topic))?;
        let at = |time: NaiveTime| clock::start_of(on?).checked_add_signed(time.signed_duration_since(NaiveTime::MIN));
        Some(Meeting {
            number: self.number.parse().unwrap_or(0),
            starts_at: at(from?)?,
            ends_at: at(to?)?,
            academic_hours: hours?,
            topic,
        })
    }
}

impl RunDraft {
    /// Reads the fields of a form, with the rows in which nothing is typed.
    pub fn read(fields: &FormFields) -> Self {
        let text = |name: RunField| fields.field(name.as_str()).to_owned();
        Self {
            code: text(RunField::Code),
            language: text(RunField::Language),
            venue: Localized {
                kk: fields.field("venue_kk").to_owned(),
                ru: fields.field("venue_ru").to_owned(),
                en: fields.field("venue_en").to_owned(),
            },
            region: text(RunField::Region),
            starts_on: text(RunField::StartsOn),
            ends_on: text(RunField::EndsOn),
            enroll_until: text(RunField::EnrollUntil),
            decides_on: text(RunField::DecidesOn),
            admission: text(RunField::Admission),
            capacity: text(RunField::Capacity),
            offer_hours: text(RunField::OfferHours),
            meetings: MeetingDraft::read(fields),
            trainers: TrainerDraft::read(fields),
        }
    }

    /// Leaves out the rows in which nothing is typed.
    #[must_use]
    pub fn without_blanks(mut self) -> Self {
        self.meetings.retain(|meeting| !meeting.is_blank());
        self.trainers.retain(|trainer| !trainer.name.is_empty() || !trainer.email.is_empty());
        self
    }

    /// Does what a button of the table of meetings or trainers says: a row more, a row less.
    pub fn change_rows(&mut self, button: &str) {
        let row = |head: &str| button.strip_prefix(head)?.parse::<usize>().ok()?.checked_sub(1);
        if button == ADD_MEETING {
            self.meetings.push(MeetingDraft::default());
        } else if button == ADD_TRAINER {
            self.trainers.push(TrainerDraft::default());
        } else if let Some(row) = row(DROP_MEETING).filter(|row| *row < self.meetings.len()) {
            self.meetings.remove(row);
        } else if let Some(row) = row(DROP_TRAINER).filter(|row| *row < self.trainers.len()) {
            self.trainers.remove(row);
        }
    }

    /// Draft of a run that is there; the trainers come with the addresses of their accounts.
    pub fn of(details: &RunDetails, trainers: &[(Trainer, Option<String>)]) -> Self {
        let run = &details.run;
        let day = |day: Option<NaiveDate>| day.map(dates::short).unwrap_or_default();
        Self {
            code: run.code.clone(),
            language: run.language.map(|language| language.code().to_owned()).unwrap_or_default(),
            venue: run.venue.clone(),
            region: run.region.map(|region| region.code.to_owned()).unwrap_or_default(),
            starts_on: dates::short(run.starts_on),
            ends_on: dates::short(run.ends_on),
            enroll_until: day(run.enroll_until),
            decides_on: day(details.decides_on),
            admission: run.admission.as_str().to_owned(),
            capacity: run.places.capacity.to_string(),
            offer_hours: details.offer_hours.to_string(),
            meetings: details.meetings.iter().map(MeetingDraft::of).collect(),
            trainers: trainers
                .iter()
                .map(|(trainer, email)| TrainerDraft {
                    name: trainer.name.clone(),
                    about: trainer.about.clone(),
                    is_public: trainer.is_public,
                    email: email.clone().unwrap_or_default(),
                })
                .collect(),
        }
    }

    /// Draft of the first run of a course: first come, first served.
    pub fn fresh(code: String) -> Self {
        Self {
            code,
            admission: Admission::FirstCome.as_str().to_owned(),
            offer_hours: OFFER_HOURS.to_string(),
            ..Self::default()
        }
    }

    /// Draft of a run like this one on other days: the days are left open, and the meetings are new.
    #[must_use]
    pub fn copied(self, code: String) -> Self {
        let again = |meeting: MeetingDraft| MeetingDraft { number: String::new(), on: String::new(), ..meeting };
        Self {
            code,
            starts_on: String::new(),
            ends_on: String::new(),
            enroll_until: String::new(),
            decides_on: String::new(),
            meetings: self.meetings.into_iter().map(again).collect(),
            ..self
        }
    }

    /// Makes the run in this state, or lists all mistakes. `account` gives the trainer's account of an address.
    pub fn check(
        &self,
        course: &Course,
        state: RunState,
        account: impl Fn(&str) -> Option<AccountId>,
    ) -> Result<NewRun, FormErrors> {
        use RunField as F;
        let mut errors = FormErrors::default();
        let code = errors.take(F::Code.as_str(), parse_code(&self.code));
        let language = errors.take(
            F::Language.as_str(),
            optional(&self.language, |code| Locale::from_code(code).ok_or(Problem::Unknown)),
        );
        let venue = errors.take("venue_kk", lines(&self.venue));
        let region =
            errors.take(F::Region.as_str(), optional(&self.region, |code| region(code).ok_or(Problem::Unknown)));
        let starts_on = errors.take(F::StartsOn.as_str(), day(&self.starts_on));
        let ends_on = errors.take(F::EndsOn.as_str(), day(&self.ends_on));
        let enroll_until = errors.take(F::EnrollUntil.as_str(), optional(&self.enroll_until, day));
        let decides_on = errors.take(F::DecidesOn.as_str(), optional(&self.decides_on, day));
        let admission = self.admission.parse().map_err(|_| Problem::Required);
        let admission = errors.take(F::Admission.as_str(), admission);
        let capacity = errors.take(F::Capacity.as_str(), F::Capacity.number(&self.capacity));
        let offer_hours = errors.take(
            F::OfferHours.as_str(),
            match self.offer_hours.as_str() {
                "" => Ok(OFFER_HOURS),
                typed => F::OfferHours.number(typed),
            },
        );
        let meetings: Vec<Option<Meeting>> = (1..)
            .zip(&self.meetings)
            .map(|(row, meeting)| meeting.check(row, course.minutes_per_hour, &mut errors))
            .collect();
        let trainers: Vec<Option<Trainer>> =
            (1..).zip(&self.trainers).map(|(row, trainer)| trainer.check(row, &account, &mut errors)).collect();
        let run = (|| {
            Some(NewRun {
                code: code?,
                venue: venue?,
                region: region?,
                language: language?,
                starts_on: starts_on?,
                ends_on: ends_on?,
                enroll_until: enroll_until?,
                decides_on: decides_on?,
                offer_hours: offer_hours?,
                admission: admission?,
                state,
                capacity: capacity?,
                meetings: meetings.into_iter().collect::<Option<_>>()?,
                trainers: trainers.into_iter().collect::<Option<_>>()?,
            })
        })();
        match run {
            Some(run) => errors.or(run).and_then(|run| run.check().map(|()| run)),
            None => Err(errors),
        }
    }
}

impl TrainerDraft {
    fn read(fields: &FormFields) -> Vec<Self> {
        // a box that is not ticked is not sent, so the ticked ones say their rows
        let public = fields.each("trainer_public");
        let columns = ["trainer_name", "trainer_about_kk", "trainer_about_ru", "trainer_about_en", "trainer_email"];
        let row = |(row, [name, kk, ru, en, email]): (usize, [String; 5])| Self {
            name,
            about: Localized { kk, ru, en },
            is_public: public.contains(&row.to_string()),
            email,
        };
        (1..).zip(rows(columns.map(|name| fields.each(name)))).map(row).collect()
    }

    fn check(
        &self,
        row: usize,
        account: &impl Fn(&str) -> Option<AccountId>,
        errors: &mut FormErrors,
    ) -> Option<Trainer> {
        let name = if self.name.is_empty() { Err(Problem::Required) } else { line(&self.name) };
        let name = errors.take(format!("trainer_name.{row}"), name);
        let about = errors.take(format!("trainer_about_kk.{row}"), lines(&self.about));
        let account = errors.take(
            format!("trainer_email.{row}"),
            optional(&self.email, |email| account(email).ok_or(Problem::NotATrainer)),
        );
        Some(Trainer { name: name?, about: about?, is_public: self.is_public, account: account? })
    }
}
