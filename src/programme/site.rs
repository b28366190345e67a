//! Addresses of the figure. The query of a view is read and written in `query.rs`.

use crate::ground::address::addresses;

addresses! {
    Home = "/{locale}";
    Dashboard = "/{locale}/dashboard";
    /// Certificates behind a number.
    DashboardCertificates = "/{locale}/dashboard/certificates";
    /// Runs behind the outlook.
    Runs = "/{locale}/dashboard/runs";
    /// Comparison of two views.
    Compare = "/{locale}/dashboard/compare";
    /// People trained by funder.
    Funders = "/{locale}/dashboard/funders";
    /// Funders of a run.
    RunFunders { run: String } = "/{locale}/staff/runs/{run}/funders";
    /// Certificates that expire.
    Expiring = "/{locale}/dashboard/expiring";
    /// Phases, targets and the courses that count.
    Targets = "/{locale}/admin/targets";
    /// Specialists that the regions need.
    Needs = "/{locale}/admin/needs";
    /// Figure, for programs.
    ProgressApi = "/api/v1/progress";
}
