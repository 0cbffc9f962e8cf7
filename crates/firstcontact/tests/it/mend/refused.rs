//! What is asked for wrongly: refused with the reason, and written down.

use super::people::{APPROVE, ASKS, refusal};
use super::stage::{Product, Stage, clock};
use super::world::Kind;
use firstcontact::app::mend::Skipped;
use firstcontact::app::mend::entry::What;
use remedy::case::State;
use remedy::digest::Digest;
use remedy::refusal::Refusal;
use remedy::step::Task;
use serde_json::json;

impl Product {
    /// What the ledger's last entry says was refused, and why.
    fn noted(&self) -> (String, String) {
        match self.ledger().pop() {
            Some((_, What::Refused { asked, refusal })) => (asked, refusal),
            other => panic!("{other:?}"),
        }
    }

    fn noted_is(&self, asked: &str, why: Refusal) {
        assert_eq!(self.noted(), (asked.to_owned(), why.name().to_owned()));
    }
}

#[test]
fn plans_and_approvals_that_do_not_hold() {
    let stage = Stage::new(clock!(), &[Kind::Classic]);
    let serial = stage.serials().remove(0);
    stage.answered(&serial);
    let plan = stage.propose(&serial);
    let approve = |plan, by: &str| stage.mend(|mending| mending.approve(plan, by, true));

    let another = Digest::of(&[b"another plan"]);
    assert_eq!(refusal(approve(another, APPROVE[0])), Refusal::PlanDiffers);
    stage.noted_is("approve", Refusal::PlanDiffers);
    let applied = stage.mend(|mending| mending.apply(another, APPROVE[0]));
    assert_eq!(refusal(applied), Refusal::PlanDiffers);
    stage.noted_is("apply", Refusal::PlanDiffers);

    for requester in [ASKS, " Anna.Admin@Fabrikam.example"] {
        let own = approve(plan, requester);
        assert_eq!(refusal(own), Refusal::ApproverIsRequester);
        stage.noted_is("approve", Refusal::ApproverIsRequester);
    }
    let account = approve(plan, "local:anna");
    assert_eq!(refusal(account), Refusal::OtherDoor);
    stage.noted_is("approve", Refusal::OtherDoor);
    let stranger = stage.mend(|mending| mending.approve(plan, APPROVE[0], false));
    assert_eq!(refusal(stranger), Refusal::NotApprover);
    stage.noted_is("approve", Refusal::NotApprover);
    approve(plan, APPROVE[0]).unwrap();
    let twice = approve(plan, &APPROVE[0].to_uppercase());
    assert_eq!(refusal(twice), Refusal::ApprovedAlready);
    stage.noted_is("approve", Refusal::ApprovedAlready);

    // An approval ends with the plan that it is about, at the latest.
    stage.pass("P1DT1H");
    let late = stage.mend(|mending| mending.apply(plan, APPROVE[0]));
    assert_eq!(refusal(late), Refusal::PlanExpired);
    stage.noted_is("apply", Refusal::PlanExpired);
    assert_eq!(refusal(approve(plan, APPROVE[1])), Refusal::PlanExpired);
    stage.noted_is("approve", Refusal::PlanExpired);
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Open);
    assert_eq!(stage.writes(), []);
}

#[test]
fn consents_that_do_not_hold() {
    let stage = Stage::new(clock!(), &[Kind::Classic, Kind::Managed]);
    let serials = stage.serials();
    let serial = &serials[0];
    stage.answered(serial);
    stage.prepared(serial);
    let plan = stage.propose(serial);
    let good = stage.consent(serial, plan);
    let agree = |consent| stage.in_case(serial, |mending, open| mending.agree(open, consent));
    for (consent, why) in [
        (stage.consent(&serials[1], plan), Refusal::ConsentForAnother),
        (
            stage.consent(serial, Digest::of(&[b"another plan"])),
            Refusal::ConsentOtherPlan,
        ),
        (
            remedy::consent::Consent {
                consequence: "  ".to_owned(),
                ..good.clone()
            },
            Refusal::ConsentSilent,
        ),
        (
            remedy::consent::Consent {
                at: good.at.plus(-73 * 3_600),
                ..good.clone()
            },
            Refusal::ConsentOld,
        ),
    ] {
        assert_eq!(refusal(agree(consent)), why);
        stage.noted_is("consent", why);
    }
    assert_eq!(stage.state(serial), State::AwaitingConsent);
    agree(good).unwrap();
}

#[test]
fn a_device_that_changed_since_its_plan() {
    let stage = Stage::new(clock!(), &[Kind::Classic]);
    let serial = stage.serials().remove(0);
    stage.answered(&serial);
    stage.prepared(&serial);
    let plan = stage.propose(&serial);
    stage.agree(&serial, plan);
    stage.approve(plan, &APPROVE);
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Queued);
    stage.deed(&serial, &json!({"do": "unassign"}));
    stage.pass("PT30M");
    assert_eq!(refusal(stage.ready_now(&serial)), Refusal::DeviceChanged);
    stage.noted_is("erase", Refusal::DeviceChanged);
    // Nobody can say either that they erased it: nobody was told to.
    let erased = stage.in_case(&serial, |mending, open| {
        mending.report(open, Task::EraseByHand, "holder")
    });
    assert_eq!(refusal(erased), Refusal::NotNow);
    stage.noted_is("report", Refusal::NotNow);
}

#[test]
fn strangers_in_a_list_and_a_second_case() {
    let stage = Stage::new(clock!(), &[Kind::Classic]);
    let serial = stage.serials().remove(0);
    stage.answered(&serial);
    let made = stage.propose_all(&[&serial, "FC00000000", "no serial at all!", &serial]);
    assert_eq!(made.plans.len(), 1);
    assert_eq!(made.plans[0].0.members().len(), 1);
    let strangers = [
        ("FC00000000".to_owned(), Skipped::Refused(Refusal::Stranger)),
        (
            "no serial at all!".to_owned(),
            Skipped::Refused(Refusal::Stranger),
        ),
    ];
    assert_eq!(made.skipped, strangers);
    let refused = stage.ledger().into_iter().filter(|(_, what)| {
        matches!(what, What::Refused { refusal, .. } if refusal == Refusal::Stranger.name())
    });
    assert_eq!(refused.count(), 2);

    let plan = made.plans[0].0.hash();
    stage.approve(plan, &APPROVE[..1]);
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Waiting);
    let second = stage.propose_all(&[&serial]);
    assert!(second.plans.is_empty());
    assert_eq!(second.skipped[0].1, Skipped::Refused(Refusal::HasCase));
    stage.noted_is("plan", Refusal::HasCase);
}
