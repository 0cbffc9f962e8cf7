//! The weather of `firstcontact lab serve`.

use clap::{Args, ValueEnum};
use lab::serve::Weather;

/// A day to begin with.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Day {
    /// Nothing happens
    Fair,
    /// Everything happens now and then
    All,
}

/// What befalls requests.
#[derive(Debug, Args)]
#[command(next_help_heading = "Weather")]
pub(super) struct WeatherArguments {
    /// The weather to begin with; the options below change it
    #[arg(long, value_name = "DAY", default_value = "fair")]
    weather: Day,
    /// The seed of the weather
    #[arg(long, value_name = "S", default_value_t = 1)]
    weather_seed: u64,
    /// Share of requests that are answered 429, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    throttle: Option<f64>,
    /// Leave out of a 429 how long to wait
    #[arg(long)]
    no_retry_after: bool,
    /// Share of requests that are answered 500, 502, 503 or 504
    #[arg(long, value_name = "SHARE", value_parser = share)]
    failures: Option<f64>,
    /// Share of answers that end in the middle
    #[arg(long, value_name = "SHARE", value_parser = share)]
    torn: Option<f64>,
    /// Share of answers in the middle of which the connection is cut
    #[arg(long, value_name = "SHARE", value_parser = share)]
    resets: Option<f64>,
    /// Share of answers that dribble for more than a second
    #[arg(long, value_name = "SHARE", value_parser = share)]
    slow: Option<f64>,
    /// Share of requests that change something and whose answer never arrives
    #[arg(long, value_name = "SHARE", value_parser = share)]
    lost: Option<f64>,
    /// Share of requests to Graph whose $filter is silently ignored
    #[arg(long, value_name = "SHARE", value_parser = share)]
    ignored_filters: Option<f64>,
    /// Share of answers with properties and words that nobody announced
    #[arg(long, value_name = "SHARE", value_parser = share)]
    additions: Option<f64>,
    /// Share of requests for a further page that are told that their place has expired
    #[arg(long, value_name = "SHARE", value_parser = share)]
    expired_cursors: Option<f64>,
    /// Do not refuse what exceeds Microsoft's documented limits
    #[arg(long)]
    no_limits: bool,
}

impl WeatherArguments {
    /// What was asked for.
    pub(super) fn weather(&self) -> Weather {
        let seed = self.weather_seed;
        let day = match self.weather {
            Day::All => Weather::all(seed),
            Day::Fair => Weather {
                seed,
                ..Weather::default()
            },
        };
        Weather {
            throttle: self.throttle.unwrap_or(day.throttle),
            no_retry_after: self.no_retry_after,
            failures: self.failures.unwrap_or(day.failures),
            torn: self.torn.unwrap_or(day.torn),
            resets: self.resets.unwrap_or(day.resets),
            slow: self.slow.unwrap_or(day.slow),
            lost: self.lost.unwrap_or(day.lost),
            ignored_filters: self.ignored_filters.unwrap_or(day.ignored_filters),
            additions: self.additions.unwrap_or(day.additions),
            expired_cursors: self.expired_cursors.unwrap_or(day.expired_cursors),
            limits: !self.no_limits,
            seed,
        }
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok();
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| format!("'{text}' is no share; write a number from 0 to 1, such as 0.05"))
}
