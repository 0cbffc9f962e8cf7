//! The board: cases by whose turn it is.

use super::super::shell::{self, Shell};
use super::super::{Frame, PageAnswer, address, html, outside, spoken};
use super::{Turn, case_address};
use crate::guide::Trouble;
use crate::report::cases;
use crate::report::wording::{plain, time};
use askama::Template;
use enrollment::moment::Moment;
use remedy::case::State;
use remedy::refusal::Refusal;
use remedy::step::{Actor, Step};

/// All that the board shows.
#[derive(Clone, Copy, Debug)]
pub struct BoardView<'v> {
    /// Cases that are shown, in the order in which they stand in their column.
    pub cards: &'v [Card],
    /// How many cases there are in each column of [`Turn::ALL`] beside the choice of a column; more
    /// than are shown.
    pub counts: [u64; 5],
    /// Causes of cases that are not over, with their counts.
    pub causes: &'v [(String, u64)],
    /// What was chosen.
    pub asked: Asked<'v>,
    /// What stops everything now, such as the kill switch; none if nothing does.
    pub stopped: Option<Refusal>,
}

/// What is chosen on the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Asked<'v> {
    /// One column alone.
    pub turn: Option<Turn>,
    /// Cases of one cause.
    pub cause: Option<&'v str>,
    /// A part of a serial number, a holder's or a model's name.
    pub text: &'v str,
}

/// A case on the board.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Card {
    /// The device.
    pub serial: String,
    /// Its model; empty if nobody knows.
    pub model: String,
    /// Who has it; empty if nobody knows.
    pub holder: String,
    /// The code of its cause.
    pub cause: String,
    /// Where the case is.
    pub state: State,
    /// Whether a person holds it.
    pub held: bool,
    /// Since when it is there.
    pub since: Moment,
    /// When that is late.
    pub due: Option<Moment>,
    /// The present step, or the next one.
    pub step: Option<Step>,
    /// Why that does not begin.
    pub refusal: Option<Refusal>,
    /// How many approvals are missing.
    pub missing: usize,
    /// What the holder reported and nobody has settled.
    pub trouble: Option<Trouble>,
}

impl Card {
    /// Whose turn it is.
    pub fn turn(&self) -> Turn {
        if self.trouble.is_some_and(Trouble::stops) && !self.state.over() {
            return Turn::You;
        }
        let actor: Option<Actor> = self.step.as_ref().map(|step| step.rules().actor);
        Turn::of(self.state, self.held, actor, self.refusal)
    }
}

#[derive(Template)]
#[template(path = "cases/board.html")]
struct Page<'p> {
    shell: Shell<'p>,
    stopped: Option<cases::Told>,
    total: String,
    text: String,
    hidden: Vec<(&'static str, String)>,
    causes: Vec<Choice>,
    columns: Vec<Column>,
    clear: String,
}

/// A cause to choose.
struct Choice {
    words: String,
    count: String,
    address: String,
    chosen: bool,
}

/// A column.
struct Column {
    id: String,
    name: String,
    class: &'static str,
    count: String,
    alone: Option<String>,
    cards: Vec<Shown>,
}

/// A card in words.
struct Shown {
    serial: String,
    model: String,
    holder: String,
    code: String,
    cause: String,
    state: String,
    held: bool,
    since: String,
    ago: String,
    due: Option<(String, bool)>,
    step: String,
    next: Vec<String>,
    trouble: Option<String>,
    address: String,
}

/// The page.
pub fn board_page(frame: &Frame<'_>, view: &BoardView<'_>) -> PageAnswer {
    let language = frame.language;
    let total = view.counts.iter().sum();
    let page = Page {
        stopped: view.stopped.map(|it| cases::refusal(language, it)),
        total: shell::number(language, total),
        text: plain(view.asked.text).into_owned(),
        hidden: hidden(view.asked),
        causes: choices(frame, view),
        columns: columns(frame, view),
        clear: address::page(frame, "cases"),
        shell: Shell::new(frame, "cases", language.text("web-cases")),
    };
    html(200, &page).unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}

/// The address of the board with a choice.
fn chosen(frame: &Frame<'_>, asked: Asked<'_>) -> String {
    let mut pairs = Vec::new();
    if let Some(turn) = asked.turn {
        pairs.push(format!("turn={}", turn.name()));
    }
    if let Some(cause) = asked.cause {
        pairs.push(format!("cause={}", address::encode(cause)));
    }
    if !asked.text.is_empty() {
        pairs.push(format!("q={}", address::encode(asked.text)));
    }
    match pairs.join("&").as_str() {
        "" => address::page(frame, "cases"),
        pairs => address::page(frame, &format!("cases?{pairs}")),
    }
}

/// What a new search keeps of the choice.
fn hidden(asked: Asked<'_>) -> Vec<(&'static str, String)> {
    let turn = asked.turn.map(|turn| ("turn", turn.name().to_owned()));
    let cause = asked.cause.map(|cause| ("cause", cause.to_owned()));
    turn.into_iter().chain(cause).collect()
}

fn choices(frame: &Frame<'_>, view: &BoardView<'_>) -> Vec<Choice> {
    let choice = |(code, count): &(String, u64)| {
        let is_chosen = view.asked.cause == Some(code);
        let asked = Asked {
            cause: Some(code.as_str()).filter(|_| !is_chosen),
            ..view.asked
        };
        Choice {
            words: format!("{} {}", plain(code), spoken::title(frame.language, code)),
            count: shell::number(frame.language, *count),
            address: chosen(frame, asked),
            chosen: is_chosen,
        }
    };
    view.causes.iter().map(choice).collect()
}

fn columns(frame: &Frame<'_>, view: &BoardView<'_>) -> Vec<Column> {
    let wanted = |turn: &Turn| view.asked.turn.is_none_or(|only| only == *turn);
    let column = |(turn, count): (Turn, u64)| {
        let cards = view.cards.iter().filter(|card| card.turn() == turn);
        let cards: Vec<Shown> = cards.map(|card| shown(frame, card)).collect();
        let more = count > cards.len() as u64;
        let alone = Asked {
            turn: Some(turn),
            ..view.asked
        };
        Column {
            id: format!("turn-{}", turn.name()),
            name: frame.language.text(&format!("web-turn-{}", turn.name())),
            class: class(turn),
            count: shell::number(frame.language, count),
            alone: (more && view.asked.turn.is_none()).then(|| chosen(frame, alone)),
            cards,
        }
    };
    let all = Turn::ALL.into_iter().zip(view.counts);
    all.filter(|(turn, _)| wanted(turn)).map(column).collect()
}

const fn class(turn: Turn) -> &'static str {
    match turn {
        Turn::You => "needs-you",
        Turn::Holder => "cannot-tell",
        Turn::Vendor | Turn::Over => "waiting",
        Turn::Watch => "healthy",
    }
}

fn shown(frame: &Frame<'_>, card: &Card) -> Shown {
    let language = frame.language;
    Shown {
        serial: plain(&card.serial).into_owned(),
        model: plain(&card.model).into_owned(),
        holder: plain(&card.holder).into_owned(),
        code: plain(&card.cause).into_owned(),
        cause: spoken::title(language, &card.cause),
        state: cases::state(language, card.state),
        held: card.held,
        since: time(card.since),
        ago: spoken::ago(language, frame.now, card.since),
        due: card.due.map(|due| (time(due), due < frame.now)),
        step: card
            .step
            .as_ref()
            .map_or_else(String::new, |step| cases::step(language, step)),
        next: next(frame, card),
        trouble: card.trouble.map(|it| cases::trouble(language, it).means),
        address: case_address(frame, &card.serial),
    }
}

/// What comes next, as sentences; what keeps a step from beginning tells it best.
fn next(frame: &Frame<'_>, card: &Card) -> Vec<String> {
    let language = frame.language;
    if let Some(trouble) = card.trouble {
        return vec![cases::trouble(language, trouble).next];
    }
    if card.held {
        return vec![cases::refusal(language, Refusal::Held).next];
    }
    match (card.state, card.refusal) {
        (State::Queued, Some(refusal)) => {
            let told = cases::refusal(language, refusal);
            vec![told.means, told.next]
        }
        (State::AwaitingApproval, _) if card.missing > 0 => {
            vec![
                language.count("web-case-approvals-missing", card.missing),
                cases::next(language, card.state),
            ]
        }
        (state, _) => vec![cases::next(language, state)],
    }
}
