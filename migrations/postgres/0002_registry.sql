-- The registry: people, courses, runs, enrollments, certificates, and the programme they count in.
-- Certificates are never deleted: they are revoked or replaced.

create table courses (
    id uuid not null primary key,
    -- as it was first written
    code text not null,
    -- as it is read: whatever the case, the dash and the script of look-alike letters
    code_key text not null unique,
    title_kk text not null,
    title_ru text not null,
    title_en text not null,
    academic_hours integer not null check (academic_hours > 0),
    minutes_per_hour integer not null check (minutes_per_hour > 0),
    days integer check (days > 0),
    competence_area text not null,
    format text not null check (format in ('in_person', 'online', 'blended')),
    -- months that a certificate holds; null: it does not expire
    validity_months integer check (validity_months > 0),
    -- least share of the hours, in per cent (R5)
    min_attendance integer not null check (min_attendance between 0 and 100),
    -- counts in every phase of the programme
    counts_toward_target boolean not null,
    recorded_at timestamptz not null
);

create table runs (
    id uuid not null primary key,
    -- as it was first written
    code text not null,
    -- as it is read: whatever the case, the dash and the script of look-alike letters
    code_key text not null unique,
    course_id uuid not null references courses (id),
    -- where it is held, in each language as far as it is known
    venue_kk text not null default '',
    venue_ru text not null default '',
    venue_en text not null default '',
    language text check (language in ('kk', 'ru', 'en')),
    starts_on date not null,
    ends_on date not null,
    admission text not null check (admission in ('first_come', 'selection')),
    state text not null check (state in ('draft', 'open', 'closed', 'cancelled')),
    recorded_at timestamptz not null,
    check (ends_on >= starts_on)
);
create index runs_course on runs (course_id);
create index runs_starts_on on runs (starts_on);

-- Seats and waiting list of a run (R3): the row that is locked while somebody's place is decided. The capacity stands
-- here and nowhere else, so that the table itself forbids more people than seats.
create table places (
    run_id uuid not null primary key references runs (id),
    capacity integer not null check (capacity > 0),
    -- confirmed enrollments and open offers; what happened in a seat counts as having had it
    seats_taken integer not null default 0 check (seats_taken >= 0),
    -- those of them that are kept for an open offer
    seats_offered integer not null default 0 check (seats_offered >= 0),
    -- people on the waiting list
    waiting integer not null default 0 check (waiting >= 0),
    -- the last number given on the waiting list
    last_waiting_number integer not null default 0,
    check (seats_taken <= capacity),
    check (seats_offered <= seats_taken)
);

create table specialists (
    id uuid not null primary key,
    surname text not null,
    given_name text not null,
    patronymic text,
    -- the second spelling, as it was given: Russian or passport Latin
    second_spelling text,
    -- AES-256-GCM; found through the keyed hash
    iin_cipher bytea,
    iin_hash bytea unique,
    birth_date date,
    sex text check (sex in ('female', 'male')),
    region text,
    profession text,
    organization text,
    organization_type text,
    email text,
    -- ICU collation key of the name in Kazakh order
    sort_key bytea not null,
    -- folded name and second spelling, for search
    search_key text not null,
    -- folded name with ь and ъ, to find one person recorded twice (R2)
    duplicate_key text not null,
    recorded_at timestamptz not null
);
create index specialists_sort_key on specialists (sort_key);
create index specialists_duplicate on specialists (duplicate_key, birth_date);

create table former_names (
    specialist_id uuid not null references specialists (id),
    surname text not null,
    given_name text not null,
    patronymic text,
    search_key text not null,
    until_on date not null,
    recorded_at timestamptz not null
);
create index former_names_specialist on former_names (specialist_id);

create table enrollments (
    id uuid not null primary key,
    run_id uuid not null references runs (id),
    specialist_id uuid not null references specialists (id),
    state text not null check (state in ('applied', 'confirmed', 'waitlisted', 'declined', 'withdrawn',
        'offered', 'expired', 'completed', 'not_completed', 'no_show')),
    recorded_at timestamptz not null
);
-- a person has one enrollment in a run, beside those that are over (R3)
create unique index enrollments_once on enrollments (run_id, specialist_id)
    where state in ('applied', 'confirmed', 'waitlisted', 'offered', 'completed', 'not_completed', 'no_show');
create index enrollments_specialist on enrollments (specialist_id);

create table enrollment_steps (
    enrollment_id uuid not null references enrollments (id),
    position integer not null,
    from_state text,
    to_state text not null,
    taken_at timestamptz not null,
    actor text not null,
    -- why: a word of the program
    reason text check (reason in ('by_applicant', 'place_free', 'list_full', 'place_came_free', 'offer_accepted',
        'offer_ran_out', 'run_began', 'run_cancelled', 'by_rule', 'account_erased')),
    -- or what somebody at the centre wrote, empty once it is erased
    note text,
    primary key (enrollment_id, position),
    check ((reason is null) <> (note is null))
);

create table registration_series (
    year integer not null primary key,
    last_number bigint not null check (last_number >= 0)
);

create table certificates (
    id uuid not null primary key,
    registration_number text not null,
    -- the number as it is read, like the keys of codes
    number_key text not null unique,
    check_code text not null unique,
    enrollment_id uuid not null references enrollments (id),
    specialist_id uuid not null references specialists (id),
    course_id uuid not null references courses (id),
    -- as printed, and never changed afterwards (R6)
    surname text not null,
    given_name text not null,
    patronymic text,
    title_kk text not null,
    title_ru text not null,
    title_en text not null,
    academic_hours integer not null check (academic_hours > 0),
    starts_on date not null,
    ends_on date not null,
    issued_on date not null,
    valid_until date,
    -- the day it counts from: its own issue, or that of the one it replaces (R1)
    counts_on date not null,
    -- who the holder was on that day
    region text,
    profession text,
    sex text check (sex in ('female', 'male')),
    organization_type text,
    revoked_on date,
    revoked_reason text,
    replaced_on date,
    replaces_id uuid unique references certificates (id),
    recorded_at timestamptz not null,
    check (ends_on >= starts_on),
    check (issued_on >= ends_on),
    check (counts_on <= issued_on),
    check ((revoked_on is null) = (revoked_reason is null))
);
-- an enrollment has one certificate that is not replaced (R6)
create unique index certificates_enrollment on certificates (enrollment_id) where replaced_on is null;
create index certificates_counting on certificates (counts_on, course_id);
create index certificates_specialist on certificates (specialist_id);

create table programmes (
    id uuid not null primary key,
    code text not null unique,
    name_kk text not null,
    name_ru text not null,
    name_en text not null,
    recorded_at timestamptz not null
);

create table phases (
    id uuid not null primary key,
    programme_id uuid not null references programmes (id),
    code text not null unique,
    name_kk text not null,
    name_ru text not null,
    name_en text not null,
    starts_on date not null,
    ends_on date not null,
    recorded_at timestamptz not null,
    check (ends_on >= starts_on)
);

create table targets (
    phase_id uuid not null references phases (id),
    -- holds from this day, until a later row of the phase
    from_on date not null,
    target integer not null check (target > 0),
    baseline integer not null check (baseline >= 0),
    recorded_at timestamptz not null,
    primary key (phase_id, from_on)
);

create table counting_courses (
    phase_id uuid not null references phases (id),
    course_id uuid not null references courses (id),
    from_on date not null,
    to_on date not null,
    recorded_at timestamptz not null,
    primary key (phase_id, course_id, from_on),
    check (to_on >= from_on)
);
