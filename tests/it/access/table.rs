//! Table of all addresses with the answer to each role.

/// Answer that a reader gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Answers {
    /// Page, or a form refused for its content, or an action done.
    Served,
    /// Redirect to the sign-in page.
    SignIn,
    Forbidden,
    NotFound,
}
use Answers::{Forbidden, NotFound, Served, SignIn};

/// Row: method, address, and the answers to a visitor, the trainee whose it is, another trainee, staff, officer,
/// administrator, the trainer of the run, another trainer.
pub(super) type Row = (&'static str, &'static str, [Answers; 8]);

const EVERYBODY: [Answers; 8] = [Served; 8];
/// Things of the reader's own; an account of any role has them.
const OWN: [Answers; 8] = [SignIn, Served, Served, Served, Served, Served, Served, Served];
const TRAINEES: [Answers; 8] = [SignIn, Served, Served, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden];
const ADMINISTRATORS: [Answers; 8] = [SignIn, Forbidden, Forbidden, Forbidden, Forbidden, Served, Forbidden, Forbidden];
/// Lists of runs: staff have all, a trainer those that they teach.
const RUN_TEAM: [Answers; 8] = [SignIn, Forbidden, Forbidden, Served, Forbidden, Forbidden, Served, Served];
const FIGURES: [Answers; 8] = [SignIn, Forbidden, Forbidden, Served, Served, Forbidden, Forbidden, Forbidden];
const STAFF: [Answers; 8] = [SignIn, Forbidden, Forbidden, Served, Forbidden, Forbidden, Forbidden, Forbidden];
/// People of a run, for staff and the trainers who teach it; to other trainers the run does not exist.
const TEAM_OF_RUN: [Answers; 8] = [SignIn, Forbidden, Forbidden, Served, Forbidden, Forbidden, Served, NotFound];
/// Consent that a person has given; the others have nothing to withdraw.
const WITH_CONSENT: [Answers; 8] = [SignIn, Served, Served, NotFound, NotFound, NotFound, NotFound, NotFound];
/// Transcript of a trainee who has finished something; the other has nothing to print.
const WITH_RESULTS: [Answers; 8] = [SignIn, Served, NotFound, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden];
/// Certificate of the trainee; to everybody else there is none.
const OF_HOLDER: [Answers; 8] = [SignIn, Served, NotFound, NotFound, NotFound, NotFound, NotFound, NotFound];
/// Address that is not in the demonstration, and so nowhere.
const NOWHERE: [Answers; 8] = [NotFound; 8];

/// Table of all addresses that there are.
pub(super) const TABLE: &[Row] = &[
    ("GET", "/", EVERYBODY),
    ("GET", "/healthz", EVERYBODY),
    ("GET", "/readyz", EVERYBODY),
    ("GET", "/v/{code}", EVERYBODY),
    ("GET", "/runs/{file}", EVERYBODY),
    ("GET", "/.well-known/did.json", EVERYBODY),
    ("GET", "/.well-known/jwks.json", EVERYBODY),
    ("GET", "/issuer", EVERYBODY),
    ("GET", "/status", EVERYBODY),
    // of keys and lists that there are not
    ("GET", "/keys/{id}", NOWHERE),
    ("GET", "/achievements/{code}", NOWHERE),
    ("GET", "/status/{number}", NOWHERE),
    ("GET", "/api/v1/progress", EVERYBODY),
    ("GET", "/api/v1/certificates/{code}", EVERYBODY),
    ("GET", "/{locale}", EVERYBODY),
    ("GET", "/{locale}/courses", EVERYBODY),
    ("GET", "/{locale}/courses/{course}", EVERYBODY),
    ("POST", "/{locale}/courses/{course}", OWN),
    ("GET", "/{locale}/runs/{run}", EVERYBODY),
    ("GET", "/{locale}/help", EVERYBODY),
    ("GET", "/{locale}/accessibility", EVERYBODY),
    ("GET", "/{locale}/shared/{picture}", EVERYBODY),
    ("GET", "/robots.txt", EVERYBODY),
    ("GET", "/{locale}/verify", EVERYBODY),
    ("GET", "/{locale}/verify/{code}", EVERYBODY),
    ("GET", "/{locale}/privacy", EVERYBODY),
    ("GET", "/{locale}/gallery", EVERYBODY),
    ("GET", "/{locale}/demo/mail", NOWHERE),
    ("GET", "/{locale}/sign-up", EVERYBODY),
    ("POST", "/{locale}/sign-up", EVERYBODY),
    ("GET", "/{locale}/sign-up/confirm", EVERYBODY),
    ("POST", "/{locale}/sign-up/confirm", EVERYBODY),
    ("GET", "/{locale}/sign-in", EVERYBODY),
    ("POST", "/{locale}/sign-in", EVERYBODY),
    ("GET", "/{locale}/sign-out", EVERYBODY),
    ("POST", "/{locale}/sign-out", EVERYBODY),
    ("GET", "/{locale}/reset-password", EVERYBODY),
    ("POST", "/{locale}/reset-password", EVERYBODY),
    ("GET", "/{locale}/reset-password/new", EVERYBODY),
    ("POST", "/{locale}/reset-password/new", EVERYBODY),
    ("GET", "/{locale}/runs/{run}/enroll", TRAINEES),
    ("POST", "/{locale}/runs/{run}/enroll", TRAINEES),
    (
        "GET",
        "/{locale}/runs/{run}/accept",
        [SignIn, Served, NotFound, NotFound, NotFound, NotFound, NotFound, NotFound],
    ),
    (
        "POST",
        "/{locale}/runs/{run}/accept",
        [SignIn, Served, NotFound, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden],
    ),
    (
        "GET",
        "/{locale}/runs/{run}/withdraw",
        [SignIn, Served, NotFound, NotFound, NotFound, NotFound, NotFound, NotFound],
    ),
    (
        "POST",
        "/{locale}/runs/{run}/withdraw",
        [SignIn, Served, NotFound, Forbidden, Forbidden, Forbidden, Forbidden, Forbidden],
    ),
    ("GET", "/{locale}/staff/runs/{run}/attendance", TEAM_OF_RUN),
    ("POST", "/{locale}/staff/runs/{run}/attendance", TEAM_OF_RUN),
    ("GET", "/{locale}/staff/runs/{run}/attendance/sheet.pdf", TEAM_OF_RUN),
    ("GET", "/{locale}/staff/runs/{run}/check-in", TEAM_OF_RUN),
    ("GET", "/{locale}/my/check-in/{code}", TRAINEES),
    ("POST", "/{locale}/my/check-in/{code}", TRAINEES),
    ("GET", "/{locale}/staff/runs/{run}/results", TEAM_OF_RUN),
    ("POST", "/{locale}/staff/runs/{run}/results", TEAM_OF_RUN),
    ("GET", "/{locale}/staff/runs/{run}/results/list.xlsx", TEAM_OF_RUN),
    ("GET", "/{locale}/staff/runs/{run}/close", STAFF),
    ("POST", "/{locale}/staff/runs/{run}/close", STAFF),
    ("GET", "/{locale}/my", TRAINEES),
    ("GET", "/{locale}/my/transcript", TRAINEES),
    ("GET", "/{locale}/my/transcript.pdf", WITH_RESULTS),
    ("GET", "/{locale}/my/certificates/{number}", OF_HOLDER),
    ("POST", "/{locale}/my/certificates/{number}", OF_HOLDER),
    ("GET", "/{locale}/my/profile", OWN),
    ("POST", "/{locale}/my/profile", OWN),
    ("GET", "/{locale}/my/profile/withdraw-consent", WITH_CONSENT),
    ("POST", "/{locale}/my/profile/withdraw-consent", WITH_CONSENT),
    ("GET", "/{locale}/my/security", OWN),
    ("POST", "/{locale}/my/security", OWN),
    ("POST", "/{locale}/my/security/end", [SignIn, Served, NotFound, NotFound, NotFound, NotFound, NotFound, NotFound]),
    ("POST", "/{locale}/my/security/end-all", OWN),
    ("GET", "/{locale}/my/data", OWN),
    ("GET", "/{locale}/my/data/download", OWN),
    ("GET", "/{locale}/my/data/erase", OWN),
    ("POST", "/{locale}/my/data/erase", OWN),
    ("GET", "/{locale}/dashboard", FIGURES),
    ("GET", "/{locale}/dashboard/certificates", FIGURES),
    ("GET", "/{locale}/dashboard/export.xlsx", FIGURES),
    ("GET", "/{locale}/dashboard/export.csv", FIGURES),
    ("GET", "/{locale}/dashboard/export.xml", FIGURES),
    ("GET", "/{locale}/dashboard/export.json", FIGURES),
    ("GET", "/{locale}/dashboard/evidence.zip", FIGURES),
    ("GET", "/{locale}/dashboard/export.pdf", FIGURES),
    ("GET", "/{locale}/dashboard/charts/{chart}", FIGURES),
    ("GET", "/{locale}/dashboard/runs", FIGURES),
    ("GET", "/{locale}/dashboard/compare", FIGURES),
    ("GET", "/{locale}/dashboard/funders", FIGURES),
    ("GET", "/{locale}/dashboard/letters", FIGURES),
    ("POST", "/{locale}/dashboard/letters", FIGURES),
    ("GET", "/{locale}/staff/runs/{run}/funders", STAFF),
    ("POST", "/{locale}/staff/runs/{run}/funders", STAFF),
    ("GET", "/{locale}/dashboard/expiring", FIGURES),
    ("GET", "/{locale}/dashboard/editions", FIGURES),
    ("POST", "/{locale}/dashboard/editions", FIGURES),
    ("GET", "/{locale}/dashboard/editions/{edition}", FIGURES),
    ("GET", "/{locale}/dashboard/editions/files/{edition_file}", FIGURES),
    ("GET", "/{locale}/figures", EVERYBODY),
    ("GET", "/{locale}/figures.csv", EVERYBODY),
    ("GET", "/{locale}/admin/needs", ADMINISTRATORS),
    ("POST", "/{locale}/admin/needs", ADMINISTRATORS),
    ("GET", "/{locale}/staff/runs", RUN_TEAM),
    ("GET", "/{locale}/staff/courses", STAFF),
    ("GET", "/{locale}/staff/courses/new", STAFF),
    ("POST", "/{locale}/staff/courses/new", STAFF),
    ("GET", "/{locale}/staff/courses/{course}/edit", STAFF),
    ("POST", "/{locale}/staff/courses/{course}/edit", STAFF),
    ("GET", "/{locale}/staff/runs/new", STAFF),
    ("POST", "/{locale}/staff/runs/new", STAFF),
    ("GET", "/{locale}/staff/runs/{run}", TEAM_OF_RUN),
    ("GET", "/{locale}/staff/runs/{run}/edit", STAFF),
    ("POST", "/{locale}/staff/runs/{run}/edit", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/applications", STAFF),
    ("POST", "/{locale}/staff/runs/{run}/applications", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/applications/list", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/applications/new", STAFF),
    ("POST", "/{locale}/staff/runs/{run}/applications/new", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/certificates", STAFF),
    ("POST", "/{locale}/staff/runs/{run}/certificates", STAFF),
    ("GET", "/{locale}/staff/specialists", STAFF),
    ("POST", "/{locale}/staff/specialists", STAFF),
    ("GET", "/{locale}/staff/specialists/duplicates", STAFF),
    ("GET", "/{locale}/staff/specialists/duplicates/{pair}", STAFF),
    ("POST", "/{locale}/staff/specialists/duplicates/{pair}", STAFF),
    ("GET", "/{locale}/staff/specialists/{id}", STAFF),
    ("POST", "/{locale}/staff/specialists/{id}", STAFF),
    ("GET", "/{locale}/staff/specialists/{id}/edit", STAFF),
    ("POST", "/{locale}/staff/specialists/{id}/edit", STAFF),
    ("GET", "/{locale}/staff/certificates", STAFF),
    ("GET", "/{locale}/staff/certificates/{number}", STAFF),
    ("POST", "/{locale}/staff/certificates/{number}", STAFF),
    ("GET", "/{locale}/staff/certificates/{number}/duplicate.pdf", STAFF),
    ("GET", "/{locale}/staff/certificates.xlsx", STAFF),
    ("GET", "/{locale}/staff/journals/{year}", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/certificates.zip", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/certificates.pdf", STAFF),
    ("GET", "/{locale}/staff/runs/{run}/order.pdf", STAFF),
    ("GET", "/{locale}/staff", STAFF),
    ("GET", "/{locale}/admin/targets", ADMINISTRATORS),
    ("POST", "/{locale}/admin/targets", ADMINISTRATORS),
    ("GET", "/{locale}/admin/accounts", ADMINISTRATORS),
    ("POST", "/{locale}/admin/accounts", ADMINISTRATORS),
    ("GET", "/{locale}/admin/accounts/{account}", ADMINISTRATORS),
    ("POST", "/{locale}/admin/accounts/{account}", ADMINISTRATORS),
    ("GET", "/{locale}/admin/settings", ADMINISTRATORS),
    ("POST", "/{locale}/admin/settings", ADMINISTRATORS),
    ("GET", "/{locale}/admin/settings/retry", ADMINISTRATORS),
    ("POST", "/{locale}/admin/settings/retry", ADMINISTRATORS),
];
