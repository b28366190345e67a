-- How a run is held: who was there, what they scored, and how it was closed.

-- months for which a certificate of a profession is valid, where they are not those of the course (R6)
create table course_validity (
    course_id blob not null references courses (id),
    profession text not null,
    months integer not null check (months > 0),
    primary key (course_id, profession)
) strict;

-- the number of changes so far, by which the pages of two editors know which version they have; an archived course is
-- in no catalogue and gets no new runs
alter table courses add column revision integer not null default 0;
alter table courses add column archived_at text;

-- the account with which a trainer signs in
alter table trainers add column account_id blob references accounts (id);
create index trainers_account on trainers (account_id) where account_id is not null;

-- number by which calendars know a meeting; it stays when the meeting is moved
alter table meetings add column number integer not null default 1;

-- goes up with each change that calendars hear of (SEQUENCE of RFC 5545)
alter table runs add column revision integer not null default 0;
alter table runs add column changed_at text;
alter table runs add column closed_at text;

-- what staff open every day: the people of one run, those who wait for a decision, runs that were closed here, the
-- meetings of a day, and the latest certificates
create index enrollments_run on enrollments (run_id);
create index enrollments_applied on enrollments (run_id) where state = 'applied';
create index runs_closed_at on runs (closed_at) where closed_at is not null;
create index meetings_starts_at on meetings (starts_at);
create index certificates_issued on certificates (issued_on, registration_number);

-- One mark of one person at one meeting; the audit log has the earlier ones.
create table attendance (
    enrollment_id blob not null references enrollments (id),
    meeting_id blob not null references meetings (id),
    mark text not null check (mark in ('present', 'part', 'absent', 'excused')),
    -- academic hours that they were there, of a part
    hours integer check (hours > 0),
    marked_at text not null,
    -- account or program that marked it
    marked_by text not null,
    primary key (enrollment_id, meeting_id),
    check ((mark = 'part') = (hours is not null))
) strict;
create index attendance_meeting on attendance (meeting_id);

-- Final score of a person in a run whose course has an assessment (R5).
create table scores (
    enrollment_id blob not null primary key references enrollments (id),
    score integer not null check (score between 0 and 100),
    entered_at text not null,
    entered_by text not null
) strict;

-- why a certificate was revoked or replaced, in a word of the program
alter table certificates add column revoked_kind text
    check (revoked_kind in ('mistake', 'fraud', 'request', 'other'));
alter table certificates add column replaced_reason text;
