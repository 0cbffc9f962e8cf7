//! What people said on the dashboard joins a snapshot as one of its sources, so that the diagnosis
//! knows it, whoever took the snapshot.

use crate::store::{Store, StoreError, Tenant};
use enrollment::moment::Stamp;
use enrollment::snapshot::{Answer, Snapshot, Source};

/// Lets a snapshot know every answer that the store has about its devices; says how many.
///
/// # Errors
/// The store cannot be read.
pub fn join(
    snapshot: &mut Snapshot,
    store: &dyn Store,
    tenant: Tenant,
) -> Result<usize, StoreError> {
    let mut joined = 0;
    for said in store.said(tenant, None)? {
        // What has no question is a note, which no rule reads.
        if said.question.is_empty() {
            continue;
        }
        let Some(serial) = snapshot.serials.find(&said.serial) else {
            continue;
        };
        let answer = Answer {
            serial,
            question: snapshot.words.add(&said.question),
            answer: snapshot.words.add(&said.text),
            at: Stamp::of(said.at),
            by: snapshot.words.add(&said.by),
        };
        snapshot.answers.push(answer);
        joined += 1;
    }
    if joined > 0 {
        snapshot.reads.note_read(Source::Answers);
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::join;
    use crate::store::{Memory, Said, Store as _};
    use enrollment::correlate::correlate;
    use sources::recorded::{ReadOptions, Silent, read};
    use std::path::Path;

    const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/contoso");
    /// Its holder was asked whether they can sign out, and has not answered.
    const ASKED: &str = "FCDQLQQF96";

    #[test]
    fn what_was_said_on_the_dashboard_is_an_answer_like_any_other() {
        let options = ReadOptions {
            seed: 7,
            progress: &Silent,
        };
        let mut snapshot = read(Path::new(EXAMPLE), &options).unwrap();
        let answer = |snapshot: &_| {
            let fleet = correlate(snapshot);
            let device = fleet.find(ASKED).unwrap();
            let found = device.answer("unlock_plan");
            found.map(|it| fleet.snapshot.words.text(it.answer).to_owned())
        };
        assert_eq!(answer(&snapshot), None);
        let store = Memory::default();
        let tenant = store.tenant("contoso").unwrap();
        for (serial, question, text) in [
            (ASKED, "unlock_plan", "ready"),
            (ASKED, "", "a note"),
            ("NOBODY0000", "look", "in_use"),
        ] {
            let said = Said {
                serial: serial.to_owned(),
                question: question.to_owned(),
                text: text.to_owned(),
                at: snapshot.taken_at,
                by: "anna".to_owned(),
            };
            store.say(tenant, &said).unwrap();
        }
        assert_eq!(join(&mut snapshot, &store, tenant).unwrap(), 1);
        assert_eq!(answer(&snapshot).as_deref(), Some("ready"));
    }
}
