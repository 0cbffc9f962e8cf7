//! The page of whoever has the device in their hands: one page behind a link, without an account
//! and without scripts. It is read on a telephone or a computer that is not the device itself, or
//! printed.
//!
//! The page is given the link's address, such as `/h/<secret>`, and asks below it for:
//!
//! | form | fields beside `csrf` | what it says |
//! |---|---|---|
//! | `<address>/confirm` | `stage`: [`StageName::name`] | the stage is done |
//! | `<address>/report` | `what`: [`Trouble::name`], `text` | something is different |
//! | `<address>/consent` | `plan`, `name`, `ending` | agrees; [`agreed`] reads it |
//! | `<address>/decline` | `plan` | does not agree |
//! | `<address>/ready` | | the data is safe; may the device be erased now? |
//!
//! Each form carries `language`, too, for the link keeps no choice of its own. `GET
//! <address>?language=de` shows the page in the other language. All of it leads back to the page.

use super::outside::{Bare, broken};
use super::{PageAnswer, Theme, html};
use crate::guide::consent::NotAgreed;
use crate::guide::{Guide, Stage, StageName, Trouble};
use crate::i18n::Language;
use crate::report::wording::{plain, time};
use askama::Template;
use enrollment::moment::Moment;
use remedy::digest::Digest;

#[cfg(doc)]
use crate::guide::consent::agreed;

/// How many digits of a plan's hash people compare.
pub const SHORT_HASH: usize = 12;

/// All that the page shows.
#[derive(Clone, Copy, Debug)]
pub struct HolderView<'v> {
    /// Its colours: a link keeps no choice, so usually [`Theme::Auto`].
    pub theme: Theme,
    /// The way of this device, in the language of the page.
    pub guide: &'v Guide,
    /// The path of the page, without a query or a slash at its end.
    pub address: &'v str,
    /// The secret that forms carry in the field `csrf`.
    pub csrf: &'v str,
    /// Until when the link works.
    pub ends: Moment,
    /// What there is to do now.
    pub standing: Standing<'v>,
    /// The stages that were confirmed, and when.
    pub confirmed: &'v [(StageName, Moment)],
    /// What was reported last and is not settled yet.
    pub reported: Option<(Trouble, Moment)>,
    /// Why the last form with a consent was none.
    pub wrong: Option<NotAgreed>,
    /// Why the device may not be erased yet, as the last look answered.
    pub not_yet: Option<NotYet>,
    /// Whether the guide can be had as PDF, at `<address>/guide.pdf`.
    pub paper: bool,
}

/// Why a device may not be erased yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotYet {
    /// Something is not in order, which somebody has to look at.
    Refused,
    /// All is being read anew.
    Reading,
}

impl NotYet {
    /// Every reason.
    pub const ALL: [Self; 2] = [Self::Refused, Self::Reading];

    /// The public word, as addresses spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Reading => "reading",
        }
    }

    /// Reads the public word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == word)
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Refused => "holder-not-yet-refused",
            Self::Reading => "holder-not-yet-reading",
        }
    }
}

/// What there is to do now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing<'v> {
    /// A stage.
    At(StageName),
    /// To ask whether the device may be erased now. What was read for that holds for an hour, so
    /// that it is asked by whoever has the time.
    Ready {
        /// Whether it had been allowed before, so that it may be erased by now.
        begun: bool,
    },
    /// To read what is lost, and to agree or not.
    Consent(Asked<'v>),
    /// Nothing; others are at it.
    Waits(Wait),
    /// Nothing any more.
    Over(Ending),
}

/// A consent that is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked<'v> {
    /// The plan.
    pub plan: Digest,
    /// What happens to the data: [`crate::guide::consent::consequence`].
    pub consequence: &'v str,
    /// The present day, as it will be kept.
    pub at: Moment,
    /// Until when the plan may be begun.
    pub until: Moment,
}

/// Whom the holder waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Wait {
    /// For people who approve.
    Approval,
    /// Until everything was read again and is found in order.
    Look,
    /// Until somebody has looked at what was reported, or lets it go on.
    Held,
}

impl Wait {
    const fn key(self) -> &'static str {
        match self {
            Self::Approval => "holder-waits-approval",
            Self::Look => "holder-waits-look",
            Self::Held => "holder-waits-held",
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// The device was seen managed and let in.
    Managed,
    /// They did not agree.
    Declined,
    /// Somebody ended it.
    Ended,
}

impl Ending {
    const fn key(self) -> &'static str {
        match self {
            Self::Managed => "holder-over-managed",
            Self::Declined => "holder-over-declined",
            Self::Ended => "holder-over-ended",
        }
    }
}

#[derive(Template)]
#[template(path = "holder/page.html")]
struct Page<'p> {
    bare: Bare,
    view: &'p HolderView<'p>,
    device: Device,
    here: Option<Place>,
    told: Option<Notice>,
    ready: Option<bool>,
    not_yet: Option<String>,
    asked: Option<Form>,
    stages: Vec<Row<'p>>,
    troubles: Vec<(&'static str, String)>,
    reported: Option<Reported>,
    ends: String,
}

/// The device, cleaned for showing.
struct Device {
    model: String,
    serial: String,
    company: String,
    contact: String,
}

/// Which of the stages is now.
struct Place {
    number: usize,
    all: usize,
    done: usize,
}

/// What is told instead of a stage.
struct Notice {
    class: &'static str,
    says: String,
}

/// The form of a consent.
struct Form {
    plan: String,
    short: String,
    consequence: String,
    at: String,
    until: String,
    /// How long the end of the serial number is.
    typed: usize,
    label: String,
    wrong: Option<String>,
}

/// A stage in its place.
struct Row<'p> {
    number: usize,
    stage: &'p Stage,
    /// `done`, `now` or `ahead`.
    class: &'static str,
    mark: String,
    when: Option<String>,
    /// A stage that may only begin when the page says so.
    not_before: bool,
    /// The stop point, at which one more button stands.
    stop: bool,
}

/// What was reported.
struct Reported {
    what: String,
    next: String,
    when: String,
}

/// The page.
pub fn holder_page(view: &HolderView<'_>) -> PageAnswer {
    let language = view.guide.language;
    let facts = &view.guide.facts;
    let title = language.with("holder-title", &[("device", facts.platform.name())]);
    let page = Page {
        device: Device {
            model: plain(&facts.model).into_owned(),
            serial: plain(&facts.serial).into_owned(),
            company: plain(&facts.company).into_owned(),
            contact: plain(&facts.help_contact).into_owned(),
        },
        here: place(view),
        told: notice(language, view.standing),
        ready: match view.standing {
            Standing::Ready { begun } => Some(begun),
            _ => None,
        },
        not_yet: view.not_yet.map(|it| language.text(it.key())),
        asked: form(language, view),
        stages: rows(view),
        troubles: troubles(language),
        reported: reported(language, view.reported),
        ends: time(view.ends),
        bare: Bare::new(language, view.theme, title),
        view,
    };
    html(200, &page).unwrap_or_else(|_| broken(language))
}

#[derive(Template)]
#[template(path = "holder/ended.html")]
struct EndedPage {
    bare: Bare,
}

/// The page behind a link that works no more, or never did: it tells nothing about any device.
pub fn link_ended_page(language: Language, theme: Theme) -> PageAnswer {
    let title = language.text("holder-link-ended");
    let page = EndedPage {
        bare: Bare::new(language, theme, title),
    };
    html(410, &page).unwrap_or_else(|_| broken(language))
}

impl Page<'_> {
    fn text(&self, key: &str) -> String {
        self.bare.text(key)
    }

    fn languages(&self) -> [(&'static str, &'static str, bool); 2] {
        let chosen = self.bare.language;
        [
            ("en", "English", chosen == Language::En),
            ("de", "Deutsch", chosen == Language::De),
        ]
    }
}

fn place(view: &HolderView<'_>) -> Option<Place> {
    let stages = &view.guide.stages;
    let is_done = |stage: &&Stage| confirmed(view, stage.name).is_some();
    let Standing::At(now) = view.standing else {
        return None;
    };
    let at = stages.iter().position(|stage| stage.name == now)?;
    Some(Place {
        number: at + 1,
        all: stages.len(),
        done: stages.iter().filter(is_done).count(),
    })
}

fn confirmed(view: &HolderView<'_>, stage: StageName) -> Option<Moment> {
    let mut all = view.confirmed.iter().rev();
    all.find(|(name, _)| *name == stage).map(|(_, at)| *at)
}

fn notice(language: Language, standing: Standing<'_>) -> Option<Notice> {
    let (class, key) = match standing {
        Standing::At(_) | Standing::Ready { .. } | Standing::Consent(_) => return None,
        Standing::Waits(wait) => ("warn", wait.key()),
        Standing::Over(Ending::Managed) => ("good", Ending::Managed.key()),
        Standing::Over(ending) => ("warn", ending.key()),
    };
    Some(Notice {
        class,
        says: language.text(key),
    })
}

fn form(language: Language, view: &HolderView<'_>) -> Option<Form> {
    let Standing::Consent(asked) = view.standing else {
        return None;
    };
    let plan = asked.plan.to_string();
    let typed = view.guide.facts.ending().chars().count();
    Some(Form {
        short: plan[..SHORT_HASH].to_owned(),
        plan,
        consequence: plain(asked.consequence).into_owned(),
        at: asked.at.date(),
        until: time(asked.until),
        label: language.count("holder-consent-ending", typed),
        typed,
        wrong: view.wrong.map(|wrong| language.text(wrong.key())),
    })
}

fn rows<'p>(view: &'p HolderView<'_>) -> Vec<Row<'p>> {
    let language = view.guide.language;
    let may_erase = match view.standing {
        Standing::At(now) => now >= StageName::Erase,
        Standing::Over(_) => true,
        Standing::Ready { .. } | Standing::Consent(_) | Standing::Waits(_) => {
            confirmed(view, StageName::Erase).is_some()
        }
    };
    let row = |(at, stage): (usize, &'p Stage)| {
        let when = confirmed(view, stage.name);
        let class = match when {
            _ if view.standing == Standing::At(stage.name) => "now",
            Some(_) => "done",
            None => "ahead",
        };
        Row {
            number: at + 1,
            stage,
            class,
            mark: language.text(match class {
                "now" => "holder-mark-now",
                "done" => "holder-mark-done",
                _ => "holder-mark-ahead",
            }),
            when: when.filter(|_| class == "done").map(time),
            not_before: stage.name == StageName::Erase && !may_erase,
            stop: stage.name == StageName::RemoteManagement,
        }
    };
    view.guide.stages.iter().enumerate().map(row).collect()
}

fn troubles(language: Language) -> Vec<(&'static str, String)> {
    let words = |it: Trouble| (it.name(), language.text(&format!("trouble-{}", it.name())));
    Trouble::ALL.map(words).into()
}

fn reported(language: Language, reported: Option<(Trouble, Moment)>) -> Option<Reported> {
    reported.map(|(what, at)| {
        let key = format!("trouble-{}", what.name());
        Reported {
            what: language.text(&key),
            next: language.text(&format!("{key}-next")),
            when: time(at),
        }
    })
}

#[cfg(test)]
mod tests;
