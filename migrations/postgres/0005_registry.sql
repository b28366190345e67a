-- People as staff see them: records that were merged, and pairs that staff have looked at and told apart.

-- the number of changes so far, by which the pages of two editors know which version they have
alter table specialists add column revision integer not null default 0;
-- the record that this one was merged into; with it erased_at is set, because nobody is in this row any more
alter table specialists add column merged_into uuid references specialists (id);
create index specialists_merged on specialists (merged_into) where merged_into is not null;
-- the list of people, and the names and birth dates in it that come twice
create index specialists_listed on specialists (sort_key, id) where erased_at is null;
create index specialists_twice on specialists (duplicate_key, birth_date) where erased_at is null;

-- Two records that staff have answered are two people (R2).
create table distinct_people (
    one_id uuid not null references specialists (id),
    other_id uuid not null references specialists (id),
    answered_at timestamptz not null,
    answered_by text not null,
    primary key (one_id, other_id),
    check (one_id < other_id)
);

-- Two records that became one (R2). Who held a certificate at an earlier instant is the gone record of the first merge
-- after it that moved the certificate, or else its holder now.
create table merges (
    id uuid not null primary key,
    kept_id uuid not null references specialists (id),
    gone_id uuid not null unique references specialists (id),
    merged_at timestamptz not null,
    merged_by text not null,
    check (kept_id <> gone_id)
);
create index merges_kept on merges (kept_id);

create table merged_certificates (
    merge_id uuid not null references merges (id),
    certificate_id uuid not null references certificates (id),
    primary key (merge_id, certificate_id)
);
create index merged_certificates_certificate on merged_certificates (certificate_id);
