//! Words that the staff's pages of runs share.

use leptos::prelude::*;

use crate::{
    courses::model::RunStage,
    ground::Locale,
    i18n::text,
    ui::{Badge, BadgeKind, IconName},
};

pub(super) fn stage_words(locale: Locale, stage: RunStage) -> String {
    match stage {
        RunStage::Draft => text!(locale, staff_runs.draft),
        RunStage::Open => text!(locale, staff_runs.open),
        RunStage::UnderWay => text!(locale, staff_runs.under_way),
        RunStage::ToClose => text!(locale, staff_runs.to_close),
        RunStage::Closed => text!(locale, staff_runs.closed),
        RunStage::Cancelled => text!(locale, staff_runs.cancelled),
    }
}

pub(super) fn stage_badge(locale: Locale, stage: RunStage) -> impl IntoView {
    let (kind, icon) = match stage {
        RunStage::Draft => (BadgeKind::Plain, IconName::Edit),
        RunStage::Open => (BadgeKind::Ok, IconName::CheckCircle),
        RunStage::UnderWay => (BadgeKind::Info, IconName::Clock),
        RunStage::ToClose => (BadgeKind::Warn, IconName::Hourglass),
        RunStage::Closed => (BadgeKind::Plain, IconName::Lock),
        RunStage::Cancelled => (BadgeKind::Bad, IconName::XCircle),
    };
    view! { <Badge kind icon words=stage_words(locale, stage)/> }
}
