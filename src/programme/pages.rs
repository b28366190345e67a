//! Placeholder.
use leptos::prelude::*;
#[component]
pub fn HomePage() -> impl IntoView {}
#[component]
pub fn DashboardPage() -> impl IntoView {}
#[component]
pub fn EvidencePage() -> impl IntoView {}
