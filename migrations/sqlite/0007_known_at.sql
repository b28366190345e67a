-- The second day of every fact: when the registry learned of it. A figure can be asked as it was known at any moment.

-- instants at which the registry learned that it was revoked, and that another came in its place
alter table certificates add column revoked_recorded_at text;
alter table certificates add column replaced_recorded_at text;
update certificates set revoked_recorded_at = coalesce(
    (select max(a.recorded_at) from audit_entries a where a.subject_kind = 'certificate' and a.action = 'certificate.revoked'
        and a.subject_id = lower(substr(hex(certificates.id), 1, 8) || '-' || substr(hex(certificates.id), 9, 4) || '-' || substr(hex(certificates.id), 13, 4)
    || '-' || substr(hex(certificates.id), 17, 4) || '-' || substr(hex(certificates.id), 21))), recorded_at)
    where revoked_on is not null;
update certificates set replaced_recorded_at = coalesce(
    (select max(a.recorded_at) from audit_entries a where a.subject_kind = 'certificate' and a.action = 'certificate.replaced'
        and a.subject_id = lower(substr(hex(certificates.id), 1, 8) || '-' || substr(hex(certificates.id), 9, 4) || '-' || substr(hex(certificates.id), 13, 4)
    || '-' || substr(hex(certificates.id), 17, 4) || '-' || substr(hex(certificates.id), 21))), recorded_at)
    where replaced_on is not null;

-- a target is never changed: a later row of the same phase and day takes its place from the moment that it is recorded
alter table targets rename to targets_before;
create table targets (
    phase_id blob not null references phases (id),
    -- holds from this day, until a later row of the phase
    from_on text not null,
    target integer not null check (target > 0),
    baseline integer not null check (baseline >= 0),
    recorded_at text not null,
    primary key (phase_id, from_on, recorded_at)
) strict;
insert into targets select phase_id, from_on, target, baseline, recorded_at from targets_before;
drop table targets_before;

-- nor is the span in which a course counts: it is withdrawn, and another is recorded
alter table counting_courses rename to counting_courses_before;
create table counting_courses (
    phase_id blob not null references phases (id),
    course_id blob not null references courses (id),
    from_on text not null,
    to_on text not null,
    recorded_at text not null,
    -- null: it holds
    withdrawn_at text,
    primary key (phase_id, course_id, from_on, recorded_at),
    check (to_on >= from_on)
) strict;
insert into counting_courses select phase_id, course_id, from_on, to_on, recorded_at, null from counting_courses_before;
drop table counting_courses_before;
