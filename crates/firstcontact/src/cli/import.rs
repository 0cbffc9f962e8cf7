//! `firstcontact import`: files exported from the portals, and the customer's own list, become a
//! snapshot, so that an administrator without API access can start today.

use super::{Desk, FINDINGS, NOTHING, Stop};
use crate::clock;
use crate::config;
use clap::Args;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::Tenant;
use sources::import::{FileReport, ImportReport, Placement, RegisterFile, into_snapshot};
use sources::register::{RegisterColumns, RegisterReading};
use std::io::{self, Write};
use std::path::PathBuf;

/// What `import` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact import DevicesWithInventory_1f.zip \"Apple devices.csv\" --out mine
  firstcontact import --register assets.xlsx --out mine
  firstcontact import --register assets.csv --register-column serial=SN \\
                      --register-column handed-out=F --out mine

What can be imported (CSV, XLSX, or zipped as the portals deliver them; English or German):
  Intune: All devices > Export · Enrollment activity · Enrollment failures ·
          Enrollment program token > Devices
  Apple Business: list of devices · activity log
  Pages of either API, as they were sent
  Probes of sites' networks (firstcontact prevent probe --out)")]
pub(super) struct Arguments {
    /// Exported files
    #[arg(required_unless_present = "register")]
    files: Vec<PathBuf>,
    /// The snapshot to make, or to add to
    #[arg(long, short, value_name = "DIR")]
    out: PathBuf,
    /// Your own list of devices
    #[arg(long, value_name = "FILE")]
    register: Option<PathBuf>,
    /// Which column is what: FIELD=HEADER (or number, or letter); FIELD is one of serial, imei,
    /// user, site, status, handed-out, bought, order
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = column)]
    register_column: Vec<String>,
    /// When the files were exported, if not just now: 2026-11-20 or 2026-11-20T09:00:00Z
    #[arg(long, value_name = "TIME", value_parser = time)]
    taken_at: Option<Moment>,
    /// The name of the tenant
    #[arg(long, value_name = "NAME", default_value = "")]
    tenant: String,
    /// Replace files of the same name
    #[arg(long)]
    force: bool,
}

/// Imports, and says what became of each file.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let columns = columns(&desk.config.register, &arguments.register_column);
    let register = arguments.register.as_ref().map(|path| RegisterFile {
        path: path.clone(),
        columns,
    });
    let tenant = Tenant {
        name: arguments.tenant.clone(),
        id: String::new(),
    };
    let taken_at = arguments.taken_at.unwrap_or_else(clock::now);
    let report = into_snapshot(
        &arguments.files,
        register.as_ref(),
        &arguments.out,
        taken_at,
        &tenant,
        arguments.force,
    );
    let report = report.map_err(Stop::because)?;
    tell(&report, desk, &mut io::stdout().lock()).map_err(Stop::because)?;
    let refused = |file: &FileReport| matches!(file.placement, Placement::Refused { .. });
    Ok(if report.files.iter().any(refused) {
        FINDINGS
    } else {
        NOTHING
    })
}

fn tell(report: &ImportReport, desk: &Desk, out: &mut impl Write) -> io::Result<()> {
    let language = desk.language;
    let place = report.snapshot.display().to_string();
    let refused = |file: &&FileReport| matches!(file.placement, Placement::Refused { .. });
    writeln!(
        out,
        "{}",
        language.with("import-imported", &[("out", &place)])
    )?;
    for file in report.files.iter().filter(|file| !refused(file)) {
        let kinds: Vec<_> = file.kinds.iter().map(ToString::to_string).collect();
        let rows = language.count("import-rows", file.rows as usize);
        writeln!(out, "  {}  {} · {rows}", file.name, kinds.join(", "))?;
        for problem in &file.problems {
            writeln!(out, "    ! {problem}")?;
        }
    }
    if let Some(register) = &report.register {
        tell_register(register, desk, out)?;
    }
    let mut left_out = report.files.iter().filter(refused).peekable();
    if left_out.peek().is_some() {
        writeln!(out, "{}", language.text("import-refused"))?;
    }
    for file in left_out {
        if let Placement::Refused { why } = &file.placement {
            writeln!(out, "  {}  {why}", file.name)?;
        }
    }
    desk.terminal
        .hint(&language.with("import-next", &[("out", &place)]));
    Ok(())
}

/// What was guessed about the register, so that a person can object.
fn tell_register(register: &RegisterReading, desk: &Desk, out: &mut impl Write) -> io::Result<()> {
    let language = desk.language;
    let sheet = register.sheet.as_deref().unwrap_or("register");
    writeln!(
        out,
        "{}",
        language.with("import-columns", &[("file", sheet)])
    )?;
    for choice in &register.columns {
        let field = choice.field.to_string();
        let letter = choice.letter();
        writeln!(
            out,
            "  {field:<12} {letter:>2}  {}  ({})",
            choice.header, choice.reason
        )?;
    }
    if register.refused > 0 {
        let count = language.count("import-refused-rows", register.refused as usize);
        writeln!(out, "  ! {count}")?;
    }
    for note in &register.notes {
        writeln!(out, "  ! {note}")?;
    }
    let example = "handed-out=C";
    writeln!(
        out,
        "  {}",
        language.with("import-columns-change", &[("example", example)])
    )
}

/// The configured columns, overruled by those of the command line.
fn columns(configured: &config::Register, asked: &[String]) -> RegisterColumns {
    let own = configured.clone();
    let mut columns = RegisterColumns {
        serial: own.serial,
        imei: own.imei,
        user: own.user,
        site: own.site,
        status: own.status,
        handed_out: own.handed_out,
        bought: own.bought,
        order: own.order,
    };
    for text in asked {
        // Checked while the command line was read.
        columns.set(text);
    }
    columns
}

fn column(text: &str) -> Result<String, String> {
    if RegisterColumns::default().set(text) {
        Ok(text.to_owned())
    } else {
        let fields = "serial, imei, user, site, status, handed-out, bought, order";
        Err(format!(
            "write FIELD=COLUMN, where FIELD is one of {fields}"
        ))
    }
}

/// A date, as it is typed.
pub(super) fn time(text: &str) -> Result<Moment, String> {
    let stamp = Stamp::parse(text).map_err(|error| error.to_string())?;
    stamp
        .at()
        .ok_or_else(|| "not a date between 1970 and 2106".to_owned())
}
