//! `demo --remediate`: a device of the pretended tenant goes from *Not contacted* to *let in*. The
//! lab's people answer, approve, erase and set up; the product plans, waits, sends and verifies.

use super::demo::{step, told};
use super::fix::show;
use super::{Desk, Stop, deliver};
use crate::app::mend::{
    Advanced, Aim, Asking, Carry, Mending, NotDone, Open, Safeguards, under_way,
};
use crate::app::remember::ingest;
use crate::app::suspects::suspects_and;
use crate::clock;
use crate::report::cases;
use crate::store::{Said, Store, Tenant};
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;
use lab::serve::Access;
use remedy::case::State;
use remedy::consent::{Consent, Owner};
use remedy::digest::Digest;
use remedy::refusal::Refusal;
use remedy::step::Task;
use serde_json::{Value, json};
use sources::live::{Orders, Surroundings, TenantSettings, built, client, collect};
use sources::recorded::{self, ReadOptions, Silent};
use std::path::{Path, PathBuf};

/// Whom the story is about beside the device: who asks, who approves, who has the device.
const ASKS: &str = "anna.admin@fabrikam.example";
const APPROVE: [&str; 2] = ["bert.boss@fabrikam.example", "cleo.chief@fabrikam.example"];
const HOLDER: &str = "holder";
/// Looks until something that takes its time is given up.
const LOOKS_MAX: usize = 12;

/// The stage: the pretended tenant, as whom it is read and written, and where is remembered.
pub(super) struct Stage<'d> {
    pub(super) access: &'d Access,
    pub(super) reads: TenantSettings,
    pub(super) store: &'d dyn Store,
    pub(super) tenant: &'d str,
    pub(super) folder: &'d Path,
    pub(super) weights: &'d Weights,
    pub(super) desk: &'d Desk,
    /// The newest look.
    latest: PathBuf,
    looks: usize,
    /// Whether the holder signed out of their Apple Account; Apple shows it some time later.
    signed_out: bool,
    now: Moment,
    /// Devices of the newest look.
    fleet: u32,
}

impl<'d> Stage<'d> {
    /// A stage on which nothing has happened.
    pub(super) fn new(
        access: &'d Access,
        reads: TenantSettings,
        (store, tenant): (&'d dyn Store, &'d str),
        (folder, latest): (&'d Path, &Path),
        weights: &'d Weights,
        desk: &'d Desk,
        now: Moment,
    ) -> Self {
        Self {
            access,
            reads,
            store,
            tenant,
            folder,
            weights,
            desk,
            latest: latest.to_owned(),
            looks: 0,
            signed_out: false,
            now,
            fleet: 0,
        }
    }

    /// The story of one device. Gives the newest look and its time.
    pub(super) fn play(mut self, serial: &str) -> Result<(PathBuf, Moment), Stop> {
        self.say("remedy-begins", &[("serial", serial)])?;
        self.answer(serial)?;
        self.frozen(serial)?;
        self.mend_the_tenant()?;
        self.prepare(serial)?;
        self.erase(serial)?;
        self.verify(serial)?;
        self.watch(serial)?;
        self.agrees_with_the_truth(serial)?;
        self.close()?;
        Ok((self.latest, self.now))
    }

    fn say(&self, key: &str, values: &[(&str, &str)]) -> Result<(), Stop> {
        step(self.desk, key, values)
    }

    fn tenant(&self) -> Result<Tenant, Stop> {
        self.store.tenant(self.tenant).map_err(Stop::because)
    }

    /// The time of the pretended world.
    fn pass(&mut self, length: &str) -> Result<(), Stop> {
        let body = json!({"advance": length});
        let answer = self.lab("time", &body)?;
        let now = answer.get("now").and_then(Value::as_str);
        let now = now.and_then(|text| enrollment::moment::Stamp::parse(text).ok()?.at());
        self.now = now.ok_or_else(|| Stop("the lab has no time".to_owned()))?;
        super::demo::set_clock(self.now);
        Ok(())
    }

    /// Something that the lab's people do.
    fn lab(&self, place: &str, body: &Value) -> Result<Value, Stop> {
        self.controls(reqwest::Method::POST, place, Some(body))
    }

    fn controls(
        &self,
        method: reqwest::Method,
        place: &str,
        body: Option<&Value>,
    ) -> Result<Value, Stop> {
        let authority = self.access.authority.as_ref();
        let authority = authority.map(std::fs::read_to_string).transpose();
        let authority = authority.map_err(Stop::because)?;
        let client = client(true, authority.as_deref()).and_then(built);
        let client = client.map_err(|why| Stop(self.desk.language.told(&why.told())))?;
        let url = format!("{}/_lab/{place}", self.access.base);
        let asked = client.request(method, url);
        let asked = match body {
            Some(body) => asked.body(body.to_string()),
            None => asked,
        };
        let answer = asked.send();
        let text = answer.and_then(reqwest::blocking::Response::text);
        let text = text.map_err(Stop::because)?;
        let value: Value = serde_json::from_str(&text).map_err(Stop::because)?;
        match value.get("error").and_then(Value::as_str) {
            Some(why) => Err(Stop(format!("the lab refuses {place}: {why}"))),
            None => Ok(value),
        }
    }

    /// Reads the tenant anew.
    fn look(&mut self) -> Result<Snapshot, Stop> {
        self.looks += 1;
        let place = self.folder.join(format!("look-{}", self.looks));
        let now = self.now;
        let around = Surroundings {
            now: &|| now,
            wait: &std::thread::sleep,
            seed: clock::seed(),
            watch: &|_| {},
        };
        let under_way = under_way(self.store, self.tenant).map_err(Stop::because)?;
        let orders = Orders {
            since: Some(self.latest.clone()),
            budget: super::demo::CALLS,
            choose: &|snapshot| suspects_and(snapshot, self.weights, &under_way),
        };
        collect(&self.reads, &place, &orders, &around).map_err(Stop::because)?;
        let options = ReadOptions {
            seed: clock::seed(),
            progress: &Silent,
        };
        let mut snapshot = recorded::read(&place, &options).map_err(Stop::because)?;
        let tenant = self.tenant()?;
        ingest(&mut snapshot, self.weights, self.store, tenant, now).map_err(Stop::because)?;
        self.latest = place;
        self.fleet = correlate(&snapshot).len() as u32;
        Ok(snapshot)
    }

    fn mending<'s>(&'s self, safeguards: &'s Safeguards) -> Result<Mending<'s>, Stop> {
        Ok(Mending {
            store: self.store,
            tenant: self.tenant()?,
            name: self.tenant,
            safeguards,
            now: self.now,
            fleet: self.fleet,
        })
    }

    /// Looks, lets all cases go on, and tells what is waited for.
    fn go_on(&mut self) -> Result<Advanced, Stop> {
        let snapshot = self.look()?;
        let safeguards = Safeguards::default();
        let mending = self.mending(&safeguards)?;
        let fleet = correlate(&snapshot);
        let done = self.with_hands(|hands| mending.advance(&fleet, self.weights, hands))?;
        done.map_err(|why| self.stop(&why))
    }

    #[cfg(feature = "actions")]
    fn with_hands<T>(&self, call: impl FnOnce(Option<&mut dyn Carry>) -> T) -> Result<T, Stop> {
        let language = self.desk.language;
        let (_, writes) = super::demo::identities(self.access)?;
        super::fix::sender::open(writes, language, |hands| call(Some(hands)))
    }

    #[cfg(not(feature = "actions"))]
    fn with_hands<T>(&self, call: impl FnOnce(Option<&mut dyn Carry>) -> T) -> Result<T, Stop> {
        Ok(call(None))
    }

    fn stop(&self, why: &NotDone) -> Stop {
        Stop(show::not_done(why, self.desk.language))
    }

    /// Does something in the case of a device.
    fn in_case(
        &mut self,
        serial: &str,
        act: impl FnOnce(&Mending<'_>, &mut Open) -> Result<(), NotDone>,
    ) -> Result<State, Stop> {
        let safeguards = Safeguards::default();
        let mending = self.mending(&safeguards)?;
        let mut open = mending.case_of(serial).map_err(|why| self.stop(&why))?;
        act(&mending, &mut open).map_err(|why| self.stop(&why))?;
        Ok(open.case.state)
    }

    fn state(&mut self, serial: &str) -> Result<State, Stop> {
        self.in_case(serial, |_, _| Ok(()))
    }

    /// Proposes the next plan of a device and shows it.
    fn propose(&mut self, serial: &str) -> Result<Digest, Stop> {
        let snapshot = self.look()?;
        let safeguards = Safeguards::default();
        let mending = self.mending(&safeguards)?;
        let fleet = correlate(&snapshot);
        let asking = Asking {
            serials: vec![serial.to_owned()],
            by: ASKS.to_owned(),
            keep: true,
            aim: Aim::Mend,
        };
        let made = mending.propose(&fleet, self.weights, &asking);
        let made = made.map_err(|why| self.stop(&why))?;
        deliver(show::proposed(&made, true, self.desk.language).as_bytes())?;
        let plan = made.plans.first().map(|(plan, _)| plan.hash());
        plan.ok_or_else(|| {
            let why = made.skipped.first().map_or("", |(_, why)| why.name());
            Stop(format!("no plan for {serial}: {why}"))
        })
    }

    fn approve(&mut self, serial: &str, plan: Digest, people: &[&str]) -> Result<(), Stop> {
        for person in people {
            self.say("remedy-approves", &[("by", person)])?;
            self.in_case(serial, |mending, _| mending.approve(plan, person, true))?;
        }
        self.in_case(serial, |mending, _| mending.apply(plan, ASKS))?;
        Ok(())
    }

    /// A fault of the whole tenant freezes what is done about single devices.
    fn frozen(&mut self, serial: &str) -> Result<(), Stop> {
        let plan = self.propose(serial)?;
        self.approve(serial, plan, &APPROVE[..1])?;
        let done = self.go_on()?;
        let waits =
            |(it, refusal): &(String, Refusal)| it == serial && *refusal == Refusal::TenantFault;
        if !done.waiting.iter().any(waits) {
            return Err(Stop(
                "the tenant's fault did not freeze the device".to_owned(),
            ));
        }
        let why = cases::refusal(self.desk.language, Refusal::TenantFault).means;
        self.say("remedy-frozen", &[("why", &why)])
    }

    fn mend_the_tenant(&mut self) -> Result<(), Stop> {
        self.say("remedy-terms", &[])?;
        self.lab("faults", &json!({"mend": "everything"}))?;
        self.pass("PT13H")
    }

    /// What only people know.
    fn answer(&mut self, serial: &str) -> Result<(), Stop> {
        let tenant = self.tenant()?;
        for (question, answer) in [
            ("look", "in_use"),
            ("setup_story", "as_new"),
            ("other_mdm", "no"),
            ("unlock_plan", "ready"),
        ] {
            let said = Said {
                serial: serial.to_owned(),
                question: question.to_owned(),
                text: answer.to_owned(),
                at: self.now,
                by: HOLDER.to_owned(),
            };
            self.store.say(tenant, &said).map_err(Stop::because)?;
            self.say(
                "remedy-answer",
                &[("question", question), ("answer", answer)],
            )?;
        }
        Ok(())
    }

    /// The holder saves the data; a second factor is ready.
    fn prepare(&mut self, serial: &str) -> Result<(), Stop> {
        // What the plan of before rested on has changed: it falls, and a new one is made.
        self.go_on()?;
        let plan = self.propose(serial)?;
        self.approve(serial, plan, &APPROVE[..1])?;
        for _ in 0..LOOKS_MAX {
            self.go_on()?;
            match self.state(serial)? {
                State::Open => return Ok(()),
                State::Waiting => {
                    let task = self.present_task(serial)?;
                    self.person(serial, task)?;
                }
                state => return Err(Stop(format!("{serial} is {}", state.name()))),
            }
        }
        Err(Stop(format!("{serial} was not prepared")))
    }

    fn present_task(&mut self, serial: &str) -> Result<Task, Stop> {
        let mut found = None;
        self.in_case(serial, |mending, open| {
            found = mending.present_task(open)?;
            Ok(())
        })?;
        found.ok_or_else(|| Stop(format!("nobody has to do anything about {serial}")))
    }

    fn person(&mut self, serial: &str, task: Task) -> Result<(), Stop> {
        if task != Task::FindMyOff || !self.signed_out {
            let what = cases::task(self.desk.language, task);
            self.say("remedy-person", &[("what", &what)])?;
        }
        if task == Task::FindMyOff {
            // Nobody's word counts for this: Apple is asked at the next look.
            if !self.signed_out {
                self.lab(&format!("devices/{serial}"), &json!({"do": "sign-out"}))?;
                self.signed_out = true;
            }
            return self.pass("PT1H");
        }
        self.in_case(serial, |mending, open| mending.report(open, task, HOLDER))?;
        Ok(())
    }

    fn erase(&mut self, serial: &str) -> Result<(), Stop> {
        let plan = self.propose(serial)?;
        let consequence = self.desk.language.text("remedy-consequence");
        self.say("remedy-consents", &[("what", &consequence)])?;
        let consent = Consent {
            serial: serial.to_owned(),
            plan,
            by: HOLDER.to_owned(),
            owner: Owner::Holder,
            consequence,
            at: self.now,
        };
        self.in_case(serial, |mending, open| mending.agree(open, consent))?;
        self.approve(serial, plan, &APPROVE)?;
        self.go_on()?;
        let snapshot = self.look()?;
        let fleet = correlate(&snapshot);
        let weights = self.weights;
        self.in_case(serial, |mending, open| {
            mending.ready_to_erase(open, &fleet, weights, HOLDER)
        })?;
        self.say("remedy-erases", &[("serial", serial)])?;
        let erased = json!({"do": "erase", "by": "holder"});
        self.lab(&format!("devices/{serial}"), &erased)?;
        self.pass("PT10M")?;
        self.person(serial, Task::EraseByHand)?;
        self.go_on()?;
        self.say("remedy-sets-up", &[])?;
        let set_up = json!({"do": "set-up", "how": "new"});
        self.lab(&format!("devices/{serial}"), &set_up)?;
        self.pass("PT2H")
    }

    fn verify(&mut self, serial: &str) -> Result<(), Stop> {
        for _ in 0..LOOKS_MAX {
            self.go_on()?;
            let state = self.state(serial)?;
            let text = cases::state(self.desk.language, state);
            self.say("remedy-state", &[("serial", serial), ("state", &text)])?;
            match state {
                State::Watching => return Ok(()),
                State::Waiting | State::Verifying | State::Queued => self.pass("PT1H")?,
                state => return Err(Stop(format!("{serial} is {}", state.name()))),
            }
        }
        Err(Stop(format!("{serial} was not let in")))
    }

    fn watch(&mut self, serial: &str) -> Result<(), Stop> {
        self.say("remedy-watches", &[])?;
        self.pass("P32D")?;
        self.go_on()?;
        match self.state(serial)? {
            State::Succeeded => self.say("remedy-succeeded", &[("serial", serial)]),
            state => Err(Stop(format!("{serial} is {}", state.name()))),
        }
    }

    /// What the product found out is what is so in the pretended world, which tells it only now.
    fn agrees_with_the_truth(&self, serial: &str) -> Result<(), Stop> {
        let told = self.controls(reqwest::Method::GET, &format!("devices/{serial}"), None)?;
        let (truth, none) = (&told["truth"], Value::from("none"));
        if truth["cause"] != none || truth["action"] != none {
            return Err(Stop(format!("in truth {serial} is not managed: {truth}")));
        }
        self.say("remedy-truth", &[("serial", serial)])
    }

    /// The ledger tells all of it, and is whole.
    fn close(&self) -> Result<(), Stop> {
        let rows = self.store.ledger(self.tenant()?, 0, 10_000);
        let rows = rows.map_err(Stop::because)?;
        let links: Vec<_> = rows.into_iter().map(|row| row.link).collect();
        let (count, end) = remedy::ledger::verify(&links, None).map_err(Stop::because)?;
        let (count, end) = (count.to_string(), end.to_string());
        let values = [("count", count.as_str()), ("end", end.as_str())];
        deliver(&told(self.desk, "fix-ledger-whole", &values))
    }
}
