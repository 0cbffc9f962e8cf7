//! `[report]`: what the reports reckon with, and what is delivered by itself. Every assumption can
//! be replaced by a number of one's own; a number that cannot be meant is refused by its key.

use super::Tag;
use super::tenant::Filled;
use crate::web::papers::PaperKind;
use serde::Deserialize;
use std::num::NonZeroU16;
use std::path::PathBuf;

/// The reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Report {
    /// What handling a device costs.
    pub costs: Costs,
    /// What is delivered without being asked for.
    pub schedule: Option<Schedule>,
}

/// `[report.schedule]`: reports that the service writes by itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Schedule {
    /// The folder into which they are written: a folder in it for each tenant, and in that one for
    /// each day.
    pub folder: PathBuf,
    /// Every how many days; 7 if nothing is said.
    #[serde(default = "a_week")]
    pub every_days: NonZeroU16,
    /// To whom they are mailed besides.
    pub mail: Option<ReportMail>,
}

/// `[report.schedule.mail]`: reports by mail. Who gets which is said for each reader; nothing is
/// attached that is not named there.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReportMail {
    /// The mail server: `smtps://host` or `smtp://host:587`.
    pub address: Option<Filled>,
    /// The environment variable with the address, where the address itself is a secret.
    pub address_env: Option<Filled>,
    /// The file with the address.
    pub address_file: Option<PathBuf>,
    /// Whose mail it is.
    pub from: Filled,
    /// As whom the mail server is spoken to.
    pub user: Option<Filled>,
    /// The environment variable with the mail server's password.
    pub secret_env: Option<Filled>,
    /// The file with the mail server's password.
    pub secret_file: Option<PathBuf>,
    /// MiB of reports that one letter may carry; 10 if nothing is said.
    #[serde(default)]
    pub most_mib: Mebibytes,
    /// Who gets reports.
    pub to: Vec<Reader>,
}

/// Somebody who gets reports.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Reader {
    /// The address.
    pub address: Filled,
    /// The language of letter and reports; the program's if nothing is said.
    pub lang: Option<Tag>,
    /// What is attached, by the names of the files.
    pub documents: Vec<PaperKind>,
    /// The tenants whose reports are sent; all if none is named.
    #[serde(default)]
    pub tenants: Vec<Filled>,
}

/// How much a letter may carry, in MiB: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Mebibytes(pub u8);

impl Default for Mebibytes {
    fn default() -> Self {
        // What nearly every mail server takes, also when a letter is a third longer on its way.
        Self(10)
    }
}

impl TryFrom<i64> for Mebibytes {
    type Error = String;

    fn try_from(given: i64) -> Result<Self, Self::Error> {
        let number = u8::try_from(given).ok().filter(|it| (1..=100).contains(it));
        number
            .map(Self)
            .ok_or_else(|| format!("most-mib is {given}; give 1 to 100"))
    }
}

fn a_week() -> NonZeroU16 {
    NonZeroU16::MIN.saturating_add(6)
}

/// What handling a device costs, `[report.costs]`. Money is in whole units of the currency.
///
/// The defaults are the article's figures where it has some (causality.md §6.1: two to four hours
/// by hand, a quarter of an hour otherwise), and assumptions elsewhere. No default claims a saving
/// that nobody measured.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Written")]
pub struct Costs {
    /// How the money is called: `EUR`.
    pub currency: String,
    /// What an hour of an administrator costs.
    pub hourly_cost: u32,
    /// Minutes of an administrator per failed device by hand.
    pub manual: Minutes,
    /// Minutes of an administrator per failed device with firstcontact.
    pub tool: Minutes,
    /// Minutes of the device's user per failed device that is mended by hand.
    pub user_manual: Minutes,
    /// Minutes of the device's user per failed device that is mended with firstcontact.
    pub user_tool: Minutes,
    /// Hours of setting firstcontact up, once.
    pub setup_hours: u32,
    /// Hours of running it, each month.
    pub run_hours_a_month: u32,
    /// Money for running it, each month: a machine, for example.
    pub money_a_month: u32,
    /// How many months are reckoned with.
    pub months: u32,
    /// Minutes of looking at a device that is reported.
    pub review_minutes: u32,
    /// Minutes spared per device that is seen to be only waiting, which else would have been
    /// looked into.
    pub triage_minutes: u32,
    /// How many in a hundred are handled by hand after all.
    pub unsolved_percent: u32,
}

/// How long something takes. Nine of ten times lie between `low` and `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Minutes {
    /// One time in twenty it takes less.
    pub low: u32,
    /// Half of the times it takes less.
    pub usual: u32,
    /// One time in twenty it takes more.
    pub high: u32,
    /// How many handled cases this was measured on; 0 for an assumption.
    #[serde(default)]
    pub cases: u32,
}

impl Default for Costs {
    fn default() -> Self {
        let minutes = |low, usual, high| Minutes {
            low,
            usual,
            high,
            cases: 0,
        };
        Self {
            currency: "EUR".to_owned(),
            // An assumption: a wage of about 85,000 a year with all that goes with it.
            hourly_cost: 60,
            // The article's two to four hours (causality.md §6.1).
            manual: minutes(120, 180, 240),
            // The article's quarter of an hour; its spread is an assumption.
            tool: minutes(10, 15, 30),
            // Assumptions: an erase, the data, signing in again; and some waiting by hand.
            user_manual: minutes(60, 120, 240),
            user_tool: minutes(30, 60, 120),
            setup_hours: 8,
            run_hours_a_month: 2,
            money_a_month: 0,
            months: 1,
            review_minutes: 5,
            triage_minutes: 0,
            unsolved_percent: 10,
        }
    }
}

/// As the file says it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    currency: Option<String>,
    hourly_cost: Option<i64>,
    manual: Option<Minutes>,
    tool: Option<Minutes>,
    user_manual: Option<Minutes>,
    user_tool: Option<Minutes>,
    setup_hours: Option<i64>,
    run_hours_a_month: Option<i64>,
    money_a_month: Option<i64>,
    months: Option<i64>,
    review_minutes: Option<i64>,
    triage_minutes: Option<i64>,
    unsolved_percent: Option<i64>,
}

/// Nobody works on one device for longer than a week without an end.
const LONGEST_MINUTES: u32 = 7 * 24 * 60;

impl TryFrom<Written> for Costs {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        let usual = Self::default();
        let number = |key: &str, given: Option<i64>, default: u32, least: u32, most: u32| {
            let Some(given) = given else {
                return Ok(default);
            };
            let number = u32::try_from(given).ok();
            number
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| format!("report.costs.{key} is {given}; give {least} to {most}"))
        };
        Ok(Self {
            currency: currency(written.currency, usual.currency)?,
            hourly_cost: number(
                "hourly-cost",
                written.hourly_cost,
                usual.hourly_cost,
                0,
                10_000,
            )?,
            manual: minutes("manual", written.manual, usual.manual)?,
            tool: minutes("tool", written.tool, usual.tool)?,
            user_manual: minutes("user-manual", written.user_manual, usual.user_manual)?,
            user_tool: minutes("user-tool", written.user_tool, usual.user_tool)?,
            setup_hours: number(
                "setup-hours",
                written.setup_hours,
                usual.setup_hours,
                0,
                10_000,
            )?,
            run_hours_a_month: number(
                "run-hours-a-month",
                written.run_hours_a_month,
                usual.run_hours_a_month,
                0,
                1_000,
            )?,
            money_a_month: number(
                "money-a-month",
                written.money_a_month,
                usual.money_a_month,
                0,
                10_000_000,
            )?,
            months: number("months", written.months, usual.months, 1, 120)?,
            review_minutes: number(
                "review-minutes",
                written.review_minutes,
                usual.review_minutes,
                0,
                LONGEST_MINUTES,
            )?,
            triage_minutes: number(
                "triage-minutes",
                written.triage_minutes,
                usual.triage_minutes,
                0,
                LONGEST_MINUTES,
            )?,
            unsolved_percent: number(
                "unsolved-percent",
                written.unsolved_percent,
                usual.unsolved_percent,
                0,
                100,
            )?,
        })
    }
}

fn currency(written: Option<String>, default: String) -> Result<String, String> {
    let Some(text) = written else {
        return Ok(default);
    };
    let letters = text.chars().count();
    if (1..=4).contains(&letters) && text.chars().all(|c| !c.is_control() && !c.is_whitespace()) {
        return Ok(text);
    }
    Err(format!(
        "report.costs.currency is {text:?}; give one to four letters, such as EUR"
    ))
}

fn minutes(key: &str, written: Option<Minutes>, default: Minutes) -> Result<Minutes, String> {
    let Some(given) = written else {
        return Ok(default);
    };
    if given.low > given.usual || given.usual > given.high {
        return Err(format!(
            "report.costs.{key} has low {}, usual {} and high {}; they must not fall",
            given.low, given.usual, given.high
        ));
    }
    if given.high > LONGEST_MINUTES {
        return Err(format!(
            "report.costs.{key} is up to {} minutes for one device; give at most \
             {LONGEST_MINUTES}, a week",
            given.high
        ));
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::Costs;
    use crate::config::Config;
    use crate::web::papers::PaperKind;

    fn refused(text: &str) -> String {
        let text = format!("[report.costs]\n{text}\n");
        toml::from_str::<Config>(&text).unwrap_err().to_string()
    }

    #[test]
    fn what_is_not_said_is_the_default() {
        let config: Config = toml::from_str("[report.costs]\nhourly-cost = 75\n").unwrap();
        let expected = Costs {
            hourly_cost: 75,
            ..Costs::default()
        };
        assert_eq!(config.report.costs, expected);
    }

    #[test]
    fn reports_come_weekly_if_nothing_else_is_said() {
        let text = "[report.schedule]\nfolder = \"/srv/reports\"\n";
        let config: Config = toml::from_str(text).unwrap();
        assert_eq!(config.report.schedule.unwrap().every_days.get(), 7);
        let never = format!("{text}every-days = 0\n");
        assert!(toml::from_str::<Config>(&never).is_err());
    }

    #[test]
    fn a_letter_carries_what_is_named_and_nothing_else() {
        let text = "[report.schedule]\nfolder = \"/srv/reports\"\n\
                    [report.schedule.mail]\naddress = \"smtps://mail.example.com\"\n\
                    from = \"fc@example.com\"\n";
        let reader = "[[report.schedule.mail.to]]\naddress = \"cio@example.com\"\n";
        let named = format!("{text}{reader}lang = \"de\"\ndocuments = [\"executive.pdf\"]\n");
        let config: Config = toml::from_str(&named).unwrap();
        let mail = config.report.schedule.unwrap().mail.unwrap();
        assert_eq!(mail.to[0].documents, [PaperKind::ExecutivePdf]);
        assert_eq!(mail.most_mib.0, 10);
        assert!(toml::from_str::<Config>(&format!("{text}{reader}")).is_err());
        let unknown = named.replace("executive.pdf", "everything.pdf");
        let why = toml::from_str::<Config>(&unknown).unwrap_err().to_string();
        assert!(why.contains("evidence.zip"), "{why}");
        let much = text.replace("from", "most-mib = 101\nfrom");
        let why = toml::from_str::<Config>(&much).unwrap_err().to_string();
        assert!(why.contains("1 to 100"), "{why}");
    }

    #[test]
    fn measured_times_are_read() {
        let text = "[report.costs]\nmanual = { low = 20, usual = 45, high = 90, cases = 31 }\n";
        let config: Config = toml::from_str(text).unwrap();
        assert_eq!(config.report.costs.manual.cases, 31);
    }

    #[test]
    fn absurd_costs_are_refused_by_their_key() {
        for (text, key) in [
            ("hourly-cost = -1", "hourly-cost"),
            ("hourly-cost = 10001", "hourly-cost"),
            ("hourly-cost = 9223372036854775807", "hourly-cost"),
            ("months = 0", "months"),
            ("unsolved-percent = 101", "unsolved-percent"),
            ("setup-hours = 1000000", "setup-hours"),
            ("review-minutes = 99999", "review-minutes"),
            ("currency = \"\"", "currency"),
            ("currency = \"a\\nb\"", "currency"),
            (
                "manual = { low = 9, usual = 5, high = 10 }",
                "report.costs.manual",
            ),
            (
                "tool = { low = 9, usual = 50, high = 100000 }",
                "report.costs.tool",
            ),
            ("hourly = 5", "hourly"),
            ("hourly-cost = nan", "hourly-cost"),
        ] {
            let why = refused(text);
            assert!(why.contains(key), "{text}: {why}");
        }
    }
}
