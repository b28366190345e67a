//! A finished program has no gallery: its address is no page.

use leptos::prelude::*;

use super::{Page, page};
use crate::ground::AppError;

#[component]
pub fn GalleryPage() -> impl IntoView {
    page(|_| async { Err::<Page, _>(AppError::NotFound) })
}
