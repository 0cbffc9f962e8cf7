//! The sheet of costs: yellow cells are inputs, everything below them is a live formula. The
//! formulas are those of [`crate::report::economics`]; a test calculates the sheet and compares.

use super::Book;
use crate::config::report::Minutes;
use crate::report::economics::Range;
use rust_xlsxwriter::{Formula, Worksheet, XlsxError};

/// Half the width of a 90 % interval of the normal distribution, in standard deviations.
const Z: &str = "1.6448536269514722";

/// Rows, from 1 as people count them, of what formulas refer to.
const HOURLY: u32 = 4;
const MANUAL: u32 = 5;
const TOOL: u32 = 6;
const USER_MANUAL: u32 = 7;
const USER_TOOL: u32 = 8;
const SETUP: u32 = 9;
const FAILING: u32 = 18;
const RATE: u32 = 25;
const HANDLED: u32 = 26;
const OVERHEAD: u32 = 27;

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(book.text("report-sheet-economics"))?;
    sheet.set_column_width(0, 48)?;
    for column in 1..4 {
        sheet.set_column_width(column, 16)?;
    }
    let mut pen = Pen { book, sheet };
    pen.title(1, "report-money")?;
    pen.text(2, "report-sheet-inputs-say")?;
    pen.heads(3, "report-input")?;
    pen.inputs()?;
    pen.heads(17, "report-sheet-counted")?;
    pen.counts()?;
    pen.rates()?;
    pen.heads(29, "report-money-fleet")?;
    pen.balance()?;
    pen.title(39, "report-article")?;
    pen.article()
}

struct Pen<'p> {
    book: &'p Book<'p>,
    sheet: &'p mut Worksheet,
}

impl Pen<'_> {
    fn title(&mut self, row: u32, key: &str) -> Result<(), XlsxError> {
        let text = self.book.text(key);
        let look = &self.book.looks.title;
        self.sheet
            .write_string_with_format(row - 1, 0, text, look)?;
        Ok(())
    }

    fn text(&mut self, row: u32, key: &str) -> Result<(), XlsxError> {
        self.sheet.write_string(row - 1, 0, self.book.text(key))?;
        Ok(())
    }

    fn heads(&mut self, row: u32, key: &str) -> Result<(), XlsxError> {
        let keys = [key, "report-value", "report-sheet-low", "report-sheet-high"];
        for (column, key) in keys.iter().enumerate() {
            let text = self.book.text(key);
            let look = &self.book.looks.head;
            self.sheet
                .write_string_with_format(row - 1, column as u16, text, look)?;
        }
        Ok(())
    }

    fn input(&mut self, row: u32, column: u16, value: f64) -> Result<(), XlsxError> {
        let look = &self.book.looks.input;
        self.sheet
            .write_number_with_format(row - 1, column, value, look)?;
        Ok(())
    }

    /// A formula with its present result, for readers that do not calculate.
    fn formula(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        result: f64,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(result.to_string());
        let look = &self.book.looks.number;
        self.sheet
            .write_formula_with_format(row - 1, column, formula, look)?;
        Ok(())
    }

    fn inputs(&mut self) -> Result<(), XlsxError> {
        let costs = self.book.figures.economics.costs.clone();
        let times = [
            (MANUAL, "manual", costs.manual),
            (TOOL, "tool", costs.tool),
            (USER_MANUAL, "user-manual", costs.user_manual),
            (USER_TOOL, "user-tool", costs.user_tool),
        ];
        for (row, key, minutes) in times {
            self.minutes(row, key, minutes)?;
        }
        let single = [
            (HOURLY, "hourly-cost", costs.hourly_cost),
            (SETUP, "setup-hours", costs.setup_hours),
            (10, "run-hours-a-month", costs.run_hours_a_month),
            (11, "money-a-month", costs.money_a_month),
            (12, "months", costs.months),
            (13, "review-minutes", costs.review_minutes),
            (14, "triage-minutes", costs.triage_minutes),
            (15, "unsolved-percent", costs.unsolved_percent),
        ];
        for (row, key, value) in single {
            self.label(row, key)?;
            self.input(row, 1, f64::from(value))?;
        }
        Ok(())
    }

    /// An input with its unit.
    fn label(&mut self, row: u32, key: &str) -> Result<(), XlsxError> {
        let label = self.book.text(&format!("report-input-{key}"));
        let unit = match key {
            "hourly-cost" | "money-a-month" => self.book.figures.economics.costs.currency.clone(),
            "setup-hours" | "run-hours-a-month" => "h".to_owned(),
            "unsolved-percent" => "%".to_owned(),
            "months" => String::new(),
            _ => "min".to_owned(),
        };
        let text = if unit.is_empty() {
            label
        } else {
            format!("{label} ({unit})")
        };
        self.sheet.write_string(row - 1, 0, text)?;
        Ok(())
    }

    /// What is known of the mean: its own interval, not that of a single time.
    fn minutes(&mut self, row: u32, key: &str, minutes: Minutes) -> Result<(), XlsxError> {
        let mean = Range::mean_hours(minutes).times(60.0);
        self.label(row, key)?;
        self.input(row, 1, mean.value)?;
        self.input(row, 2, mean.low)?;
        self.input(row, 3, mean.high)
    }

    fn counts(&mut self) -> Result<(), XlsxError> {
        let counted = self.book.figures.economics.counted;
        let rows = [
            ("failing", counted.failing),
            ("tenant-faults", counted.faults),
            ("unknown", counted.unknown),
            ("sound", counted.sound),
            ("waiting", counted.waiting),
            ("explained", counted.explained),
        ];
        for (row, (key, count)) in (FAILING..).zip(rows) {
            self.text(row, &format!("report-sheet-{key}"))?;
            self.input(row, 1, count as f64)?;
        }
        Ok(())
    }

    fn rates(&mut self) -> Result<(), XlsxError> {
        let economics = self.book.figures.economics.clone();
        let known = "(B18+B21)";
        let all = "(B18+B20+B21)";
        let share = format!("IF({known}=0,0,B18/{known})");
        let value = economics.rate.map_or(0.0, |rate| rate.value);
        let (low, high) = economics
            .rate
            .map_or((0.0, 0.0), |rate| (rate.low, rate.high));
        self.text(RATE, "report-sheet-rate")?;
        self.formula(RATE, 1, &format!("={share}"), value)?;
        let low_of = wilson("B18", all, "-");
        let low_of = format!("=IF({known}=0,0,MAX(0,MIN(B25,{low_of})))");
        self.formula(RATE, 2, &low_of, low)?;
        let high_of = wilson("(B18+B20)", all, "+");
        let high_of = format!("=IF({known}=0,0,MIN(1,MAX(B25,{high_of})))");
        self.formula(RATE, 3, &high_of, high)?;
        let handled = economics.fleet.handled;
        self.text(HANDLED, "report-money-handled")?;
        self.formula(HANDLED, 1, "=B18+B19+B25*B20", handled.value)?;
        self.formula(HANDLED, 2, "=B18+B19", handled.low)?;
        self.formula(HANDLED, 3, "=B18+B19+B20", handled.high)?;
        self.text(OVERHEAD, "report-sheet-overhead")?;
        let overhead = "=(B18+B19+B20)*B13/60+B9+B10*B12";
        self.formula(OVERHEAD, 1, overhead, economics.overhead())
    }

    fn balance(&mut self) -> Result<(), XlsxError> {
        let fleet = self.book.figures.economics.fleet;
        let product = |minutes: u32| {
            let minutes = minutes.to_string();
            move |n: &str, end: &str| format!("{n}*{end}{minutes}/60")
        };
        let manual = product(MANUAL);
        self.text(30, "report-money-gross")?;
        self.formula(
            30,
            1,
            &format!("={}", manual("B26", "B")),
            fleet.gross.value,
        )?;
        let steps = [
            [manual("C26", "B"), manual("D26", "B")],
            [manual("B26", "C"), manual("B26", "D")],
        ];
        self.ends(30, &steps, fleet.gross)?;
        let spent =
            |n: &str, tool: &str, by_hand: &str| format!("{n}*({tool}+B15/100*{by_hand})/60+B27");
        self.text(31, "report-money-spent")?;
        self.formula(
            31,
            1,
            &format!("={}", spent("B26", "B6", "B5")),
            fleet.spent.value,
        )?;
        self.ends(31, &around(spent), fleet.spent)?;
        let net = |n: &str, tool: &str, by_hand: &str| {
            format!("{n}*((1-B15/100)*{by_hand}-{tool})/60+B22*B14/60-B27")
        };
        self.text(32, "report-money-net")?;
        self.formula(
            32,
            1,
            &format!("={}", net("B26", "B6", "B5")),
            fleet.net.value,
        )?;
        self.ends(32, &around(net), fleet.net)?;
        self.text(33, "report-money-gross-money")?;
        self.money(33, 30, "", fleet.gross_money)?;
        self.text(34, "report-money-net-money")?;
        self.money(34, 32, "-B11*B12", fleet.net_money)?;
        for (row, minutes, key, hours) in [
            (
                35,
                USER_MANUAL,
                "report-money-users-hand",
                fleet.users_by_hand,
            ),
            (
                36,
                USER_TOOL,
                "report-money-users-tool",
                fleet.users_with_tool,
            ),
        ] {
            let users = product(minutes);
            self.text(row, key)?;
            self.formula(row, 1, &format!("={}", users("B26", "B")), hours.value)?;
            let steps = [
                [users("C26", "B"), users("D26", "B")],
                [users("B26", "C"), users("B26", "D")],
            ];
            self.ends(row, &steps, hours)?;
        }
        Ok(())
    }

    fn money(&mut self, row: u32, hours: u32, less: &str, money: Range) -> Result<(), XlsxError> {
        let ends = [("B", money.value), ("C", money.low), ("D", money.high)];
        for (column, (letter, result)) in (1_u16..).zip(ends) {
            let formula = format!("={letter}{hours}*B4{less}");
            self.formula(row, column, &formula, result)?;
        }
        Ok(())
    }

    /// The interval around a row's value: each input at its ends, the steps added as squares.
    fn ends(&mut self, row: u32, steps: &[[String; 2]], range: Range) -> Result<(), XlsxError> {
        let sum = |sign: &str, choose: &str| {
            let squares = steps
                .iter()
                .map(|[low, high]| format!("MAX(0,{sign}({choose}({low},{high})-B{row}))^2"));
            squares.collect::<Vec<_>>().join("+")
        };
        let low = format!("=B{row}-SQRT({})", sum("-", "MIN"));
        self.formula(row, 2, &low, range.low)?;
        let high = format!("=B{row}+SQRT({})", sum("", "MAX"));
        self.formula(row, 3, &high, range.high)
    }

    fn article(&mut self) -> Result<(), XlsxError> {
        let article = self.book.figures.economics.article;
        let at_rate = article.at_rate.unwrap_or((0.0, 0.0));
        let rows = [
            ("claimed", "=100*2", "=100*4", article.claimed),
            (
                "left-out",
                "=100*0.25",
                "=100*0.25",
                (article.left_out, article.left_out),
            ),
            ("own", "=C40-C41", "=D40-D41", article.net),
            ("at-rate", "=C42*B25", "=D42*B25", at_rate),
        ];
        for (row, (key, low, high, results)) in (40_u32..).zip(rows) {
            self.text(row, &format!("report-sheet-article-{key}"))?;
            self.formula(row, 2, low, results.0)?;
            self.formula(row, 3, high, results.1)?;
        }
        Ok(())
    }
}

/// A formula of what is handled, the tool's time and the time by hand, with each at both its ends.
fn around(formula: impl Fn(&str, &str, &str) -> String) -> [[String; 2]; 3] {
    [
        [formula("C26", "B6", "B5"), formula("D26", "B6", "B5")],
        [formula("B26", "C6", "B5"), formula("B26", "D6", "B5")],
        [formula("B26", "B6", "C5"), formula("B26", "B6", "D5")],
    ]
}

/// An end of Wilson's interval.
fn wilson(hits: &str, all: &str, sign: &str) -> String {
    let share = format!("({hits}/{all})");
    format!(
        "({share}+{Z}^2/(2*{all}){sign}{Z}*SQRT({share}*(1-{share})/{all}+{Z}^2/(4*{all}^2)))\
         /(1+{Z}^2/{all})"
    )
}
