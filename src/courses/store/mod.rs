//! Tables `courses`, `course_validity`, `date_requests`, `runs`, `meetings` and `trainers`.

mod closing;
mod courses;
mod date_requests;
mod runs;
mod team;

pub(super) use closing::{find_closed_at, move_state};
pub use courses::CourseRecord;
pub(super) use courses::{find, find_by_code, insert, list, update, update_archived, update_silent};
pub(super) use date_requests::{delete_request, insert_request, is_requested, list_requests, take_requests};
pub(super) use runs::{
    Ahead, cancel_run, count_by_stage, find_details, find_details_by_id, find_run, insert_run, list_ahead,
    list_ahead_of, list_for_staff, list_trainers, list_upcoming, replace_meetings, replace_trainers, update_run,
};
pub use runs::{RunSummary, TitledRun};
pub(super) use team::teaches;
