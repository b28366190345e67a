//! Reminders: letters 90, 30 and 7 days before a certificate expires.

use serde_json::json;

use super::SUBJECT;
use crate::{
    accounts::service as accounts,
    audit,
    certificates::{
        letters::{self, CertificateNotice},
        model::Reminder,
        policy::{Scope, may_remind},
        store::expiring as store,
    },
    courses::service as courses,
    db::Ctx,
    ground::AppError,
};

/// Certificates in one transaction.
const BATCH: i64 = 100;

/// Reminds the holders of certificates that expire soon; returns the number of letters. A holder without an account
/// cannot be written to.
pub async fn remind(ctx: &Ctx) -> Result<usize, AppError> {
    let mut letters = 0;
    for reminder in Reminder::ALL {
        loop {
            let (found, written) = remind_some(ctx, reminder).await?;
            letters += written;
            if found == 0 {
                break;
            }
        }
    }
    Ok(letters)
}

async fn remind_some(ctx: &Ctx, reminder: Reminder) -> Result<(usize, usize), AppError> {
    let (mut tx, today) = (ctx.read().await?, ctx.clock.today());
    let scope = Scope::scheduled(tx.caller())?;
    let due = store::list(&mut tx, &scope, reminder, (today, BATCH)).await?;
    drop(tx);
    if due.is_empty() {
        return Ok((0, 0));
    }
    let mut tx = ctx.begin().await?;
    let permit = may_remind(tx.caller())?;
    let mut written = 0;
    for certificate in &due {
        store::update_reminded(&mut tx, &permit, certificate.id, reminder).await?;
        audit::record_new(
            &mut tx,
            "certificate.reminded",
            (SUBJECT, certificate.id),
            &json!({ "days": reminder.days() }),
        )?;
        let account = accounts::find_by_specialist(&mut tx, certificate.printed.specialist).await?;
        let course = courses::find(&mut tx, certificate.printed.course).await?;
        if let Some((account, course)) = account.zip(course) {
            let notice = CertificateNotice::Expires { reminder, course: &course.code };
            letters::queue(&mut tx, &account, certificate, notice).await?;
            written += 1;
        }
    }
    audit::commit(tx).await?;
    Ok((due.len(), written))
}
