//! The sheet of costs: yellow cells are inputs, everything below them is a live formula. The
//! formulas are those of [`crate::report::economics`]; a test calculates the sheet and compares.

use super::Book;
use crate::config::report::Minutes;
use crate::report::economics::{Balance, Prevented, Range};
use crate::report::executive::prevented_says;
use enrollment::snapshot::ReadState;
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
const DEVICES: u32 = 28;

pub(super) fn write(book: &Book<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(book.text("report-sheet-economics"))?;
    sheet.set_column_width(0, 48)?;
    for column in 1..7 {
        sheet.set_column_width(column, 16)?;
    }
    let mut pen = Pen { book, sheet };
    pen.title(1, "report-money")?;
    pen.text(2, "report-sheet-inputs-say")?;
    pen.heads(3, 0, "report-input")?;
    pen.inputs()?;
    pen.heads(17, 0, "report-sheet-counted")?;
    pen.counts()?;
    pen.rates()?;
    pen.heads(29, 0, "report-money-fleet")?;
    let economics = &book.figures.economics;
    pen.balance(&FLEET, economics.fleet)?;
    pen.hundred(economics.hundred)?;
    pen.title(39, "report-article")?;
    pen.article()?;
    pen.prevented(45)?;
    pen.hand_out(61)
}

/// Where a balance stands, and how its formulas differ from those of the fleet.
struct Place {
    /// The column of its values; the ends of intervals stand in the two after it.
    first: u16,
    /// The letters of value, lower and upper end.
    letters: [&'static str; 3],
    /// What scales what grows with the devices.
    each: &'static str,
    /// What scales what is spent once.
    once: &'static str,
}

/// This fleet.
const FLEET: Place = Place {
    first: 1,
    letters: ["B", "C", "D"],
    each: "",
    once: "",
};
/// A hundred devices like these.
const HUNDRED: Place = Place {
    first: 4,
    letters: ["E", "F", "G"],
    each: "*100/B28",
    once: "*MIN(1,100/B28)",
};

/// The cells of a figure: its value, and the ends of its interval.
type Cells = [String; 3];

impl Place {
    fn cells(&self, row: u32) -> Cells {
        self.letters.map(|letter| format!("{letter}{row}"))
    }
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

    /// The heads of a block: a word, and value, lower and upper end, from a column on. Where it
    /// begins at the value's own column, its word stands for that.
    fn heads(&mut self, row: u32, column: u16, key: &str) -> Result<(), XlsxError> {
        let keys = [key, "report-value", "report-sheet-low", "report-sheet-high"];
        let keys = keys
            .into_iter()
            .filter(|it| column == 0 || *it != "report-value");
        for (column, key) in (column..).zip(keys) {
            let text = self.book.text(key);
            let look = &self.book.looks.head;
            self.sheet
                .write_string_with_format(row - 1, column, text, look)?;
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
            ("outside", counted.outside),
        ];
        for (row, (key, count)) in (FAILING..).zip(rows) {
            self.text(row, &format!("report-sheet-{key}"))?;
            self.input(row, 1, count as f64)?;
        }
        Ok(())
    }

    fn rates(&mut self) -> Result<(), XlsxError> {
        let economics = &self.book.figures.economics;
        let handled = economics.fleet.handled;
        self.text(RATE, "report-sheet-rate")?;
        let value = if let Some(rate) = economics.rate {
            self.rate(RATE, ["B18", "B21", "B20"], rate)?;
            "=B18+B19+B25*B20"
        } else {
            // Nobody saw what enrolled, or nothing started: no formula may make a rate of that.
            self.unseen(RATE, 1)?;
            "=B18+B19"
        };
        self.text(HANDLED, "report-money-handled")?;
        self.formula(HANDLED, 1, value, handled.value)?;
        self.formula(HANDLED, 2, "=B18+B19", handled.low)?;
        self.formula(HANDLED, 3, "=B18+B19+B20", handled.high)?;
        self.text(OVERHEAD, "report-sheet-overhead")?;
        let overhead = "=(B18+B19+B20)*B13/60+B9+B10*B12";
        self.formula(OVERHEAD, 1, overhead, economics.overhead())?;
        self.text(DEVICES, "report-sheet-fleet-devices")?;
        let devices = "=B18+B20+B21+B22+B23+B24";
        self.formula(DEVICES, 1, devices, economics.counted.devices as f64)
    }

    /// A share that fails, of cells that count what failed, enrolled, and is unclear.
    fn rate(
        &mut self,
        row: u32,
        [failing, sound, unknown]: [&str; 3],
        rate: Range,
    ) -> Result<(), XlsxError> {
        let known = format!("({failing}+{sound})");
        let all = format!("({failing}+{unknown}+{sound})");
        let value = format!("=IF({known}=0,0,{failing}/{known})");
        self.formula(row, 1, &value, rate.value)?;
        let low = wilson(failing, &all, "-");
        let low = format!("=IF({known}=0,0,MAX(0,MIN(B{row},{low})))");
        self.formula(row, 2, &low, rate.low)?;
        let high = wilson(&format!("({failing}+{unknown})"), &all, "+");
        let high = format!("=IF({known}=0,0,MIN(1,MAX(B{row},{high})))");
        self.formula(row, 3, &high, rate.high)
    }

    fn unseen(&mut self, row: u32, column: u16) -> Result<(), XlsxError> {
        let text = self.book.text("report-unseen");
        self.sheet.write_string(row - 1, column, text)?;
        Ok(())
    }

    /// The balance of a hundred devices, beside that of the fleet.
    fn hundred(&mut self, balance: Option<Balance>) -> Result<(), XlsxError> {
        self.heads(RATE, HUNDRED.first, "report-money-hundred")?;
        self.heads(29, HUNDRED.first, "report-money-hundred")?;
        let Some(balance) = balance else {
            for row in [26, 27, 30, 31, 32, 33, 34, 35, 36] {
                self.unseen(row, HUNDRED.first)?;
            }
            return Ok(());
        };
        let handled = balance.handled;
        let ends = [handled.value, handled.low, handled.high];
        for ((column, letter), result) in (HUNDRED.first..).zip(["B", "C", "D"]).zip(ends) {
            let formula = format!("=100*{letter}25+B19*100/B28");
            self.formula(HANDLED, column, &formula, result)?;
        }
        let (each, once) = (HUNDRED.each, HUNDRED.once);
        let overhead = format!("=(B18+B19+B20)*B13/60{each}+(B9+B10*B12){once}");
        let result = self.book.figures.economics.overhead_of_hundred();
        self.formula(OVERHEAD, HUNDRED.first, &overhead, result)?;
        self.balance(&HUNDRED, balance)
    }

    fn balance(&mut self, place: &Place, balance: Balance) -> Result<(), XlsxError> {
        let handled = place.cells(HANDLED);
        let [overhead, ..] = place.cells(OVERHEAD);
        let minutes = |row| FLEET.cells(row);
        let product = |cells: &[&str]| format!("{}*{}/60", cells[0], cells[1]);
        let spent = |cells: &[&str]| {
            format!(
                "{}*({}+B15/100*{})/60+{overhead}",
                cells[0], cells[1], cells[2]
            )
        };
        let net = |cells: &[&str]| {
            format!(
                "{}*((1-B15/100)*{}-{})/60+B22*B14/60{}-{overhead}",
                cells[0], cells[2], cells[1], place.each
            )
        };
        let both = [handled.clone(), minutes(TOOL), minutes(MANUAL)];
        for (row, key, hours, range) in [
            (30, "report-money-gross", MANUAL, balance.gross),
            (
                35,
                "report-money-users-hand",
                USER_MANUAL,
                balance.users_by_hand,
            ),
            (
                36,
                "report-money-users-tool",
                USER_TOOL,
                balance.users_with_tool,
            ),
        ] {
            self.text(row, key)?;
            self.range(
                (row, place),
                &[handled.clone(), minutes(hours)],
                product,
                range,
            )?;
        }
        self.text(31, "report-money-spent")?;
        self.range((31, place), &both, spent, balance.spent)?;
        self.text(32, "report-money-net")?;
        self.range((32, place), &both, net, balance.net)?;
        self.text(33, "report-money-gross-money")?;
        self.money((33, place), 30, "", balance.gross_money)?;
        self.text(34, "report-money-net-money")?;
        let running = format!("-B11*B12{}", place.once);
        self.money((34, place), 32, &running, balance.net_money)
    }

    fn money(
        &mut self,
        (row, place): (u32, &Place),
        hours: u32,
        less: &str,
        money: Range,
    ) -> Result<(), XlsxError> {
        let ends = [money.value, money.low, money.high];
        for ((column, cell), result) in (place.first..).zip(place.cells(hours)).zip(ends) {
            self.formula(row, column, &format!("={cell}*B4{less}"), result)?;
        }
        Ok(())
    }

    /// A formula of figures, and the interval around it: each figure at its ends, the steps added
    /// as squares, and no further out than all ends together.
    fn range(
        &mut self,
        (row, place): (u32, &Place),
        figures: &[Cells],
        formula: impl Fn(&[&str]) -> String,
        range: Range,
    ) -> Result<(), XlsxError> {
        // 0 is a figure's value, 1 its lower end, 2 its upper one.
        let of = |ends: &[usize]| {
            let cells = figures.iter().zip(ends);
            let cells: Vec<&str> = cells.map(|(cells, end)| cells[*end].as_str()).collect();
            formula(&cells)
        };
        let middle = vec![0; figures.len()];
        let [value, ..] = place.cells(row);
        self.formula(row, place.first, &format!("={}", of(&middle)), range.value)?;
        let steps = (0..figures.len()).map(|figure| {
            let at = |end| {
                let mut ends = middle.clone();
                ends[figure] = end;
                of(&ends)
            };
            [at(1), at(2)]
        });
        let steps: Vec<[String; 2]> = steps.collect();
        let sum = |sign: &str, choose: &str| {
            let squares = steps
                .iter()
                .map(|[low, high]| format!("MAX(0,{sign}({choose}({low},{high})-{value}))^2"));
            squares.collect::<Vec<_>>().join("+")
        };
        let corners = (0..1_usize << figures.len()).map(|corner| {
            let ends = (0..figures.len()).map(|figure| 1 + (corner >> figure & 1));
            of(&ends.collect::<Vec<_>>())
        });
        let corners = corners.collect::<Vec<_>>().join(",");
        let low = format!("=MAX({value}-SQRT({}),MIN({corners}))", sum("-", "MIN"));
        self.formula(row, place.first + 1, &low, range.low)?;
        let high = format!("=MIN({value}+SQRT({}),MAX({corners}))", sum("", "MAX"));
        self.formula(row, place.first + 2, &high, range.high)
    }

    fn article(&mut self) -> Result<(), XlsxError> {
        let article = self.book.figures.economics.article;
        let rows = [
            ("claimed", "=100*2", "=100*4", article.claimed),
            (
                "left-out",
                "=100*0.25",
                "=100*0.25",
                (article.left_out, article.left_out),
            ),
            ("own", "=C40-C41", "=D40-D41", article.net),
        ];
        for (row, (key, low, high, results)) in (40_u32..).zip(rows) {
            self.text(row, &format!("report-sheet-article-{key}"))?;
            self.formula(row, 2, low, results.0)?;
            self.formula(row, 3, high, results.1)?;
        }
        self.text(43, "report-sheet-article-at-rate")?;
        match article.at_rate {
            None => self.unseen(43, 2),
            Some((low, high)) => {
                self.formula(43, 2, "=C42*B25", low)?;
                self.formula(43, 3, "=D42*B25", high)
            }
        }
    }

    /// What prevention saved, with its own counts; or why that cannot be told.
    fn prevented(&mut self, row: u32) -> Result<(), XlsxError> {
        let figures = self.book.figures;
        self.title(row, "report-sheet-prevented")?;
        let Prevented::Measured(saving) = figures.prevented else {
            let why = prevented_says(figures, self.book.language);
            self.sheet.write_string(row, 0, why)?;
            return Ok(());
        };
        self.heads(row + 1, 0, "report-sheet-counted")?;
        let (before, after) = (saving.cohorts.before, saving.cohorts.after);
        let counts = [
            ("before-failing", before.failing),
            ("before-sound", before.sound),
            ("before-unknown", before.unknown),
            ("after-failing", after.failing),
            ("after-sound", after.sound),
            ("after-unknown", after.unknown),
        ];
        for (row, (key, count)) in (row + 2..).zip(counts) {
            self.text(row, &format!("report-sheet-{key}"))?;
            self.input(row, 1, count as f64)?;
        }
        let cell = |place: u32| format!("B{}", row + 2 + place);
        let [
            failed,
            sound,
            unknown,
            failed_since,
            sound_since,
            unknown_since,
        ] = [0, 1, 2, 3, 4, 5].map(cell);
        let (was, is) = (row + 8, row + 9);
        self.text(was, "report-sheet-rate-before")?;
        self.rate(was, [&failed, &sound, &unknown], saving.rate_before)?;
        self.text(is, "report-sheet-rate-after")?;
        let since = [&*failed_since, &sound_since, &unknown_since];
        self.rate(is, since, saving.rate_after)?;
        let started = format!("({failed_since}+{sound_since})");
        let rates = [FLEET.cells(was), FLEET.cells(is)];
        let fewer = |cells: &[&str]| format!("{started}*({}-{})", cells[0], cells[1]);
        self.text(row + 10, "report-sheet-fewer")?;
        self.range((row + 10, &FLEET), &rates, fewer, saving.devices)?;
        let [was, is] = rates;
        let hours = |cells: &[&str]| format!("{}*{}/60", fewer(cells), cells[2]);
        self.text(row + 11, "report-sheet-fewer-hours")?;
        let figures = [was, is, FLEET.cells(MANUAL)];
        self.range((row + 11, &FLEET), &figures, hours, saving.hours)?;
        self.text(row + 12, "report-sheet-fewer-money")?;
        self.money((row + 12, &FLEET), row + 11, "", saving.money)?;
        let says = prevented_says(self.book.figures, self.book.language);
        self.sheet.write_string(row + 13, 0, says)?;
        Ok(())
    }

    /// From hand-out to enrollment, as far as it is known.
    fn hand_out(&mut self, row: u32) -> Result<(), XlsxError> {
        let figures = self.book.figures;
        let hand_out = &figures.hand_out;
        self.title(row, "report-sheet-hand-out")?;
        let unknown = match (figures.managed_list, hand_out.devices()) {
            (ReadState::Complete, 0) => Some("report-hand-out-none"),
            (ReadState::Complete, _) => None,
            _ => Some("report-hand-out-unseen"),
        };
        if let Some(key) = unknown {
            return self.text(row + 1, key);
        }
        self.text(row + 1, "report-sheet-hand-out-median")?;
        if let Some(days) = hand_out.median_days() {
            self.sheet.write_number(row, 1, days)?;
        } else {
            let open = self.book.text("report-sheet-hand-out-open");
            self.sheet.write_string(row, 1, open)?;
        }
        let counts = [
            ("devices", hand_out.devices()),
            ("waiting", hand_out.waiting()),
            ("erased", hand_out.erased),
        ];
        for (row, (key, count)) in (row + 2..).zip(counts) {
            self.text(row, &format!("report-sheet-hand-out-{key}"))?;
            self.sheet.write_number(row - 1, 1, count as f64)?;
        }
        Ok(())
    }
}

/// An end of Wilson's interval.
fn wilson(hits: &str, all: &str, sign: &str) -> String {
    let share = format!("({hits}/{all})");
    format!(
        "({share}+{Z}^2/(2*{all}){sign}{Z}*SQRT({share}*(1-{share})/{all}+{Z}^2/(4*{all}^2)))\
         /(1+{Z}^2/{all})"
    )
}
