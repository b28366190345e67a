-- Who signs in and what they agreed to, what is taught when, the way into a run, and the letters about it.

create table accounts (
    id blob not null primary key,
    -- in lower case; one account an address
    email text not null unique,
    -- argon2id, with its salt and cost
    password_hash text not null,
    -- how the masthead calls them; the name of the record once there is one
    name text,
    -- the language of their letters
    locale text not null check (locale in ('kk', 'ru', 'en')),
    specialist_id blob unique references specialists (id),
    is_trainee integer not null,
    is_trainer integer not null,
    is_staff integer not null,
    is_officer integer not null,
    is_administrator integer not null,
    disabled_at text,
    recorded_at text not null
) strict;

create table sessions (
    id blob not null primary key,
    -- SHA-256 of what the cookie holds: who reads this table cannot sign in with it
    token_hash blob not null unique,
    account_id blob not null references accounts (id),
    -- what the browser calls itself, shortened
    device text not null,
    -- kept on the device, and so longer
    is_remembered integer not null,
    created_at text not null,
    last_seen_at text not null,
    expires_at text not null
) strict;
create index sessions_account on sessions (account_id);

-- What a letter's link stands for, until it is used.
create table account_tokens (
    token_hash blob not null primary key,
    purpose text not null check (purpose in ('sign_up', 'reset')),
    account_id blob references accounts (id),
    -- of an account that is to be
    email text,
    password_hash text,
    locale text not null check (locale in ('kk', 'ru', 'en')),
    -- SHA-256 of a cookie: in the browser that signed up, the password typed there is taken over
    browser_hash blob,
    -- where the reader was going
    next text,
    created_at text not null,
    expires_at text not null
) strict;

-- How often something was tried lately: by whom is a keyed hash.
create table throttles (
    key_hash blob not null primary key,
    attempts integer not null,
    since text not null
) strict;

-- A form that arrived after the session had ended: it waits, encrypted, for its sender to come back.
create table saved_forms (
    token_hash blob not null primary key,
    path text not null,
    cipher blob not null,
    account_id blob not null references accounts (id),
    expires_at text not null
) strict;

create table consents (
    id blob not null primary key,
    specialist_id blob not null references specialists (id),
    kind text not null check (kind in ('processing', 'programme', 'check_page')),
    -- of the text that was agreed to
    version text not null,
    locale text not null check (locale in ('kk', 'ru', 'en')),
    -- of a sheet of paper that the centre has: the day on it
    given_at text not null,
    on_paper integer not null,
    withdrawn_at text
) strict;
create unique index consents_live on consents (specialist_id, kind) where withdrawn_at is null;
create index consents_specialist on consents (specialist_id);

create table letters (
    id blob not null primary key,
    kind text not null,
    locale text not null check (locale in ('kk', 'ru', 'en')),
    -- to find the letters of one address
    recipient_hash blob not null,
    -- address, subject and text, encrypted; gone once it is sent or has expired
    cipher blob,
    -- a letter with the key of another is not queued again
    dedupe_key text unique,
    queued_at text not null,
    due_at text not null,
    -- when the link or the offer in it runs out, and the letter with it; null: never
    useless_after text,
    attempts integer not null default 0,
    sent_at text,
    failed_at text,
    -- when it was found that it had run out unsent
    expired_at text,
    -- why the last attempt failed, in a word
    last_error text
) strict;
create index letters_due on letters (due_at) where sent_at is null and failed_at is null and expired_at is null;
create index letters_useless on letters (useless_after) where sent_at is null and expired_at is null;
create index letters_recipient on letters (recipient_hash);

alter table specialists add column phone text;
-- an IIN that somebody typed for themselves: it ties nothing to them until a list bears it out (R2)
alter table specialists add column claimed_iin_cipher blob;
alter table specialists add column claimed_iin_hash blob;
create index specialists_claimed_iin on specialists (claimed_iin_hash) where claimed_iin_hash is not null;
-- the person asked to be removed; what counts stays, without them
alter table specialists add column erased_at text;

alter table courses add column summary_kk text not null default '';
alter table courses add column summary_ru text not null default '';
alter table courses add column summary_en text not null default '';
-- one a line
alter table courses add column outcomes_kk text not null default '';
alter table courses add column outcomes_ru text not null default '';
alter table courses add column outcomes_en text not null default '';
alter table courses add column conditions_kk text not null default '';
alter table courses add column conditions_ru text not null default '';
alter table courses add column conditions_en text not null default '';
-- least final score of 100 (R5); null: there is no assessment
alter table courses add column pass_mark integer check (pass_mark between 1 and 100);
-- titles and summaries, folded, for search
alter table courses add column search_key text not null default '';

-- where a run is held; null: online, or not known
alter table runs add column region text;
-- the last day to apply; null: the day before the first
alter table runs add column enroll_until text;
-- by when staff answer, where they choose
alter table runs add column decides_on text;
-- how long an offered place is kept (R3)
alter table runs add column offer_hours integer not null default 72 check (offer_hours > 0);
-- venue in all languages and public trainers, folded, for search
alter table runs add column search_key text not null default '';

-- what the catalogue and the home page ask for
create index runs_open on runs (starts_on, code) where state = 'open';

create table meetings (
    id blob not null primary key,
    run_id blob not null references runs (id),
    -- its place in the order of time, from 1
    position integer not null,
    starts_at text not null,
    ends_at text not null,
    academic_hours integer not null check (academic_hours > 0),
    topic_kk text not null,
    topic_ru text not null,
    topic_en text not null,
    unique (run_id, position),
    check (ends_at > starts_at)
) strict;

create table trainers (
    run_id blob not null references runs (id),
    position integer not null,
    name text not null,
    about_kk text not null,
    about_ru text not null,
    about_en text not null,
    -- whether they agreed to stand on a public page
    is_public integer not null,
    primary key (run_id, position)
) strict;

-- the order on the waiting list
alter table enrollments add column waiting_number integer;
alter table enrollments add column offer_ends_at text;
create index enrollments_waiting on enrollments (run_id, waiting_number) where state = 'waitlisted';
create index enrollments_offers on enrollments (offer_ends_at) where state = 'offered';
