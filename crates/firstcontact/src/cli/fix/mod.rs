//! `firstcontact fix`: from a diagnosis to a managed device, one approved step after the other.

mod guide;
mod link;
mod look;
pub(super) mod repairs;
#[cfg(feature = "actions")]
pub(super) mod sender;
pub(super) mod show;

use super::store::{StorePlace, canonical};
use super::{Desk, FINDINGS, NOTHING, Stop, deliver};
use crate::app::mend::{Aim, Mending, NotDone, Open, Safeguards};
use crate::clock;
use crate::report;
use crate::store::{self, Store, Tenant};
use clap::{Args, Subcommand, ValueEnum};
use look::Seen;
use remedy::consent::{Consent, Owner};
use remedy::digest::Digest;
use remedy::step::Task;
use std::path::PathBuf;

/// What `fix` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples, which follow each other:
  firstcontact fix plan FC4JMGWXHM                      what would be done: nothing is written
  firstcontact fix plan FC4JMGWXHM --propose            put it before those who decide
  firstcontact fix consent FC4JMGWXHM --plan 5f3c… --by anna@contoso.example \\
      --consequence \"Everything on the iPhone is lost but what is in iCloud\"
  firstcontact fix approve 5f3c… --by bob@contoso.example
  firstcontact fix apply 5f3c… --by bob@contoso.example
  firstcontact fix advance                              look again, and go on (workers do it, too)
  firstcontact fix report FC4JMGWXHM data-plan --by anna@contoso.example
  firstcontact fix ready FC4JMGWXHM --by anna@contoso.example   may it be erased this hour?
  firstcontact fix link FC4JMGWXHM                      the guide, for whoever has the device
  firstcontact fix guide FC4JMGWXHM --out guide.pdf     the same on paper
  firstcontact fix status FC4JMGWXHM

  firstcontact fix plan --serials-file list.txt --propose   many devices: one, then five, then 25
  firstcontact fix stop --by bob@contoso.example            nothing begins; `fix go` ends it
  firstcontact fix verify-ledger                            whether anybody changed what happened

A plan may be named by the first letters of its hash, eight at least. Nothing is sent to a tenant
without [tenant.NAME.write] in firstcontact.toml, an approved plan and `fix apply`.

Exit codes: 0 done, 1 refused or waiting for somebody, 2 could not work.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    place: StorePlace,
    /// Which tenant; needed only where there are several
    #[arg(long, short, global = true, value_name = "NAME")]
    tenant: Option<String>,
    /// Look at this snapshot instead of reading the tenant anew
    #[arg(long, short, global = true, value_name = "DIR")]
    snapshot: Option<PathBuf>,
}

/// Who does it.
#[derive(Clone, Debug, Args)]
struct By {
    /// Who says so; it stands in the ledger
    #[arg(long, value_name = "WHO", env = "USER", value_parser = typed_name)]
    by: String,
}

/// On a terminal nobody speaks for an account that somebody signs in with.
fn typed_name(name: &str) -> Result<String, String> {
    if remedy::approval::is_account(name) {
        return Err(
            "this names an account of the dashboard, and nobody signed in here; give \
                    your own name, or do it on the dashboard"
                .to_owned(),
        );
    }
    Ok(name.to_owned())
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The next plan for devices: steps, conditions, and exactly what would be sent
    Plan {
        /// Serial numbers
        serials: Vec<String>,
        /// A file with one serial number a line
        #[arg(long, value_name = "FILE")]
        serials_file: Option<PathBuf>,
        /// Instead of mending: take a migration back that has not begun
        #[arg(long)]
        cancel_migration: bool,
        /// Keep it, and put it before those who decide
        #[arg(long)]
        propose: bool,
        #[command(flatten)]
        by: By,
    },
    /// The holder, or the owner of the data, agrees to what is lost
    Consent {
        /// Serial number
        serial: String,
        /// The plan's hash
        #[arg(long, value_name = "HASH")]
        plan: String,
        /// What happens to the data, as it was shown to them
        #[arg(long, value_name = "TEXT")]
        consequence: String,
        /// The owner of the data agrees, not the holder
        #[arg(long)]
        data_owner: bool,
        #[command(flatten)]
        by: By,
    },
    /// They refuse
    Decline {
        /// Serial number
        serial: String,
        #[command(flatten)]
        by: By,
    },
    /// Approve a plan
    Approve {
        /// The plan's hash
        plan: String,
        #[command(flatten)]
        by: By,
    },
    /// Refuse a plan
    Reject {
        /// The plan's hash
        plan: String,
        #[command(flatten)]
        by: By,
    },
    /// Carry an approved plan out
    Apply {
        /// The plan's hash
        plan: String,
        #[command(flatten)]
        by: By,
    },
    /// Look at all cases anew, and go on where that is allowed
    Advance,
    /// A person's step is done
    Report {
        /// Serial number
        serial: String,
        /// Which step
        task: Reported,
        #[command(flatten)]
        by: By,
    },
    /// The holder is ready to erase: look once more whether they may, in this hour
    Ready {
        /// Serial number
        serial: String,
        #[command(flatten)]
        by: By,
    },
    /// Print a link to the guide for whoever has the device; earlier ones stop working
    Link {
        /// Serial number
        serial: String,
        #[command(flatten)]
        by: By,
    },
    /// The guide for whoever has a device, as a file to print or to send
    Guide(guide::Arguments),
    /// Where cases are, or all about one
    Status {
        /// Serial number
        serial: Option<String>,
    },
    /// Nothing more begins in a case until it is resumed
    Hold {
        /// Serial number
        serial: String,
        #[command(flatten)]
        by: By,
    },
    /// Let a held case go on
    Resume {
        /// Serial number
        serial: String,
        #[command(flatten)]
        by: By,
    },
    /// Say what became of a request of which nobody knows it
    Resolve {
        /// Serial number
        serial: String,
        /// Whether it happened
        #[arg(value_enum)]
        happened: Happened,
        #[command(flatten)]
        by: By,
    },
    /// Take a case up again after it failed or rested: a new diagnosis, and why
    Rediagnose {
        /// Serial number
        serial: String,
        /// What was found out
        #[arg(long, value_name = "TEXT")]
        why: String,
        #[command(flatten)]
        by: By,
    },
    /// Give a case to Microsoft's or Apple's support
    Escalate {
        /// Serial number
        serial: String,
        #[command(flatten)]
        by: By,
    },
    /// End a case
    Abort {
        /// Serial number
        serial: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        why: String,
        #[command(flatten)]
        by: By,
    },
    /// The kill switch: nothing begins any more in this tenant
    Stop {
        #[command(flatten)]
        by: By,
    },
    /// End what `stop` began
    Go {
        #[command(flatten)]
        by: By,
    },
    /// Whether the ledger is whole: every entry in its place, none changed
    VerifyLedger {
        /// The last entry's hash, as it was written down elsewhere
        #[arg(long, value_name = "HASH")]
        end: Option<String>,
    },
}

/// What a person can say is done; all else is read.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Reported {
    DataPlan,
    SecondFactor,
    EraseByHand,
    AllowEnrollment,
    AllowSignIn,
    FreeNetwork,
    EnrollByPortal,
    ObtainCustody,
    CleanRecords,
    AskSupport,
}

impl Reported {
    const fn task(self) -> Task {
        match self {
            Self::DataPlan => Task::DataPlan,
            Self::SecondFactor => Task::SecondFactor,
            Self::EraseByHand => Task::EraseByHand,
            Self::AllowEnrollment => Task::AllowEnrollment,
            Self::AllowSignIn => Task::AllowSignIn,
            Self::FreeNetwork => Task::FreeNetwork,
            Self::EnrollByPortal => Task::EnrollByPortal,
            Self::ObtainCustody => Task::ObtainCustody,
            Self::CleanRecords => Task::CleanRecords,
            Self::AskSupport => Task::AskSupport,
        }
    }
}

/// Whether a request happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Happened {
    Happened,
    DidNot,
}

/// What every command of `fix` has at hand.
struct Bench<'d> {
    store: Box<dyn Store>,
    tenant: Tenant,
    name: String,
    safeguards: Safeguards,
    desk: &'d Desk,
    arguments: &'d Arguments,
}

/// Does what was typed.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let bench = Bench::open(arguments, desk)?;
    match bench.command(&arguments.command) {
        Ok(code) => Ok(code),
        Err(Failed::NotDone(why)) => {
            let text = show::not_done(&why, desk.language);
            super::terminal::complain(&text);
            let refused = matches!(why, NotDone::Refused(_) | NotDone::NoPlan(_));
            Ok(if refused { FINDINGS } else { super::FAILED })
        }
        Err(Failed::Stop(stop)) => Err(stop),
    }
}

/// Why a command ended.
enum Failed {
    NotDone(NotDone),
    Stop(Stop),
}

impl From<NotDone> for Failed {
    fn from(why: NotDone) -> Self {
        Self::NotDone(why)
    }
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

impl<'d> Bench<'d> {
    fn open(arguments: &'d Arguments, desk: &'d Desk) -> Result<Self, Stop> {
        let store = arguments.place.open()?;
        let kept = store.tenants().map_err(Stop::because)?;
        let configured = &desk.config.tenant;
        let name = match (&arguments.tenant, &kept[..]) {
            (Some(name), _) => name.clone(),
            (None, [(_, only)]) if configured.len() <= 1 => only.clone(),
            (None, []) if configured.len() == 1 => {
                configured.keys().next().cloned().unwrap_or_default()
            }
            _ => {
                let names = kept.iter().map(|(_, name)| name.as_str());
                let names = names.chain(configured.keys().map(String::as_str));
                let names: std::collections::BTreeSet<&str> = names.collect();
                let names: Vec<&str> = names.into_iter().collect();
                let values = [("known", &*names.join(", "))];
                return Err(Stop(desk.language.with("store-which-tenant", &values)));
            }
        };
        let tenant = store.tenant(&name).map_err(Stop::because)?;
        let safeguards = desk.config.tenant.get(&name);
        let safeguards = safeguards.and_then(|it| it.remedy.as_ref());
        Ok(Self {
            store,
            tenant,
            name,
            safeguards: safeguards.map(Safeguards::of).unwrap_or_default(),
            desk,
            arguments,
        })
    }

    fn mending(&self, fleet: u32) -> Mending<'_> {
        Mending {
            store: &*self.store,
            tenant: self.tenant,
            name: &self.name,
            safeguards: &self.safeguards,
            now: clock::now(),
            fleet,
        }
    }

    fn command(&self, command: &Command) -> Result<u8, Failed> {
        let mending = self.mending(0);
        match command {
            Command::Plan {
                serials,
                serials_file,
                cancel_migration,
                propose,
                by,
            } => {
                let aim = [Aim::Mend, Aim::CancelMigration][usize::from(*cancel_migration)];
                let (by, keep) = (by.by.clone(), *propose);
                self.plan((serials, by, keep, aim), serials_file.as_ref())
            }
            Command::Consent {
                serial,
                plan,
                consequence,
                data_owner,
                by,
            } => {
                let mut open = case(&mending, serial)?;
                let consent = Consent {
                    serial: open.case.serial.clone(),
                    plan: self.hash(plan)?,
                    by: by.by.clone(),
                    owner: if *data_owner {
                        Owner::DataOwner
                    } else {
                        Owner::Holder
                    },
                    consequence: consequence.clone(),
                    at: mending.now,
                };
                mending.agree(&mut open, consent)?;
                self.shown(&open)
            }
            Command::Approve { plan, by } => {
                let plan = self.hash(plan)?;
                mending.approve(plan, &by.by, self.approves(&by.by))?;
                self.people(&mending, plan)
            }
            Command::Reject { plan, by } => {
                mending.reject(self.hash(plan)?, &by.by)?;
                self.status(None)
            }
            Command::Apply { plan, by } => {
                mending.apply(self.hash(plan)?, &by.by)?;
                self.advance()
            }
            Command::Advance => self.advance(),
            Command::Ready { serial, by } => self.ready(serial, &by.by),
            Command::Guide(arguments) => self.guide(&mending, arguments),
            Command::Link { serial, by } => self.link(&mending, serial, &by.by),
            Command::Status { serial } => self.status(serial.as_deref()),
            Command::Stop { by } => self.switch(true, &by.by),
            Command::Go { by } => self.switch(false, &by.by),
            Command::VerifyLedger { end } => self.verify_ledger(end.as_deref()),
            Command::Rediagnose { serial, why, by } => {
                let seen = Seen::now(self, &[])?;
                let mut open = case(&mending, serial)?;
                let evidence = seen.evidence(&open.case.serial)?;
                mending.rediagnose(&mut open, evidence, &by.by, why)?;
                self.shown(&open)
            }
            other => self.one(&mending, other),
        }
    }

    /// What is said about one case.
    fn one(&self, mending: &Mending<'_>, command: &Command) -> Result<u8, Failed> {
        let (Command::Decline { serial, by }
        | Command::Report { serial, by, .. }
        | Command::Hold { serial, by }
        | Command::Resume { serial, by }
        | Command::Resolve { serial, by, .. }
        | Command::Escalate { serial, by }
        | Command::Abort { serial, by, .. }) = command
        else {
            return Ok(NOTHING);
        };
        let mut open = case(mending, serial)?;
        let by = &by.by;
        match command {
            Command::Decline { .. } => mending.decline(&mut open, by)?,
            Command::Report { task, .. } => mending.report(&mut open, task.task(), by)?,
            Command::Hold { .. } => mending.hold(&mut open, by)?,
            Command::Resume { .. } => mending.resume(&mut open, by)?,
            Command::Resolve { happened, .. } => {
                mending.resolve(&mut open, by, *happened == Happened::Happened)?;
            }
            Command::Escalate { .. } => mending.escalate(&mut open, by)?,
            Command::Abort { why, .. } => mending.abort(&mut open, by, why)?,
            _ => (),
        }
        self.shown(&open)
    }

    fn shown(&self, open: &Open) -> Result<u8, Failed> {
        let text = show::line_of(&open.row, self.desk.language);
        deliver(text.as_bytes())?;
        Ok(NOTHING)
    }

    /// A plan's hash by its first letters.
    fn hash(&self, text: &str) -> Result<Digest, Failed> {
        let text = text.trim().trim_end_matches('…').to_ascii_lowercase();
        if let Some(digest) = Digest::parse(&text) {
            return Ok(digest);
        }
        let no = || Failed::NotDone(NotDone::NoSuchPlan(text.clone()));
        if text.len() < 8 {
            return Err(no());
        }
        let rows = self.rows().map_err(Failed::from)?;
        let mut plans: Vec<Digest> = rows.iter().filter_map(|row| row.plan).collect();
        plans.retain(|plan| plan.to_string().starts_with(&text));
        plans.sort_unstable();
        plans.dedup();
        match plans[..] {
            [one] => Ok(one),
            _ => Err(no()),
        }
    }

    fn rows(&self) -> Result<Vec<store::CaseRow>, Stop> {
        store::every_case(&*self.store, self.tenant, |_| true).map_err(Stop::because)
    }

    /// Whether somebody is named as an approver of this tenant.
    fn approves(&self, by: &str) -> bool {
        let tenant = self.desk.config.tenant.get(&self.name);
        let remedy = tenant.and_then(|it| it.remedy.as_ref());
        remedy.is_some_and(|it| {
            let mut names = it.approvers.iter();
            names.any(|name| name.eq_ignore_ascii_case(by.trim()))
        })
    }

    fn people(&self, mending: &Mending<'_>, plan: Digest) -> Result<u8, Failed> {
        let (approvals, _) = mending.approvals(plan)?;
        let needed = remedy::approval::needed(&mending.plan(plan)?);
        let text = show::people(plan, &approvals, needed, self.desk.language);
        deliver(text.as_bytes())?;
        Ok(NOTHING)
    }

    fn switch(&self, on: bool, by: &str) -> Result<u8, Failed> {
        let now = clock::now();
        let done = self.store.set_kill_switch(Some(self.tenant), on, by, now);
        done.map_err(Stop::because)?;
        let key = if on { "fix-stopped" } else { "fix-goes" };
        let text = self.desk.language.with(key, &[("tenant", &self.name)]);
        deliver(format!("{text}\n").as_bytes())?;
        Ok(NOTHING)
    }

    fn status(&self, serial: Option<&str>) -> Result<u8, Failed> {
        let language = self.desk.language;
        let text = match serial {
            None => {
                let screen = show::Screen {
                    paint: self.desk.terminal.paint(),
                    width: self.desk.terminal.width,
                };
                show::board(&self.rows()?, language, &screen)
            }
            Some(serial) => {
                let mending = self.mending(0);
                let open = case(&mending, serial)?;
                let plan = open.case.plan.map(|plan| mending.plan(plan)).transpose()?;
                let ledger = self.store.ledger_of_case(self.tenant, open.row.case);
                let ledger = ledger.map_err(Stop::because)?;
                show::case(&open, plan.as_ref(), &ledger, language)
            }
        };
        deliver(text.as_bytes())?;
        Ok(NOTHING)
    }

    fn verify_ledger(&self, end: Option<&str>) -> Result<u8, Failed> {
        let language = self.desk.language;
        let written = end
            .map(|text| {
                Digest::parse(text.trim())
                    .ok_or_else(|| Stop(language.with("fix-no-hash", &[("hash", text)])))
            })
            .transpose()?;
        let kept = self.store.ledger_end(self.tenant).map_err(Stop::because)?;
        let mut links = Vec::new();
        loop {
            let after = links.len() as u64;
            let rows = self.store.ledger(self.tenant, after, 10_000);
            let rows = rows.map_err(Stop::because)?;
            if rows.is_empty() {
                break;
            }
            links.extend(rows.into_iter().map(|row| row.link));
        }
        let end = written.or(kept.map(|(_, end)| end));
        let (text, code) = match remedy::ledger::verify(&links, end) {
            Ok((count, end)) => {
                let (count, end) = (count.to_string(), end.to_string());
                let values = [("count", count.as_str()), ("end", end.as_str())];
                (language.with("fix-ledger-whole", &values), NOTHING)
            }
            Err(broken) => {
                let why = report::cases::broken(language, &broken);
                let text = language.with("fix-ledger-broken", &[("why", &why)]);
                (text, FINDINGS)
            }
        };
        deliver(format!("{text}\n").as_bytes())?;
        Ok(code)
    }
}

/// The newest case of a device.
fn case(mending: &Mending<'_>, serial: &str) -> Result<Open, Failed> {
    Ok(mending.case_of(&canonical(serial)?)?)
}
