//! The board, filled: every case that is not over, and the newest of those that are.

use super::super::House;
use super::super::form::{Pairs, value};
use super::super::pages::cases::{Asked, BoardView, Card, Turn, board_page};
use super::super::pages::{Frame, PageAnswer};
use super::One;
use crate::app::mend::{Mending, NotDone};
use crate::store::{CaseQuery, CaseRow, every_case};
use remedy::approval;
use remedy::case::State;
use remedy::digest::Digest;
use remedy::plan::Plan;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Cards in a column beside others, and in one that is looked at alone.
const CARDS: (usize, usize) = (25, 500);
/// Cases that are over and looked at: the board is about those that are not.
const OVER: usize = 100;

/// Plans that cases have in common, read once.
struct Plans(BTreeMap<Digest, Plan>);

/// The page.
pub(super) fn page(house: &House, frame: &Frame<'_>, query: &Pairs) -> Result<PageAnswer, NotDone> {
    let word = |name: &str| value(query, name).unwrap_or_default().trim().to_owned();
    let (turn, cause, text) = (word("turn"), word("cause"), word("q"));
    let asked = Asked {
        turn: Turn::parse(&turn),
        cause: Some(cause.as_str()).filter(|it| !it.is_empty()),
        text: &text,
    };
    let mending = house.mending(frame.tenant, frame.tenant_name);
    let rows = rows(&mending)?;
    let mut causes: BTreeMap<String, u64> = BTreeMap::new();
    for row in rows.iter().filter(|row| !is_over(row)) {
        *causes.entry(row.cause.clone()).or_default() += 1;
    }
    let mut plans = Plans(BTreeMap::new());
    let (mut cards, mut counts) = (Vec::new(), [0; 5]);
    let most = if asked.turn.is_some() {
        CARDS.1
    } else {
        CARDS.0
    };
    for row in rows {
        if asked.cause.is_some_and(|wanted| wanted != row.cause) {
            continue;
        }
        let Some(state) = state(&row) else { continue };
        let mut card = card(&mending, &mut plans, row, state)?;
        if !asked.text.is_empty() {
            name(house, frame, &mut card)?;
            if !names(&card, asked.text) {
                continue;
            }
        }
        let column = Turn::ALL.iter().position(|turn| *turn == card.turn());
        let count = &mut counts[column.unwrap_or(0)];
        *count += 1;
        let wanted = asked.turn.is_none_or(|turn| turn == card.turn());
        if wanted && *count <= most as u64 {
            complete(house, frame, &mut card)?;
            cards.push(card);
        }
    }
    let causes: Vec<_> = causes.into_iter().collect();
    let view = BoardView {
        cards: &cards,
        counts,
        causes: &causes,
        asked,
        stopped: mending.stopped("")?,
    };
    Ok(board_page(frame, &view))
}

fn rows(mending: &Mending<'_>) -> Result<Vec<CaseRow>, NotDone> {
    let (store, tenant) = (mending.store, mending.tenant);
    let mut rows = every_case(store, tenant, |state| !state.over())?;
    let over = State::ALL.iter().filter(|state| state.over());
    let query = CaseQuery {
        states: over.map(|state| state.name().to_owned()).collect(),
        size: OVER,
        cursor: None,
    };
    rows.extend(store.cases(tenant, &query)?.rows);
    Ok(rows)
}

fn state(row: &CaseRow) -> Option<State> {
    State::ALL.into_iter().find(|it| it.name() == row.state)
}

fn is_over(row: &CaseRow) -> bool {
    state(row).is_some_and(State::over)
}

impl Plans {
    fn of(&mut self, mending: &Mending<'_>, row: &CaseRow) -> Result<Option<&Plan>, NotDone> {
        let Some(hash) = row.plan else {
            return Ok(None);
        };
        Ok(Some(match self.0.entry(hash) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => new.insert(mending.plan(hash)?),
        }))
    }
}

/// What tells in which column it stands. Only where that needs the ledger is it read.
fn card(
    mending: &Mending<'_>,
    plans: &mut Plans,
    row: CaseRow,
    state: State,
) -> Result<Card, NotDone> {
    let plan = plans.of(mending, &row)?;
    let member = plan.and_then(|plan| plan.member(&row.serial));
    let step = member.and_then(|it| it.steps.get(usize::from(row.step)));
    let missing = match plan.filter(|_| state == State::AwaitingApproval) {
        None => 0,
        Some(plan) => {
            let (approvals, _) = mending.approvals(plan.hash())?;
            approval::needed(plan).saturating_sub(approvals.len())
        }
    };
    let step = step.filter(|_| !state.over()).cloned();
    let refusal = if state == State::Queued {
        One::read(mending, mending.case(row.case)?)?.refusal(mending)?
    } else {
        None
    };
    Ok(Card {
        serial: row.serial,
        model: String::new(),
        holder: String::new(),
        cause: row.cause,
        state,
        held: row.held,
        since: row.since,
        due: row.due,
        step,
        refusal,
        missing,
        trouble: None,
    })
}

/// Whose device it is, and what it is.
fn name(house: &House, frame: &Frame<'_>, card: &mut Card) -> Result<(), NotDone> {
    if let Some(view) = house.store.device(frame.tenant, &card.serial)? {
        (card.model, card.holder) = (view.row.traits.model, view.row.holder);
    }
    Ok(())
}

fn names(card: &Card, text: &str) -> bool {
    let text = text.to_lowercase();
    let all = [&card.serial, &card.model, &card.holder];
    all.iter().any(|it| it.to_lowercase().contains(&text))
}

/// What is shown of a card beside.
fn complete(house: &House, frame: &Frame<'_>, card: &mut Card) -> Result<(), NotDone> {
    name(house, frame, card)?;
    if !card.state.over() {
        let mending = house.mending(frame.tenant, frame.tenant_name);
        let story = mending.story(&mending.case_of(&card.serial)?)?;
        card.trouble = story.reported.map(|it| it.what);
    }
    Ok(())
}
