//! Reports by mail. A letter is a row of the outbox first, as a message is: a kill loses none, its
//! key keeps it from being written twice, and what was delivered is remembered. It names the folder
//! in which the reports lie; they are attached when it is sent, and only to whom the configuration
//! names then.

use super::mail::{mailbox, one_line};
use super::{Message, Post, Rules, is_due, waiting_since};
use crate::i18n::Language;
use crate::report::quantity::decimal;
use crate::store::{Alert, AlertRow, Store, StoreError, Tenant};
use crate::web::papers::PaperKind;
use enrollment::moment::Moment;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart, SinglePart};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::{Path, PathBuf};

/// What a row's channel begins with where it is a letter; no channel of messages may.
pub const CHANNEL: &str = "report-mail:";
/// Bytes of a MiB, in which limits are said.
const MIB: u64 = 1 << 20;

/// Who gets which reports by mail, and how.
pub struct Letters {
    /// The mail server.
    pub post: Post,
    /// Bytes of reports that one letter may carry. On its way a letter is a third longer.
    pub most: u64,
    /// Who gets them. No address twice.
    pub readers: Vec<Reader>,
    /// The address of the dashboard, if it has one that others can open.
    pub link: Option<String>,
}

/// Somebody who gets reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The address.
    pub address: String,
    /// The language of letter and reports.
    pub language: Language,
    /// What is attached.
    pub papers: Vec<PaperKind>,
    /// The tenants whose reports are sent; all if none is named.
    pub tenants: Vec<String>,
}

/// A letter in the outbox: a message for whoever looks at the outbox, and what it is made of.
#[derive(Debug, Serialize, Deserialize)]
struct Letter {
    #[serde(flatten)]
    message: Message,
    /// The folder of the reader's language.
    folder: PathBuf,
    language: Language,
    papers: Vec<PaperKind>,
    /// The day of the reports, `2026-11-28`.
    day: String,
}

/// Reports that lie in a folder.
#[derive(Clone, Copy, Debug)]
pub struct Reports<'r> {
    /// The folder of their day.
    pub folder: &'r Path,
    /// The language of those in the folder itself; others lie in a folder of theirs within.
    pub language: Language,
}

impl Reports<'_> {
    /// The day, as the folder is called.
    pub fn day(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// Where those of a language lie.
    pub fn of(&self, language: Language) -> PathBuf {
        if language == self.language {
            self.folder.to_owned()
        } else {
            self.folder.join(language.tag())
        }
    }
}

impl Reader {
    /// Whether a tenant's reports are sent to them.
    pub fn reads_of(&self, tenant: &str) -> bool {
        self.tenants.is_empty() || self.tenants.iter().any(|it| it == tenant)
    }
}

impl Letters {
    /// Whether every reader can be written to.
    ///
    /// # Errors
    /// An address is none.
    pub fn checked(self) -> Result<Self, String> {
        for reader in &self.readers {
            mailbox(&reader.address)?;
        }
        Ok(self)
    }

    /// Puts a letter with these reports into the outbox for each reader of the tenant, once.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn write(
        &self,
        store: &dyn Store,
        name: &str,
        reports: Reports<'_>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let tenant = store.tenant(name)?;
        for reader in self.readers.iter().filter(|it| it.reads_of(name)) {
            let letter = self.letter(reader, (tenant, name), reports, now);
            let body = serde_json::to_string(&letter)
                .map_err(|error| StoreError::Refused(error.to_string()))?;
            let channel = format!("{CHANNEL}{}", reader.address);
            let alert = Alert {
                dedupe: format!("{channel}|{}", letter.day),
                channel,
                body,
                raised_at: now,
            };
            store.raise_alert(tenant, &alert)?;
        }
        Ok(())
    }

    fn letter(
        &self,
        reader: &Reader,
        (tenant, name): (Tenant, &str),
        reports: Reports<'_>,
        now: Moment,
    ) -> Letter {
        let day = reports.day();
        let shown = reports.folder.display().to_string();
        let says = |key: &str| {
            let values = [("tenant", name), ("day", &day), ("folder", &shown)];
            reader.language.with(key, &values)
        };
        let link = self.link.as_ref().map(|it| {
            let base = it.trim_end_matches('/');
            format!("{base}/t/{}/reports", tenant.0)
        });
        let message = Message {
            schema: "firstcontact/alert/1".to_owned(),
            kind: "report_mail".to_owned(),
            tenant: name.to_owned(),
            title: says("report-mail-title"),
            detail: says("report-mail-detail"),
            at: now.to_string(),
            link,
        };
        Letter {
            message,
            folder: reports.of(reader.language),
            language: reader.language,
            papers: reader.papers.clone(),
            day,
        }
    }

    /// Sends what waits, unless people sleep. Says which letters failed: to whom, and why.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn deliver(
        &self,
        store: &dyn Store,
        rules: &Rules,
        now: Moment,
    ) -> Result<Vec<Undelivered>, StoreError> {
        let mut undelivered = Vec::new();
        if rules.is_quiet(now) {
            return Ok(undelivered);
        }
        for (tenant, name) in store.tenants()? {
            for row in store.alerts(tenant, Some(waiting_since(now)))? {
                let Some(reader) = self.reader(&row, &name).filter(|_| is_due(&row, now)) else {
                    continue;
                };
                let letter: Letter = serde_json::from_str(&row.alert.body)
                    .map_err(|error| StoreError::Damaged(format!("alert {}: {error}", row.id)))?;
                let failure = self.send(&row, &letter, reader).err();
                store.alert_tried(row.id, now, failure.as_deref())?;
                if let Some(why) = failure {
                    let to = reader.address.clone();
                    tracing::warn!(why, to, "reports were not mailed");
                    undelivered.push(Undelivered {
                        tenant: name.clone(),
                        to,
                        day: letter.day,
                        why,
                        attempts: row.attempts + 1,
                    });
                }
            }
        }
        Ok(undelivered)
    }

    /// Whom a row is for; nobody who is not named any more.
    fn reader(&self, row: &AlertRow, tenant: &str) -> Option<&Reader> {
        let address = row.alert.channel.strip_prefix(CHANNEL)?;
        let mut readers = self.readers.iter();
        readers.find(|it| it.address == address && it.reads_of(tenant))
    }

    fn send(&self, row: &AlertRow, letter: &Letter, reader: &Reader) -> Result<(), String> {
        let wanted = |paper: &&PaperKind| reader.papers.contains(paper);
        let papers: Vec<PaperKind> = letter.papers.iter().filter(wanted).copied().collect();
        let bytes = papers.iter().map(|paper| size(&letter.folder, *paper));
        let bytes = bytes.sum::<Result<u64, String>>()?;
        let fits = bytes <= self.most;
        let text = self.text(letter, &papers, bytes);
        let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(text));
        for paper in papers.iter().filter(|_| fits) {
            let path = letter.folder.join(paper.file());
            let body = fs::read(&path).map_err(|why| unreadable(&path, &why))?;
            let kind = ContentType::parse(paper.content_type()).map_err(|why| why.to_string())?;
            let name = dated(*paper, &letter.day);
            parts = parts.singlepart(Attachment::new(name).body(body, kind));
        }
        // The same at each attempt: whoever got it although the answer was lost can tell.
        let (number, raised) = (row.id, row.alert.raised_at.unix());
        let domain = self.post.from.email.domain();
        let sent = lettre::Message::builder()
            .from(self.post.from.clone())
            .to(mailbox(&reader.address)?)
            .subject(one_line(&letter.message.title))
            .message_id(Some(format!("<firstcontact.{raised}.{number}@{domain}>")))
            .multipart(parts)
            .map_err(|why| why.to_string())?;
        self.post.send(sent)
    }

    /// What stands in the letter.
    fn text(&self, letter: &Letter, papers: &[PaperKind], bytes: u64) -> String {
        let language = letter.language;
        let folder = letter.folder.display().to_string();
        let names: Vec<&str> = papers.iter().map(|paper| paper.file()).collect();
        // Upwards, so that what is too large never looks as if it fitted.
        let mebibytes = |bytes: u64| decimal(language, bytes.div_ceil(MIB) as f64);
        let values = [
            ("tenant", letter.message.tenant.clone()),
            ("day", letter.day.clone()),
            ("names", names.join(", ")),
            ("folder", folder),
            ("size", mebibytes(bytes)),
            ("most", mebibytes(self.most)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let says = |key: &str| language.with(key, &values);
        let fits = bytes <= self.most;
        let mut paragraphs = vec![says(if fits {
            "report-mail-attached"
        } else {
            "report-mail-too-large"
        })];
        if fits && papers.iter().any(|paper| paper.names_anybody()) {
            paragraphs.push(says("report-mail-serials"));
        }
        if fits {
            paragraphs.push(letter.message.detail.clone());
        }
        if let Some(link) = &letter.message.link {
            paragraphs.push(language.with("report-mail-dashboard", &[("link", link)]));
        }
        paragraphs.push(says("report-mail-why"));
        paragraphs.join("\n\n") + "\n"
    }

    /// Writes to each reader that this is a test. Says what came of it.
    pub fn test(&self, now: Moment) -> Vec<(String, Result<(), String>)> {
        let write = |reader: &Reader| {
            let text = |part| reader.language.text(&format!("alert-test-{part}"));
            let letter = lettre::Message::builder()
                .from(self.post.from.clone())
                .to(mailbox(&reader.address)?)
                .subject(text("title"))
                .header(ContentType::TEXT_PLAIN)
                .body(format!("{}\n\n{}\n", text("detail"), now))
                .map_err(|why| why.to_string())?;
            self.post.send(letter)
        };
        let all = self.readers.iter();
        all.map(|reader| (reader.address.clone(), write(reader)))
            .collect()
    }
}

/// A letter that did not arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// The tenant's name.
    pub tenant: String,
    /// Whom it was for.
    pub to: String,
    /// The day of its reports.
    pub day: String,
    /// Why.
    pub why: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// The name of what is attached: short, for a long one is broken over lines, which not every
/// program puts together again.
fn dated(paper: PaperKind, day: &str) -> String {
    let (stem, ending) = paper
        .file()
        .split_once('.')
        .unwrap_or((paper.file(), "txt"));
    format!("{stem}-{day}.{ending}")
}

fn size(folder: &Path, paper: PaperKind) -> Result<u64, String> {
    let path = folder.join(paper.file());
    let found = fs::metadata(&path).map_err(|why| unreadable(&path, &why))?;
    Ok(found.len())
}

fn unreadable(path: &Path, why: &std::io::Error) -> String {
    let path = path.display();
    format!(
        "cannot read {path}: {why}; every process that delivers has to see the folder of \
         [report.schedule]"
    )
}
