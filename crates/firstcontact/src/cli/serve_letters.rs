//! Who gets reports by mail, as `[report.schedule.mail]` says it.

use super::serve_alerts::{address_of, login_of};
use super::{Desk, Stop};
use crate::web::alerts::{Letters, Post, Reader};
use crate::web::papers::PaperKind;

/// The table, for messages.
const TABLE: &str = "report.schedule.mail";

/// As it is configured; none if nothing is.
///
/// # Errors
/// A reader or the mail server cannot be written to, or a report that this build cannot print.
pub(super) fn letters(desk: &Desk) -> Result<Option<Letters>, Stop> {
    let schedule = desk.config.report.schedule.as_ref();
    let Some(mail) = schedule.and_then(|schedule| schedule.mail.as_ref()) else {
        return Ok(None);
    };
    let wrong = |why: String| Stop(format!("[{TABLE}]: {why}"));
    let (variable, file) = (mail.address_env.as_ref(), mail.address_file.as_ref());
    let address = address_of(TABLE, mail.address.as_ref(), variable, file)?;
    let (variable, file) = (mail.secret_env.as_ref(), mail.secret_file.as_ref());
    let login = login_of(TABLE, mail.user.as_ref(), variable, file)?;
    let mut readers: Vec<Reader> = Vec::new();
    for to in &mail.to {
        let address = to.address.0.clone();
        if readers.iter().any(|it| it.address == address) {
            return Err(wrong(format!("{address} is named twice; keep one of them")));
        }
        readers.push(Reader {
            language: to.lang.map_or(desk.language, Into::into),
            papers: papers(&address, &to.documents).map_err(wrong)?,
            tenants: to.tenants.iter().map(|it| it.0.clone()).collect(),
            address,
        });
    }
    if readers.is_empty() {
        return Err(wrong(
            "nobody gets the reports; add [[report.schedule.mail.to]]".to_owned(),
        ));
    }
    let public = desk.config.serve.public_address.as_ref();
    let letters = Letters {
        post: Post::of(&address, &mail.from.0, login).map_err(wrong)?,
        most: u64::from(mail.most_mib.0) << 20,
        readers,
        link: public.map(|it| it.0.clone()),
    };
    letters.checked().map(Some).map_err(wrong)
}

fn papers(address: &str, documents: &[PaperKind]) -> Result<Vec<PaperKind>, String> {
    if documents.is_empty() {
        return Err(format!("nothing is sent to {address}; name documents"));
    }
    let unprinted = documents.iter().find(|paper| !paper.can_be_printed());
    match unprinted {
        Some(paper) => Err(format!(
            "{} cannot be sent to {address}: {}",
            paper.file(),
            press::pdf::PdfError::NotBuilt
        )),
        None => Ok(documents.to_vec()),
    }
}
