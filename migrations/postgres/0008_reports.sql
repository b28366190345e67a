-- What is handed out: editions of the figure, which never change.

-- View of the figure that was given out under a number. Its files lie beside it, so that they stay the same bytes.
create table editions (
    number bigint not null primary key check (number > 0),
    title text not null,
    note text not null,
    phase_id uuid not null references phases (id),
    as_of date not null,
    -- moment as of which the facts are meant
    known_at timestamptz not null,
    -- phase and filter; editions of one scope follow each other
    scope text not null,
    -- fields of the address of the view
    view text not null,
    trained integer not null,
    target integer not null,
    -- registration numbers of the certificates that the figure is made of, one a line
    counted text not null,
    -- SHA-256 of the figures, and the end of the audit log when it was fixed
    fingerprint text not null,
    audit_head text not null,
    -- edition of the same scope before it
    follows bigint references editions (number),
    fixed_at timestamptz not null,
    -- account that fixed it; null: by a command, or the account is gone
    fixed_by uuid references accounts (id) on delete set null
);
create index editions_scope on editions (scope, number);

-- Files of an edition, as they were handed out.
create table edition_files (
    edition bigint not null references editions (number),
    name text not null,
    sha256 text not null,
    bytes bytea not null,
    primary key (edition, name)
);
create index edition_files_sha256 on edition_files (sha256);

-- Certificates that came into the figure, or went out of it, since the edition before.
create table edition_changes (
    edition bigint not null references editions (number),
    registration_number text not null,
    came boolean not null,
    reason text not null,
    primary key (edition, registration_number)
);

-- Publication of the public figures of a phase. It never changes: what a later one shows is measured against all before.
create table publications (
    number bigint not null primary key check (number > 0),
    phase_id uuid not null references phases (id),
    published_at timestamptz not null
);
create index publications_phase on publications (phase_id, number);

-- Counts of a publication at the end of each quarter, by breakdown and word. The total of a quarter has the word «total».
create table published_counts (
    publication bigint not null references publications (number),
    quarter_end date not null,
    breakdown text not null,
    word text not null,
    -- null: hidden
    shown integer,
    primary key (publication, quarter_end, breakdown, word)
);

-- Specialists that a region needs, as somebody counted them. A later row of the same region takes its place.
create table region_needs (
    region text not null,
    -- day that the count is of
    counted_on date not null,
    need integer not null check (need >= 0),
    source text not null,
    recorded_at timestamptz not null,
    primary key (region, counted_on, recorded_at)
);

-- Funders of a run, each with its share in per cent.
create table run_funders (
    run_id uuid not null references runs (id),
    funder text not null,
    share integer not null check (share between 1 and 100),
    primary key (run_id, funder)
);

-- Letters about a view: what it is of, how often, and of which day the subscriber was told last.
create table subscriptions (
    id uuid not null primary key,
    account_id uuid not null references accounts (id) on delete cascade,
    view text not null,
    every text not null check (every in ('month', 'quarter')),
    told_as_of date not null,
    told_known_at timestamptz not null,
    unique (account_id, view)
);
