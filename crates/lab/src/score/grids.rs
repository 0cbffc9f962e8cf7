//! The report as tables of words, the same for a terminal and a page.

use super::ceiling::Ceiling;
use super::fault::printable;
use super::proportion::Rate;
use super::report::{Report, Section};

/// What stands where there is no figure.
const NOTHING: &str = "–";

/// A table: the first columns are words, the others numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Grid {
    pub(super) heading: &'static str,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    /// How many columns are words.
    pub(super) words: usize,
}

/// All tables, in the order in which they are read.
pub(super) fn all(report: &Report) -> Vec<Grid> {
    let sections = sections(report);
    let mut grids = vec![
        answers(&sections),
        causes(report),
        confusions(report),
        calibration(&sections),
        decisions(&sections),
        decision_table(report),
        safety(&sections),
        destroyed(report),
        systemic(&sections),
        abstention(&sections),
        unseen(&sections),
        skill(&sections),
        strata(report),
    ];
    grids.retain(|grid| !grid.rows.is_empty());
    grids
}

/// All together and each tier; with one tier only, that one is all.
fn sections(report: &Report) -> Vec<&Section> {
    match report.tiers.as_slice() {
        [only] => vec![only],
        tiers => [&report.all].into_iter().chain(tiers).collect(),
    }
}

/// A table with one column a section.
struct Metrics<'r> {
    sections: &'r [&'r Section],
    grid: Grid,
}

impl<'r> Metrics<'r> {
    fn new(heading: &'static str, sections: &'r [&'r Section]) -> Self {
        let names = sections.iter().map(|section| section.name.to_owned());
        Self {
            sections,
            grid: Grid {
                heading,
                columns: [String::new()].into_iter().chain(names).collect(),
                rows: Vec::new(),
                words: 1,
            },
        }
    }

    fn row(mut self, label: &str, figure: impl Fn(&Section) -> String) -> Self {
        let figures = self.sections.iter().map(|section| figure(section));
        self.grid
            .rows
            .push([label.to_owned()].into_iter().chain(figures).collect());
        self
    }

    /// A row of bounds of what is attainable, if any section has them.
    fn bounds(self, bounds: impl Fn(&Ceiling) -> Option<[f64; 2]>, digits: usize) -> Self {
        let of = |section: &Section| section.ceiling.as_ref().and_then(&bounds);
        if !self.sections.iter().any(|section| of(section).is_some()) {
            return self;
        }
        self.row("  ceiling from", |section| {
            decimal(of(section).map(|bounds| bounds[0]), digits)
        })
        .row("  ceiling to", |section| {
            decimal(of(section).map(|bounds| bounds[1]), digits)
        })
    }
}

fn answers(sections: &[&Section]) -> Grid {
    let metrics = Metrics::new("Answers", sections)
        .row("devices", |s| count(s.devices))
        .row("unanswered", |s| count(s.unanswered))
        .row("strangers", |s| count(s.strangers))
        .row("unexplained", |s| count(s.classification.unexplained))
        .row("code right", |s| rate(s.classification.accuracy))
        .bounds(|ceiling| ceiling.accuracy, 4)
        .row("class right", |s| rate(s.classification.merged_accuracy))
        .row("family right", |s| rate(s.classification.family_accuracy))
        .row("gate right", |s| rate(s.classification.gate_accuracy))
        .row("macro-F1, I and II", |s| {
            share(s.classification.macro_f1.identifiable)
        })
        .row("macro-F1, I", |s| share(s.classification.macro_f1.certain))
        .row("macro-F1, all", |s| share(s.classification.macro_f1.all))
        .bounds(|ceiling| ceiling.macro_f1, 4);
    metrics.grid
}

fn calibration(sections: &[&Section]) -> Grid {
    let metrics = Metrics::new("Calibration", sections)
        .row("Brier", |s| share(s.calibration.brier))
        .bounds(|ceiling| ceiling.brier, 4)
        .row("attainable Brier", |s| {
            share(s.calibration.attainable_brier)
        })
        .row("Brier regret", |s| share(s.calibration.brier_regret))
        .row("ECE, codes", |s| share(s.calibration.ece))
        .row("ECE, classes", |s| share(s.calibration.ece_merged))
        .row("ECE, class by class", |s| {
            share(s.calibration.class_wise_ece)
        })
        .row("sums off", |s| count(s.calibration.sums_off));
    metrics.grid
}

fn decisions(sections: &[&Section]) -> Grid {
    let mut metrics = Metrics::new("Decisions, minutes per device", sections)
        .row("decision right", |s| rate(s.decisions.accuracy))
        .row("mean cost", |s| minutes(s.decisions.mean_cost))
        .bounds(|ceiling| ceiling.cost, 2)
        .row("attainable cost", |s| minutes(s.decisions.attainable_cost))
        .row("attainable paid", |s| minutes(s.decisions.attainable_paid))
        .row("cost regret", |s| minutes(s.decisions.cost_regret))
        .row("cost regret, %", |s| {
            minutes(s.decisions.cost_regret_percent)
        })
        .row("cheapest constant", |s| {
            s.decisions.cheapest_constant.decision.to_owned()
        })
        .row("  its cost", |s| {
            minutes(s.decisions.cheapest_constant.mean_cost)
        })
        .row("asked", |s| rate(s.decisions.asked))
        .row("asks agree", |s| rate(s.decisions.ask_agreement))
        .row("erases advised", |s| count(s.decisions.erases.advised))
        .row("erases needed", |s| count(s.decisions.erases.needed))
        .row("  and advised", |s| {
            count(s.decisions.erases.needed_and_advised)
        })
        .row("erase coverage", |s| rate(s.decisions.erases.coverage));
    for (position, penalty) in super::SWEEP.iter().enumerate() {
        let label = format!("cost at {}", count(*penalty));
        metrics = metrics.row(&label, |s| {
            let point = s.decisions.penalty_sweep.get(position);
            minutes(point.and_then(|point| point.mean_cost))
        });
    }
    metrics.grid
}

fn decision_table(report: &Report) -> Grid {
    let rows = report.all.decisions.table.iter().map(|row| {
        let counts = [row.wait, row.configure, row.migrate, row.erase, row.clean];
        let counts = counts.map(count).into_iter();
        [row.decision.to_owned()].into_iter().chain(counts)
    });
    let needs = super::NEEDS.map(str::to_owned);
    let first = ["said, by need".to_owned()];
    Grid {
        heading: "Decisions by what was needed",
        columns: first.into_iter().chain(needs).collect(),
        rows: rows.map(Iterator::collect).collect(),
        words: 1,
    }
}

fn safety(sections: &[&Section]) -> Grid {
    let metrics = Metrics::new("Safety", sections)
        .row("decisions", |s| count(s.safety.decisions))
        .row("destroying", |s| count(s.safety.destroying))
        .row("at most, 95 %", |s| tiny(s.safety.upper_bound));
    metrics.grid
}

fn destroyed(report: &Report) -> Grid {
    let rows = report.all.safety.first.iter().map(|destroyed| {
        let known = if destroyed.stranger { "no" } else { "yes" };
        vec![
            printable(&destroyed.serial),
            known.to_owned(),
            destroyed.world.to_string(),
        ]
    });
    grid("Destroying advice", &["serial", "known", "world"], 2).with(rows)
}

fn systemic(sections: &[&Section]) -> Grid {
    let metrics = Metrics::new("Faults of tenants", sections)
        .row("episodes", |s| count(s.systemic.episodes))
        .row("recall", |s| rate(s.systemic.recall))
        .row("said", |s| count(s.systemic.said))
        .row("precision", |s| rate(s.systemic.precision))
        .row("Jaccard, mean", |s| share(s.systemic.jaccard_mean))
        .row("Jaccard, worst", |s| share(s.systemic.jaccard_min))
        .row("followed", |s| count(s.systemic.followed))
        .row("  found at once", |s| count(s.systemic.found_at_once))
        .row("  never found", |s| count(s.systemic.never_found))
        .row("polls to find, mean", |s| {
            minutes(s.systemic.polls_to_detection)
        })
        .row("polls to find, most", |s| {
            s.systemic
                .polls_to_detection_max
                .map_or_else(|| NOTHING.to_owned(), count)
        });
    metrics.grid
}

fn abstention(sections: &[&Section]) -> Grid {
    let metrics = Metrics::new("Abstention", sections)
        .row("AURC, codes", |s| share(s.abstention.code.aurc))
        .row("AURC, classes", |s| share(s.abstention.merged.aurc))
        .row("coverage at 1 %, codes", |s| {
            share(s.abstention.code.coverage_at1_percent)
        })
        .row("coverage at 1 %, classes", |s| {
            share(s.abstention.merged.coverage_at1_percent)
        });
    metrics.grid
}

fn unseen(sections: &[&Section]) -> Grid {
    let of = |section: &Section| section.unseen.clone();
    let mut metrics = Metrics::new("Causes never seen", sections);
    if sections.iter().any(|section| section.unseen.is_some()) {
        metrics = metrics
            .row("devices", |s| {
                count(of(s).map(|unseen| unseen.n).unwrap_or_default())
            })
            .row("below 0.5", |s| {
                share(of(s).and_then(|unseen| unseen.doubted))
            })
            .row("AUROC of doubt", |s| {
                share(of(s).and_then(|unseen| unseen.auroc))
            })
            .row("erases advised", |s| {
                count(of(s).map(|unseen| unseen.erases).unwrap_or_default())
            });
    }
    metrics.grid
}

fn skill(sections: &[&Section]) -> Grid {
    let of = |section: &Section| section.skill.clone();
    let mut metrics = Metrics::new("Share of the attainable", sections);
    if sections.iter().any(|section| section.skill.is_some()) {
        metrics = metrics
            .row("accuracy, skill", |s| {
                share(of(s).and_then(|skill| skill.accuracy.skill))
            })
            .row("  naive", |s| {
                share(of(s).and_then(|skill| skill.accuracy.naive))
            })
            .row("  attainable", |s| {
                share(of(s).and_then(|skill| skill.accuracy.attainable))
            })
            .row("  expected", |s| {
                share(of(s).and_then(|skill| skill.expected_accuracy))
            })
            .row("Brier, skill", |s| {
                share(of(s).and_then(|skill| skill.brier.skill))
            })
            .row("  naive", |s| {
                share(of(s).and_then(|skill| skill.brier.naive))
            })
            .row("cost, skill", |s| {
                share(of(s).and_then(|skill| skill.cost.skill))
            })
            .row("  naive", |s| {
                minutes(of(s).and_then(|skill| skill.cost.naive))
            });
    }
    metrics.grid
}

fn causes(report: &Report) -> Grid {
    let rows = report.all.classification.causes.iter().map(|cause| {
        vec![
            cause.code.to_string(),
            count(cause.n),
            count(cause.said),
            interval(cause.precision),
            interval(cause.recall),
            interval(cause.f1),
        ]
    });
    let columns = ["cause", "n", "said", "precision", "recall", "F1"];
    grid("Causes, with 95 % intervals", &columns, 1).with(rows)
}

fn confusions(report: &Report) -> Grid {
    let rows = report.all.classification.confusions.iter().map(|mistaken| {
        vec![
            mistaken.truth.to_string(),
            mistaken.said.to_string(),
            count(mistaken.n),
            share(Some(mistaken.share)),
        ]
    });
    let columns = ["truth", "said", "n", "share of truth"];
    grid("Most frequent confusions", &columns, 2).with(rows)
}

fn strata(report: &Report) -> Grid {
    let rows = report.strata.iter().map(|stratum| {
        vec![
            stratum.tier.to_owned(),
            stratum.source.to_owned(),
            stratum
                .world
                .map_or_else(|| "all".to_owned(), |world| world.to_string()),
            count(stratum.devices),
            share(stratum.accuracy),
            share(stratum.brier),
            share(stratum.ece),
            minutes(stratum.mean_cost),
            count(stratum.destroying),
        ]
    });
    let columns = [
        "tier", "source", "world", "n", "right", "Brier", "ECE", "cost", "lost",
    ];
    grid("Strata", &columns, 2).with(rows)
}

fn grid(heading: &'static str, columns: &[&str], words: usize) -> Grid {
    Grid {
        heading,
        columns: columns.iter().map(|name| (*name).to_owned()).collect(),
        rows: Vec::new(),
        words,
    }
}

impl Grid {
    fn with(mut self, rows: impl Iterator<Item = Vec<String>>) -> Self {
        self.rows.extend(rows);
        self
    }
}

/// A count with its thousands apart.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

fn rate(rate: Rate) -> String {
    share(rate.value)
}

fn share(value: Option<f64>) -> String {
    decimal(value, 4)
}

fn minutes(value: Option<f64>) -> String {
    decimal(value, 2)
}

/// With so many decimals, and no minus before nothing.
pub(super) fn decimal(value: Option<f64>, digits: usize) -> String {
    let Some(value) = value else {
        return NOTHING.to_owned();
    };
    let shown = format!("{value:.digits$}");
    match shown.strip_prefix('-') {
        Some(rest) if rest.chars().all(|digit| matches!(digit, '0' | '.')) => rest.to_owned(),
        _ => shown,
    }
}

/// A small share, in powers of ten.
fn tiny(value: Option<f64>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| format!("{value:.1e}"))
}

fn interval(rate: Rate) -> String {
    match (rate.value, rate.low, rate.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.3} ({low:.3}–{high:.3})"),
        _ => NOTHING.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, decimal, tiny};

    #[test]
    fn numbers_are_written_one_way() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(decimal(Some(-0.000_01), 4), "0.0000");
        assert_eq!(decimal(Some(-0.5), 2), "-0.50");
        assert_eq!(decimal(None, 2), "–");
        assert_eq!(tiny(Some(1e-6)), "1.0e-6");
    }
}
