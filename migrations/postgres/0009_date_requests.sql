-- Accounts that asked for a letter when a course has days. A row goes with the letter, with the account, or when its owner
-- no longer wants the letter.
create table date_requests (
    account_id uuid not null references accounts (id) on delete cascade,
    course_id uuid not null references courses (id),
    requested_at timestamptz not null,
    primary key (account_id, course_id)
);
create index date_requests_course on date_requests (course_id);
