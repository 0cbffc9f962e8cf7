//! What it costs and saves, with everything that was reckoned with.

use super::Paper;
use crate::config::report::Minutes;
use crate::report::economics::{Balance, Range};
use crate::report::quantity::{decimal, hours, interval, money};
use press::{Block, Callout, Column, Table, Text, Tone};

impl Paper<'_> {
    pub(super) fn money(&self) -> Vec<Block> {
        vec![
            self.heading("report-money"),
            self.paragraph("report-money-says"),
            self.balances(),
            Block::paragraph(self.counted()),
            Block::paragraph(self.prevented()),
            self.paragraph("report-money-apart"),
            self.article(),
            self.part("report-inputs"),
            self.paragraph("report-inputs-says"),
            self.inputs(),
        ]
    }

    pub(super) fn money_of(&self, value: f64) -> String {
        money(self.language, value, &self.figures.economics.costs.currency)
    }

    fn balances(&self) -> Block {
        let economics = &self.figures.economics;
        let number = |value| decimal(self.language, value);
        let hour = |value| hours(self.language, value);
        let coins = |value| self.money_of(value);
        let row = |key: &str, of: fn(&Balance) -> Range, write: &dyn Fn(f64) -> String| {
            let cell = |balance: &Balance| -> Text {
                let range = of(balance);
                let value = write(range.value);
                match interval(self.language, range, write) {
                    around if around == value => value.into(),
                    around => format!("{value} ({around})").into(),
                }
            };
            vec![
                self.text(&format!("report-money-{key}")).into(),
                cell(&economics.fleet),
                economics
                    .hundred
                    .as_ref()
                    .map_or_else(|| self.text("report-unseen").into(), cell),
            ]
        };
        let rows = vec![
            row("handled", |it| it.handled, &number),
            row("gross", |it| it.gross, &hour),
            row("spent", |it| it.spent, &hour),
            row("net", |it| it.net, &hour),
            row("gross-money", |it| it.gross_money, &coins),
            row("net-money", |it| it.net_money, &coins),
            row("users-hand", |it| it.users_by_hand, &hour),
            row("users-tool", |it| it.users_with_tool, &hour),
        ];
        Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::words(self.text("report-money-measure"), 2),
                Column::words(self.text("report-money-fleet"), 2),
                Column::words(self.text("report-money-hundred"), 2),
            ],
            rows,
        })
    }

    fn counted(&self) -> String {
        let counted = self.figures.economics.counted;
        let values = [
            ("failing", counted.failing),
            ("explained", counted.explained),
            ("faults", counted.faults),
            ("sound", counted.sound),
            ("unknown", counted.unknown),
            ("waiting", counted.waiting),
            ("outside", counted.outside),
            ("devices", counted.devices),
        ];
        let values = values.map(|(name, count)| (name, self.number(count)));
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        self.language.with("report-money-counted", &values)
    }

    fn article(&self) -> Block {
        let article = self.figures.economics.article;
        let hour = |value| hours(self.language, value);
        let says = |key: &str, (low, high): (f64, f64)| {
            let values = [
                ("left", hour(article.left_out)),
                ("low", hour(low)),
                ("high", hour(high)),
            ];
            let values = values
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            self.language.with(key, &values)
        };
        let mut sentences = vec![says("report-article-says", article.net)];
        sentences.extend(
            article
                .at_rate
                .map(|range| says("report-article-rate", range)),
        );
        Block::Callout(Callout {
            tone: Tone::Neutral,
            title: self.text("report-article"),
            blocks: vec![Block::paragraph(sentences.join(" "))],
        })
    }

    fn inputs(&self) -> Block {
        let costs = &self.figures.economics.costs;
        let hour = |value: u32| hours(self.language, f64::from(value));
        let coins = |value: u32| self.money_of(f64::from(value));
        let rows = [
            ("hourly-cost", coins(costs.hourly_cost)),
            ("manual", self.times(costs.manual)),
            ("tool", self.times(costs.tool)),
            ("user-manual", self.times(costs.user_manual)),
            ("user-tool", self.times(costs.user_tool)),
            ("setup-hours", hour(costs.setup_hours)),
            ("run-hours-a-month", hour(costs.run_hours_a_month)),
            ("money-a-month", coins(costs.money_a_month)),
            ("months", decimal(self.language, f64::from(costs.months))),
            ("review-minutes", self.minutes(costs.review_minutes)),
            ("triage-minutes", self.minutes(costs.triage_minutes)),
            (
                "unsolved-percent",
                format!("{}\u{a0}%", costs.unsolved_percent),
            ),
        ];
        let cell = |(key, value): &(&str, String)| -> [Text; 2] {
            let input = self.text(&format!("report-input-{key}"));
            [input.into(), value.as_str().into()]
        };
        // Two inputs a row: half the height.
        let pairs = rows
            .chunks(2)
            .map(|pair| pair.iter().flat_map(cell).collect());
        let columns = ["report-input", "report-value"].map(|key| self.text(key));
        let [input, value] = columns;
        let column = |title: &String, weight| Column::words(title, weight);
        Block::Table(Table {
            caption: String::new(),
            columns: vec![
                column(&input, 3),
                column(&value, 2),
                column(&input, 3),
                column(&value, 2),
            ],
            rows: pairs.collect(),
        })
    }

    fn times(&self, minutes: Minutes) -> String {
        let write = |value: u32| decimal(self.language, f64::from(value));
        let values = [
            ("usual", write(minutes.usual)),
            ("low", write(minutes.low)),
            ("high", write(minutes.high)),
            ("cases", write(minutes.cases)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        match minutes.cases {
            0 => self.language.with("report-minutes", &values[..3]),
            _ => self.language.with("report-minutes-measured", &values),
        }
    }
}
