-- What this database is and who did what in it. Nothing here is ever deleted, save the documents of the
-- audit log when the person they describe is erased.
pragma application_id = 1296125262; -- "MAMN": a backup can be told from any other SQLite file

create table installation (
    id integer not null primary key check (id = 1),
    created_at text not null,
    -- the key that personal data is encrypted with; the key itself is never in here
    key_id text not null,
    -- why the database may be filled by a machine: 'demo' or 'generated'; null holds a centre's real data
    invented text check (invented in ('demo', 'generated')),
    -- the day the demonstration's story is told from
    demo_since text,
    -- goes up with every change that a figure may depend on
    figures_version integer not null default 0,
    -- goes up with every change of the settings
    settings_version integer not null default 0
) strict;

-- what the centre says of itself: a value holds until a later row of its key, and an empty one takes it back
create table settings (
    key text not null,
    -- of the change that brought it
    version integer not null check (version > 0),
    value text not null,
    -- the day from which it holds
    from_on text not null,
    recorded_at text not null,
    primary key (key, version)
) strict;

-- whose certificates brought a version about; null: what counts has changed for anybody
create table figures_changes (
    version integer not null,
    specialist_id blob
) strict;
create index figures_changes_version on figures_changes (version);

create table audit_entries (
    seq integer not null primary key,
    recorded_at text not null,
    actor text not null,
    action text not null,
    subject_kind text not null,
    subject_id text not null,
    digest blob not null,
    previous blob not null,
    hash blob not null
) strict;
create index audit_entries_subject on audit_entries (subject_kind, subject_id);

create table audit_documents (
    seq integer not null primary key references audit_entries (seq),
    salt blob not null,
    before text,
    after text
) strict;

create table audit_head (
    id integer not null primary key check (id = 1),
    seq integer not null,
    hash blob not null
) strict;
insert into audit_head (id, seq, hash) values (1, 0, zeroblob(32));
