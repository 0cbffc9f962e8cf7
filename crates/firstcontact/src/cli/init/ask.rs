//! Questions on a terminal, or answers from a pipe.

use crate::cli::Stop;
use crate::i18n::Language;
use std::io::{BufRead, Write};

/// More wrong answers to one question than a person gives.
const TRIES: u32 = 20;

/// What is asked, who answers, and whether anybody is asked at all.
pub(super) struct Asker<R, W> {
    language: Language,
    input: R,
    shown: W,
    silent: bool,
}

/// Why an answer will not do: the key of a text, and a value for it.
pub(super) struct Wrong(pub(super) &'static str);

/// Holds an answer against what it must be; gives it as it will be written.
pub(super) type Check<'c> = &'c dyn Fn(&str) -> Result<String, Wrong>;

impl<R: BufRead, W: Write> Asker<R, W> {
    /// Somebody who asks; a silent one takes flags and defaults.
    pub(super) fn new(language: Language, input: R, shown: W, silent: bool) -> Self {
        Self {
            language,
            input,
            shown,
            silent,
        }
    }

    /// Says something beside the questions.
    pub(super) fn say(&mut self, key: &str, values: &[(&str, &str)]) -> Result<(), Stop> {
        let text = self.language.with(key, values);
        writeln!(self.shown, "{text}").map_err(Stop::because)
    }

    /// What was given by a flag, or an answer, or the default.
    pub(super) fn value(
        &mut self,
        key: &str,
        flag: (&str, Option<&String>),
        default: Option<&str>,
        check: Check<'_>,
    ) -> Result<String, Stop> {
        let (name, given) = flag;
        if let Some(given) = given {
            let wrong = |Wrong(why): Wrong| {
                let why = self.language.with(why, &[("answer", given)]);
                Stop(format!("--{name}: {why}"))
            };
            return check(given).map_err(wrong);
        }
        if self.silent {
            let taken = default.and_then(|it| check(it).ok());
            return taken
                .ok_or_else(|| Stop(self.language.with("init-flag-missing", &[("flag", name)])));
        }
        let question = self.language.text(key);
        for _ in 0..TRIES {
            let answer = match (self.line(&question, default)?, default) {
                (answer, Some(default)) if answer.is_empty() => default.to_owned(),
                (answer, _) => answer,
            };
            match check(&answer) {
                Ok(good) => return Ok(good),
                Err(Wrong(why)) => self.say(why, &[("answer", &answer)])?,
            }
        }
        Err(Stop(
            self.language
                .with("init-no-answer", &[("question", &question)]),
        ))
    }

    /// Yes or no; yes if nobody is asked, or nothing is answered.
    pub(super) fn agrees(&mut self, key: &str, values: &[(&str, &str)]) -> Result<bool, Stop> {
        if self.silent {
            return Ok(true);
        }
        let question = self.language.with(key, values);
        let usual = self.language.text("init-yes");
        for _ in 0..TRIES {
            let answer = self.line(&question, Some(&usual))?.to_lowercase();
            match answer.as_str() {
                "" | "y" | "yes" | "j" | "ja" => return Ok(true),
                "n" | "no" | "nein" => return Ok(false),
                _ => self.say("init-yes-or-no", &[("answer", &answer)])?,
            }
        }
        Err(Stop(
            self.language
                .with("init-no-answer", &[("question", &question)]),
        ))
    }

    fn line(&mut self, question: &str, default: Option<&str>) -> Result<String, Stop> {
        let hint = default.map_or_else(String::new, |default| format!(" [{default}]"));
        let asked = write!(self.shown, "{question}{hint}: ");
        asked
            .and_then(|()| self.shown.flush())
            .map_err(Stop::because)?;
        let mut line = String::new();
        let read = self.input.read_line(&mut line).map_err(Stop::because)?;
        if read == 0 {
            let told = self
                .language
                .with("init-no-answer", &[("question", question)]);
            return Err(Stop(told));
        }
        Ok(line.trim().to_owned())
    }
}
