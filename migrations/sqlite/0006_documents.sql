-- Documents and credentials of certificates, the keys that sign them, and how often they were checked.

-- Keys that sign. The private half is sealed with the key of the database, and is gone once the key is retired; the
-- public half remains for ever, because old credentials are checked with it.
create table signing_keys (
    id text not null primary key,
    algorithm text not null check (algorithm in ('RS256', 'EdDSA')),
    public_jwk text not null,
    sealed_private blob,
    created_at text not null,
    retired_at text
) strict;
-- one key of each kind signs
create unique index signing_keys_current on signing_keys (algorithm) where retired_at is null;

-- Course as credentials name it, at an address made of its code and the hash of its text. It never changes: an edited
-- course is another achievement.
create table achievements (
    key text not null primary key,
    document text not null,
    published_at text not null
) strict;

-- Credential of a certificate, as it was signed. The index is its place in the status lists: random, so that it tells
-- nothing of the order or number of certificates.
create table credentials (
    certificate_id blob not null primary key references certificates (id),
    status_index integer not null unique check (status_index >= 0),
    jwt text not null,
    document text not null,
    statement blob not null,
    signed_at text not null
) strict;

-- Document of a certificate: the very bytes that were issued, and their SHA-256.
create table certificate_files (
    certificate_id blob not null primary key references certificates (id),
    pdf blob not null,
    sha256 blob not null,
    made_at text not null
) strict;

-- moment from which the document of a certificate that was issued here is to be made; null once it is there
alter table certificates add column document_due_at text;
create index certificates_due on certificates (document_due_at, id) where document_due_at is not null;
-- true if the holder shows no more than what it is and until when it is valid
alter table certificates add column is_shown_short integer not null default false;
-- days before its end of which the holder was last reminded: 90, 30, 7
alter table certificates add column reminded_days integer;
-- those that expire, by day, for reminders
create index certificates_expiring on certificates (valid_until)
    where valid_until is not null and revoked_on is null and replaced_on is null;

-- Times a certificate was checked by its code, counted by month; by whom and from where nobody knows.
create table certificate_checks (
    certificate_id blob not null references certificates (id),
    month text not null,
    checks integer not null,
    primary key (certificate_id, month)
) strict;
