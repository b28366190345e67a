//! Addresses of the figure. The query of a view is read and written in `query.rs`.

use crate::ground::address::addresses;

addresses! {
    Home = "/{locale}";
    Dashboard = "/{locale}/dashboard";
    /// Certificates behind a number.
    DashboardCertificates = "/{locale}/dashboard/certificates";
    /// Phases, targets and the courses that count.
    Targets = "/{locale}/admin/targets";
    /// Figure, for programs.
    ProgressApi = "/api/v1/progress";
}
