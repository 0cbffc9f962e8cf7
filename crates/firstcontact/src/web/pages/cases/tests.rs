//! The board, the case and the deeds, in both languages, with hostile names.

use super::super::tests::{HOSTILE, is_sound, now};
use super::super::{Frame, Role, Theme};
use super::*;
use crate::guide::consent::NotAgreed;
use crate::guide::{StageName, Trouble};
use crate::i18n::Language::{self, De, En};
use crate::store::Tenant;
use remedy::act::Act;
use remedy::approval::Approval;
use remedy::consent::{Consent, Owner};
use remedy::digest::Digest;
use remedy::guard::Guard;
use remedy::ledger::{Broken, Link};
use remedy::plan::{Draft, Goal, Member, Plan};
use remedy::playbook::NoPlan;
use remedy::step::{Step, Task};

fn with_frame<T>(language: Language, role: Role, show: impl FnOnce(&Frame<'_>) -> T) -> T {
    let tenants = [
        (Tenant(1), HOSTILE.to_owned()),
        (Tenant(2), "Other".to_owned()),
    ];
    show(&Frame {
        language,
        theme: Theme::Dark,
        tenant: Tenant(1),
        tenant_name: HOSTILE,
        tenants: &tenants,
        viewer: HOSTILE,
        who: HOSTILE,
        role,
        everywhere: false,
        collection: None,
        csrf: "form-secret",
        path: "/t/1/cases",
        now: now(),
    })
}

fn sound(answer: super::super::PageAnswer, language: Language, place: &str) -> String {
    let html = String::from_utf8(answer.body).unwrap();
    is_sound(&html, language, place);
    for prefix in [
        "refusal", "noPlan", "state", "event", "task", "act", "guard", "goal", "sign", "late",
        "wayBack", "trouble", "holder", "web",
    ] {
        for bare in [format!(">{prefix}-"), format!("\"{prefix}-case-")] {
            assert!(!html.contains(&bare), "{place}: a text is missing: {bare}");
        }
    }
    html
}

fn step(task: Task) -> Step {
    Step::Person { task }
}

fn card(serial: &str, state: State) -> Card {
    Card {
        serial: serial.to_owned(),
        model: "iPhone 15".to_owned(),
        holder: "Erika Muster".to_owned(),
        cause: "C01".to_owned(),
        state,
        held: false,
        since: now().plus(-7_200),
        due: Some(now().plus(-60)),
        step: Some(step(Task::EraseByHand)),
        refusal: None,
        missing: 0,
        trouble: None,
    }
}

fn board(language: Language, cards: &[Card], asked: Asked<'_>) -> String {
    let counts = Turn::ALL.map(|turn| {
        let count = cards.iter().filter(|card| card.turn() == turn).count();
        // One more than is shown, so that the way to the others stands there.
        count as u64 + 1
    });
    let view = BoardView {
        cards,
        counts,
        causes: &[("C01".to_owned(), 3), (HOSTILE.to_owned(), 1)],
        asked,
        stopped: Some(Refusal::KillSwitch),
    };
    let answer = with_frame(language, Role::Operator, |frame| board_page(frame, &view));
    assert_eq!(answer.status, 200);
    sound(answer, language, "board")
}

#[test]
fn every_state_has_its_column_and_says_what_comes_next() {
    for language in [En, De] {
        let mut cards: Vec<_> = State::ALL.map(|it| card(it.name(), it)).into();
        cards.push(card(HOSTILE, State::Failed));
        for refusal in Refusal::ALL {
            cards.push(Card {
                refusal: Some(*refusal),
                ..card(refusal.name(), State::Queued)
            });
        }
        let html = board(language, &cards, Asked::default());
        for shown in &cards[..16] {
            let told = crate::report::cases::state(language, shown.state);
            assert!(
                html.contains(&*format!(">{}</a>", shown.serial)),
                "{}",
                shown.serial
            );
            assert!(html.contains(&told), "{told}");
        }
        assert_eq!(html.matches("<section class=\"column").count(), 5);
        assert!(html.contains("href=\"/t/1/cases?turn=you\""), "{html}");
    }
}

#[test]
fn whose_turn_it_is_follows_from_state_step_and_refusal() {
    let turn = |state, held, actor, refusal| Turn::of(state, held, actor, refusal);
    for (state, actor, refusal, wanted) in [
        (State::Unknown, None, None, Turn::You),
        (State::AwaitingConsent, None, None, Turn::Holder),
        (State::Waiting, Some(Actor::Holder), None, Turn::Holder),
        (State::Waiting, Some(Actor::Administrator), None, Turn::You),
        (State::Waiting, Some(Actor::Api), None, Turn::Vendor),
        (State::Queued, None, Some(Refusal::QuietHours), Turn::Vendor),
        (
            State::Queued,
            None,
            Some(Refusal::DataNotSafe),
            Turn::Holder,
        ),
        (State::Queued, None, Some(Refusal::KillSwitch), Turn::You),
        (State::Watching, None, None, Turn::Watch),
        (State::Succeeded, None, None, Turn::Over),
    ] {
        assert_eq!(
            turn(state, false, actor, refusal),
            wanted,
            "{state:?} {refusal:?}"
        );
    }
    assert_eq!(
        turn(State::Waiting, true, Some(Actor::Holder), None),
        Turn::You
    );
    assert_eq!(turn(State::Aborted, true, None, None), Turn::Over);
    let mut told = card("X", State::Waiting);
    assert_eq!(told.turn(), Turn::Holder);
    told.trouble = Some(Trouble::MoreTime);
    assert_eq!(told.turn(), Turn::Holder);
    told.trouble = Some(Trouble::NoRemoteManagement);
    assert_eq!(told.turn(), Turn::You);
    for turn in Turn::ALL {
        assert_eq!(Turn::parse(turn.name()), Some(turn));
    }
}

#[test]
fn a_board_can_be_narrowed_and_keeps_the_choice() {
    let cards = [card("A", State::Failed), card("B", State::Waiting)];
    let asked = Asked {
        turn: Some(Turn::You),
        cause: Some("C01"),
        text: "\"><x>",
    };
    let html = board(En, &cards, asked);
    assert_eq!(html.matches("<section class=\"column").count(), 1);
    assert!(html.contains("name=\"turn\" value=\"you\""));
    assert!(
        html.contains("href=\"/t/1/cases?turn=you&#38;q=%22%3E%3Cx%3E\""),
        "{html}"
    );
    assert!(!html.contains(">B</a>"));
}

fn plan(serial: &str) -> Plan {
    let send = Act::Wipe {
        device: "7f3a".to_owned(),
        serial: serial.to_owned(),
        keep_enrollment_data: false,
        preserve_data_plan: true,
    };
    let steps = vec![
        Step::Api { send },
        step(Task::SetupAssistant),
        step(Task::Finish),
    ];
    let draft = Draft {
        tenant: "Contoso".to_owned(),
        requester: HOSTILE.to_owned(),
        made: now().plus(-3_600),
        goal: Goal::LetIn,
        members: vec![Member {
            serial: serial.to_owned(),
            cause: "C01".to_owned(),
            evidence: Digest::of(&[b"evidence"]),
            steps,
        }],
    };
    Plan::new(draft).unwrap()
}

/// Everything holds but the lock.
fn checks(step: &Step) -> Vec<Check<'static>> {
    let check = |guard: &Guard| Check {
        guard: *guard,
        refusal: (*guard == Guard::Unlocked).then_some(Refusal::LockPersonal),
        evidence: HOSTILE,
        read: Some(now().plus(-600)),
    };
    step.rules().guards.iter().map(check).collect()
}

const CALL: Call<'_> = Call {
    method: "POST",
    address: "/v1.0/devices/7f3a",
    body: "{\n  \"keepEnrollmentData\": false,\n  \"persistEsimDataPlan\": true\n}",
    permission: "DeviceManagementManagedDevices.PrivilegedOperations.All",
};

/// The steps of a plan, of which the first was looked at.
fn steps<'v>(plan: &'v Plan, serial: &str, first: &'v [Check<'v>]) -> Vec<StepView<'v>> {
    let steps = plan.member(serial).unwrap().steps.iter().enumerate();
    let view = |(number, step)| StepView {
        step,
        checks: if number == 0 { first } else { &[] },
        call: (number == 0).then_some(CALL),
        done: None,
    };
    steps.map(view).collect()
}

fn consent(serial: &str, plan: &Plan) -> Consent {
    Consent {
        serial: serial.to_owned(),
        plan: plan.hash(),
        by: HOSTILE.to_owned(),
        owner: Owner::Holder,
        consequence: HOSTILE.to_owned(),
        at: now().plus(-1_800),
    }
}

fn links() -> [Link; 2] {
    let first = Link::after(
        None,
        format!("{{\"event\":\"proposed\",\"by\":{HOSTILE:?}}}"),
    );
    let second = Link::after(Some(&first), "{\"event\":\"consented\"}".to_owned());
    [first, second]
}

fn entry<'v>(link: &'v Link, event: &'v str) -> Entry<'v> {
    Entry {
        link,
        at: now().plus(-1_800),
        event,
        who: HOSTILE,
        detail: HOSTILE,
    }
}

/// A case in full, shown to somebody in a role.
fn case(language: Language, role: Role, serial: &str) -> String {
    let plan = plan(serial);
    let checks = checks(&plan.members()[0].steps[0]);
    let steps = steps(&plan, serial, &checks);
    let consent = consent(serial, &plan);
    let approvals = [Approval {
        plan: plan.hash(),
        by: HOSTILE.to_owned(),
        in_role: true,
        at: now().plus(-900),
    }];
    let [first, second] = links();
    let ledger = [entry(&first, "proposed"), entry(&second, "consented")];
    let stages = [(StageName::Serial, Some(now())), (StageName::Data, None)];
    let cannot = |deed| (deed == Deed::Resume).then_some(Refusal::NotNow);
    let deeds = Deed::ALL.map(|deed| (deed, cannot(deed)));
    let view = CaseView {
        serial,
        model: HOSTILE,
        holder: HOSTILE,
        state: State::AwaitingApproval,
        held: None,
        since: now().plus(-1_800),
        due: Some(now().plus(3_600)),
        vendor_code: None,
        plan: Some(PlanView {
            plan: &plan,
            steps: &steps,
            at: Some(0),
        }),
        consent: Some(&consent),
        needs_consent: true,
        approvals: &approvals,
        approvals_needed: 2,
        progress: Some(Progress {
            at: Some(StageName::Data),
            stages: &stages,
            trouble: Some((Trouble::OldAccount, now(), HOSTILE)),
            ends: now().plus(86_400),
        }),
        ledger: &ledger,
        broken: None,
        looks: &[Look {
            good: true,
            read: now(),
        }],
        deeds: &deeds,
        refused: None,
        ..bare_case(Offer::Holds)
    };
    let answer = with_frame(language, role, |frame| case_page(frame, &view));
    assert_eq!(answer.status, 200);
    sound(answer, language, "case")
}

#[test]
fn a_case_shows_all_that_somebody_decides_on() {
    for language in [En, De] {
        case(language, Role::Viewer, HOSTILE);
        let html = case(language, Role::Approver, "F2LABCZX81");
        let hash = plan("F2LABCZX81").hash().to_string();
        for part in [
            "POST /v1.0/devices/7f3a",
            "&#34;persistEsimDataPlan&#34;: true",
            "PrivilegedOperations.All",
            &hash,
            "firstcontact/plan/1",
            "/t/1/case/F2LABCZX81/approve",
            "/t/1/device/F2LABCZX81",
        ] {
            assert!(html.contains(part), "{part} in\n{html}");
        }
        assert!(!html.contains("href=\"/t/1/case/F2LABCZX81/resume\""));
    }
    let html = case(En, Role::Approver, "F2LABCZX81");
    for part in [
        "One approval is missing.",
        "A personal Activation Lock is on the device",
        "The case is not at the point",
        "It asks for an old Apple Account",
        "Two people have to approve it.",
    ] {
        assert!(html.contains(part), "{part} in\n{html}");
    }
    let viewer = case(En, Role::Viewer, "F2LABCZX81");
    assert!(
        !viewer.contains("/case/F2LABCZX81/"),
        "a viewer decides nothing"
    );
    let operator = case(En, Role::Operator, "F2LABCZX81");
    assert!(!operator.contains("/approve\"") && operator.contains("/hold\""));
}

/// A case that has nothing yet.
fn bare_case(offer: Offer) -> CaseView<'static> {
    CaseView {
        serial: "F2LABCZX81",
        model: "",
        holder: "",
        cause: "C01",
        state: State::Open,
        held: Some(HOSTILE),
        since: now(),
        due: None,
        vendor_code: Some(HOSTILE),
        plan: None,
        offer,
        consent: None,
        needs_consent: false,
        approvals: &[],
        approvals_needed: 0,
        progress: None,
        ledger: &[],
        broken: Some(&Broken::Text(7)),
        looks: &[],
        deeds: &[],
        refused: Some(Refusal::PlanExpired),
    }
}

#[test]
fn a_case_without_a_plan_says_why_there_is_none() {
    let none = [
        NoPlan::Nothing,
        NoPlan::AskFirst,
        NoPlan::Decide,
        NoPlan::Unread,
        NoPlan::NoRemedy,
    ];
    for language in [En, De] {
        for why in none {
            let view = bare_case(Offer::None(why));
            let answer = with_frame(language, Role::Operator, |frame| case_page(frame, &view));
            let html = sound(answer, language, "no plan");
            let told = crate::report::cases::no_plan(language, why);
            for text in [told.means, told.next] {
                let escaped = text.replace('\'', "&#39;");
                assert!(html.contains(&escaped), "{escaped} in\n{html}");
            }
            let broken = crate::report::cases::broken(language, &Broken::Text(7));
            assert!(broken.contains('7') && html.contains(&broken), "{html}");
        }
    }
}

#[test]
fn each_deed_has_its_page_and_asks_for_what_it_needs() {
    let serial = HOSTILE;
    let plan = plan(serial);
    let text = plan.text();
    for language in [En, De] {
        for deed in Deed::ALL {
            assert_eq!(Deed::parse(deed.name()), Some(deed));
            let view = ConfirmView {
                serial,
                model: HOSTILE,
                deed,
                plan: Some(plan.hash()),
                plan_text: &text,
                irreversible: true,
                consequence: HOSTILE,
                refused: None,
                wrong: None,
            };
            let show = |view: &ConfirmView<'_>| {
                with_frame(language, Role::Approver, |frame| confirm_page(frame, view))
            };
            let answer = show(&view);
            assert_eq!(answer.status, 200);
            let html = sound(answer, language, deed.name());
            let asks = |name: &str| html.contains(&format!("name=\"{name}\""));
            assert_eq!(asks("why"), deed.asks() == Asks::Why);
            assert_eq!(asks("happened"), deed.asks() == Asks::Happened);
            assert_eq!(asks("ending"), deed.asks() == Asks::Consent);
            assert!(asks("plan") && !html.contains(&format!("-{}-means", deed.name())));
            let refused = ConfirmView {
                refused: Some(Refusal::ApproverIsRequester),
                wrong: Some(NotAgreed::OtherSerial),
                ..view
            };
            let answer = show(&refused);
            assert_eq!(answer.status, 409);
            assert!(sound(answer, language, "refused").contains("role=\"alert\""));
        }
    }
}

#[test]
fn every_text_that_these_pages_name_exists() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/pages");
    let folders = ["cases", "holder", "templates/cases", "templates/holder"];
    let files = folders.iter().flat_map(|part| {
        let files = std::fs::read_dir(format!("{folder}/{part}")).unwrap();
        files.map(|file| file.unwrap().path())
    });
    let mut found = 0;
    for file in files.filter(|path| path.is_file() && !path.ends_with("tests.rs")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let ours = |part: &&str| part.starts_with("web-") || part.starts_with("holder-");
        let whole = |part: &&str| !part.contains(['{', ' ', '<']) && !part.ends_with('-');
        for key in text.split('"').filter(ours).filter(whole) {
            found += 1;
            assert!(En.has(key) && De.has(key), "{}: {key}", file.display());
        }
    }
    assert!(found > 100, "{found}");
    for deed in Deed::ALL {
        let key = format!("web-deed-{}", deed.name());
        assert!(En.has(&key) && De.has(&format!("{key}-means")), "{key}");
    }
    for stage in StageName::ALL {
        let key = format!("web-stage-{}", stage.name());
        assert!(En.has(&key) && De.has(&key), "{key}");
    }
}

#[test]
fn the_case_in_full() {
    let html = case(De, Role::Approver, "F2LABCZX81");
    let content = html.split("<main").nth(1).unwrap();
    insta::assert_snapshot!(content.split("</main>").next().unwrap());
}

#[test]
fn the_board_in_full() {
    let held = Card {
        held: true,
        ..card("HELD000001", State::Waiting)
    };
    let told = Card {
        trouble: Some(Trouble::NoRemoteManagement),
        ..card("STOPPED001", State::Waiting)
    };
    let missing = Card {
        missing: 2,
        ..card("APPROVE001", State::AwaitingApproval)
    };
    let cards = [held, told, missing, card("WATCHED001", State::Watching)];
    let html = board(En, &cards, Asked::default());
    let content = html.split("<main").nth(1).unwrap();
    insta::assert_snapshot!(content.split("</main>").next().unwrap());
}
