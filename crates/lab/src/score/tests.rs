//! Stories of scores: from values, from files, in any order, and from files that are wrong.

use super::{
    Action, Attainable, Code, DiagnosedDevice, Episode, Family, Gate, Identifiability, Options,
    Pair, Poll, Report, ScoreError, Source, Systemic, Tally, TruthDevice, score,
};
use crate::tier::Tier;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn poll(tier: Tier, world: u64) -> Poll {
    Poll {
        tier,
        world,
        taken_at: "2026-11-20T09:00:00Z".into(),
    }
}

fn truth(serial: &str, cause: &str, action: Action) -> TruthDevice {
    let cause = code(cause);
    TruthDevice {
        serial: serial.into(),
        poll: poll(Tier::Graph, 1),
        source: Source::Reseller,
        cause,
        family: (cause != Code::NONE).then_some(Family::Order),
        gate: (cause != Code::NONE).then(|| Gate::parse("G5").unwrap()),
        action,
        erase_needed: action == Action::Erase,
        data_at_risk: action == Action::Erase,
        live_data: false,
        systemic: None,
        identifiability: Identifiability::I,
        attainable: Some(Attainable {
            cause,
            probability: 1.0,
            action,
            cost: 0.0,
            brier: 0.0,
        }),
    }
}

/// Who knows everything.
fn perfect(truth: &TruthDevice) -> DiagnosedDevice {
    DiagnosedDevice {
        serial: truth.serial.clone(),
        cause: truth.cause,
        probability: 1.0,
        alternatives: Vec::new(),
        family: truth.family,
        gate: truth.gate,
        action: truth.action,
        erase_needed: truth.erase_needed,
        data_at_risk: truth.data_at_risk,
        systemic: truth.systemic.clone(),
    }
}

fn fleet() -> Vec<TruthDevice> {
    let mut fleet = vec![
        truth("A1", "C01", Action::Erase),
        truth("A2", "none", Action::None),
        truth("A3", "C15", Action::Configure),
        truth("A4", "H01", Action::Wait),
        truth("A5", "C59", Action::Migrate),
    ];
    fleet[2].systemic = Some(Systemic {
        code: code("C18"),
        scope: "family:iphone".into(),
    });
    fleet[4].live_data = true;
    fleet
}

fn report(tally: &Tally) -> Report {
    tally.report(&Options::default()).unwrap()
}

#[test]
fn who_knows_everything_scores_one_and_costs_nothing() {
    let mut tally = Tally::default();
    for device in fleet() {
        tally.add(&device, Some(&perfect(&device)));
    }
    tally.add_episode(&Episode {
        poll: poll(Tier::Graph, 1),
        systemic: fleet()[2].systemic.clone().unwrap(),
        from: "2026-11-01T00:00:00Z".into(),
        until: None,
        visible: true,
        blamed: 1,
    });
    let all = report(&tally).all;
    for rate in [
        all.classification.accuracy,
        all.classification.merged_accuracy,
        all.classification.family_accuracy,
        all.classification.gate_accuracy,
        all.classification.erase_needed_accuracy,
        all.decisions.accuracy,
        all.decisions.erases.coverage,
        all.decisions.ask_agreement,
        all.systemic.recall,
        all.systemic.precision,
    ] {
        assert_eq!(rate.value, Some(1.0));
    }
    assert_eq!(all.classification.macro_f1.identifiable, Some(1.0));
    assert_eq!(all.classification.macro_f1.all, Some(1.0));
    assert_eq!(all.systemic.jaccard_min, Some(1.0));
    for nothing in [
        all.calibration.brier,
        all.calibration.ece,
        all.calibration.ece_merged,
        all.decisions.mean_cost,
        all.decisions.cost_regret,
        all.abstention.code.aurc,
    ] {
        assert_eq!(nothing, Some(0.0));
    }
    let skill = all.skill.unwrap();
    for figure in [skill.accuracy, skill.brier, skill.cost] {
        assert_eq!(figure.skill, Some(1.0));
    }
    assert_eq!(all.safety.destroying, 0);
    assert!(all.classification.confusions.is_empty());
}

#[test]
fn who_always_erases_is_counted_named_and_made_to_pay() {
    let mut tally = Tally::default();
    for device in fleet() {
        let mut said = perfect(&device);
        said.action = Action::Erase;
        tally.add(&device, Some(&said));
    }
    let stranger = perfect(&truth("Z9", "C01", Action::Erase));
    tally.add_stranger(&poll(Tier::Graph, 1), &stranger);
    let all = report(&tally).all;
    // One is needed, three are healthy or to configure or to wait, one is alive.
    let minutes = 3 * 60 + 5_000;
    assert_eq!(all.decisions.mean_cost, Some(f64::from(minutes) / 5.0));
    let cheap = &all.decisions.penalty_sweep[0];
    assert_eq!((cheap.penalty, cheap.mean_cost), (100, Some(280.0 / 5.0)));
    assert_eq!((all.safety.destroying, all.safety.decisions), (2, 6));
    let named: Vec<&str> = all.safety.first.iter().map(|d| &*d.serial).collect();
    assert_eq!(named, ["A5", "Z9"]);
    assert!(all.safety.first[1].stranger);
    assert_eq!(all.strangers, 1);
    assert_eq!(all.decisions.erases.advised, 6);
}

#[test]
fn live_data_make_an_erase_dear_whatever_is_needed() {
    let mut device = truth("A1", "C12", Action::Configure);
    device.live_data = true;
    let mut said = perfect(&device);
    said.action = Action::Erase;
    let mut tally = Tally::default();
    tally.add(&device, Some(&said));
    let all = report(&tally).all;
    assert_eq!(all.decisions.mean_cost, Some(5_000.0));
    assert_eq!(all.safety.destroying, 1);
}

#[test]
fn silence_is_wrong_and_asks() {
    let mut tally = Tally::default();
    tally.add(&fleet()[1], None);
    let all = report(&tally).all;
    assert_eq!(all.unanswered, 1);
    assert_eq!(all.classification.accuracy.value, Some(0.0));
    assert_eq!(all.decisions.mean_cost, Some(25.0));
    assert_eq!(all.calibration.brier, Some(1.0));
    assert_eq!(all.calibration.ece, None);
    assert_eq!(all.abstention.code.aurc, Some(1.0));
}

#[test]
fn classes_gather_the_probabilities_of_their_codes() {
    let device = truth("A1", "C02", Action::Erase);
    let mut said = perfect(&device);
    said.cause = code("C03");
    said.probability = 0.5;
    said.alternatives = vec![(code("C02"), 0.4), (code("C01"), 0.1)];
    let mut tally = Tally::default();
    tally.add(&device, Some(&said));
    let all = report(&tally).all;
    assert_eq!(all.classification.accuracy.value, Some(0.0));
    assert_eq!(all.classification.merged_accuracy.value, Some(1.0));
    let near = |value: Option<f64>, expected: f64| {
        assert!((value.unwrap() - expected).abs() < 1e-9, "{value:?}");
    };
    near(all.calibration.ece, 0.5);
    near(all.calibration.ece_merged, 0.1);
    near(all.calibration.brier, 0.5 * 0.5 + 0.6 * 0.6 + 0.1 * 0.1);
}

#[test]
fn a_cause_never_seen_shall_be_doubted() {
    let mut tally = Tally::default();
    for device in fleet() {
        let mut said = perfect(&device);
        if device.cause == code("C59") {
            said.cause = Code::UNEXPLAINED;
        }
        tally.add(&device, Some(&said));
    }
    let options = Options {
        unseen: vec!["C59".to_owned()],
        ..Options::default()
    };
    let unseen = tally.report(&options).unwrap().all.unseen.unwrap();
    assert_eq!((unseen.n, unseen.erases), (1, 0));
    assert_eq!((unseen.doubted, unseen.auroc), (Some(1.0), Some(1.0)));
}

#[test]
fn many_worlds_lose_their_own_strata() {
    let options = Options {
        stratum_min: 1,
        ..Options::default()
    };
    for (worlds, rows, by) in [
        (1, 1, "tier x source x world"),
        (16, 17, "tier x source x world"),
        (17, 1, "tier x source"),
    ] {
        let mut tally = Tally::default();
        for world in 0..worlds {
            let mut device = truth("A1", "C01", Action::Erase);
            device.poll.world = world;
            tally.add(&device, Some(&perfect(&device)));
        }
        let report = tally.report(&options).unwrap();
        assert_eq!((report.strata.len(), report.strata_by), (rows, by));
        assert_eq!(report.strata[0].devices, worlds);
    }
}

fn any_code() -> impl Strategy<Value = Code> {
    prop::sample::select(vec!["none", "H01", "C01", "C02", "C03", "C18", "C59"]).prop_map(code)
}

fn any_action() -> impl Strategy<Value = Action> {
    prop::sample::select(vec![
        Action::None,
        Action::Ask,
        Action::Configure,
        Action::Migrate,
        Action::Erase,
    ])
}

prop_compose! {
    fn any_device()(
        cause in any_code(),
        said in any_code(),
        probability in 0.0..1.0_f64,
        needed in any_action(),
        advised in any_action(),
        live in any::<bool>(),
        answered in 0..8_u8,
        world in 0..20_u64,
        tier in prop::sample::select(Tier::ALL.to_vec()),
        serial in 0..500_u16,
        blamed in 0..3_u8,
    ) -> (TruthDevice, Option<DiagnosedDevice>) {
        let mut device = truth(&format!("S{serial}"), "C01", needed);
        let scope = Systemic { code: code("C21"), scope: "token:a".into() };
        device.cause = cause;
        device.live_data = live;
        device.poll = poll(tier, world);
        device.systemic = (blamed > 0).then(|| scope.clone());
        let mut answer = perfect(&device);
        answer.cause = said;
        answer.probability = probability;
        answer.alternatives = vec![(code("C40"), 1.0 - probability)];
        answer.action = advised;
        answer.systemic = (blamed > 1).then_some(scope);
        (device, (answered > 0).then_some(answer))
    }
}

fn tally(devices: &[(TruthDevice, Option<DiagnosedDevice>)]) -> Tally {
    let mut tally = Tally::default();
    for (device, said) in devices {
        tally.add(device, said.as_ref());
    }
    tally
}

fn everything(tally: &Tally) -> String {
    let options = Options {
        stratum_min: 1,
        unseen: vec!["C02".to_owned()],
        ..Options::default()
    };
    tally.report(&options).unwrap().json().to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_changes_nothing(
        devices in prop::collection::vec(any_device(), 1..60).prop_shuffle(),
        turn in 0..60_usize,
    ) {
        let mut turned = devices.clone();
        turned.reverse();
        turned.rotate_left(turn % devices.len());
        prop_assert_eq!(everything(&tally(&devices)), everything(&tally(&turned)));
    }

    #[test]
    fn two_tallies_merged_are_one(
        devices in prop::collection::vec(any_device(), 1..60),
        cut in 0..60_usize,
    ) {
        let (left, right) = devices.split_at(cut.min(devices.len()));
        let mut merged = tally(left);
        merged.merge(tally(right));
        prop_assert_eq!(everything(&merged), everything(&tally(&devices)));
    }

    #[test]
    fn no_line_panics(line in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = super::truth_file::read(&line);
        let _ = super::diagnosis_file::read(&line);
    }
}

/// Records; a blank line parts them.
const TRUTH_RECORDS: &str = r#"
{"schema":"firstcontact/truth/1","serial":"A1","world":17,"takenAt":"2026-11-20T09:00:00Z",
"tier":"register","platform":"ios","source":"RESELLER","cause":"C01","secondary":["C21"],
"gate":"G5","family":"order","action":"erase","eraseNeeded":true,"dataAtRisk":true,
"liveData":false,"systemic":null,"identifiability":{"register":"I"},"attainable":{"cause":"C01",
"probability":0.93,"action":"erase","cost":12.5,"brier":0.12},"faults":["F07"],"log":[1]}

{"schema":"firstcontact/truth/1","serial":"A2","world":17,"takenAt":"2026-11-20T09:00:00Z",
"tier":"register","source":"APPLE","cause":"C21","gate":"G3","family":"systemic",
"action":"configure","eraseNeeded":false,"dataAtRisk":false,"liveData":false,
"systemic":{"code":"C21","scope":"token:a"},"identifiability":{"register":"II"},
"attainable":{"cause":"C21","probability":0.9,"action":"configure","cost":9,"brier":0.1}}

{"schema":"firstcontact/truth/1","serial":"A3","world":17,"takenAt":"2026-11-20T09:00:00Z",
"tier":"register","source":null,"cause":null,"gate":null,"family":null,"action":"none",
"eraseNeeded":false,"dataAtRisk":true,"liveData":true,"systemic":null,
"attainable":{"cause":null,"probability":0.99,"action":"none","cost":0.5,"brier":0.01}}

{"schema":"firstcontact/truth/1","serial":"A4","world":17,"takenAt":"2026-11-20T09:00:00Z",
"tier":"register","source":"APPLE","cause":"H01","gate":"G5","family":"benign","action":"wait",
"eraseNeeded":false,"dataAtRisk":false,"liveData":false,"systemic":null,"attainable":null}

{"schema":"firstcontact/episode/1","world":17,"takenAt":"2026-11-20T09:00:00Z","code":"C21",
"scope":"token:a","from":"2026-11-01T00:00:00Z","until":null,"visible":true,"blamed":1}

{"schema":"firstcontact/weather/1","serial":4}"#;

/// Records; a blank line parts them.
const DIAGNOSIS_RECORDS: &str = r#"
{"schema":"firstcontact/diagnosis/1","serial":"a1","gate":"G5","cause":{"code":"C01","name":"x",
"probability":0.9},"alternatives":[{"code":"C02","probability":0.1}],"family":"order",
"action":"erase","eraseNeeded":true,"dataAtRisk":true,"systemic":null,"evidence":[],
"question":null,"gaps":[]}

{"schema":"firstcontact/diagnosis/1","serial":"A2","gate":"G3","cause":{"code":"C22","name":"x",
"probability":0.6},"alternatives":[{"code":"C21","probability":0.4}],"family":"tenant",
"action":"configure","eraseNeeded":false,"dataAtRisk":false,"systemic":{"code":"C22",
"scope":"token:a"},"evidence":[],"question":null,"gaps":[]}

{"schema":"firstcontact/diagnosis/1","serial":"A3","gate":null,"cause":null,"alternatives":[],
"family":null,"action":"none","eraseNeeded":false,"dataAtRisk":true,"systemic":null,
"evidence":[],"question":null,"gaps":[]}

{"schema":"firstcontact/diagnosis/1","serial":"<b>\u001b[31m","gate":"G5","cause":{"code":"C01",
"name":"x","probability":0.9},"alternatives":[],"family":"order","action":"erase",
"eraseNeeded":true,"dataAtRisk":true,"systemic":null,"evidence":[],"question":null,"gaps":[]}"#;

fn truths() -> String {
    ndjson(TRUTH_RECORDS)
}

fn diagnoses() -> String {
    ndjson(DIAGNOSIS_RECORDS)
}

/// One record a line.
fn ndjson(records: &str) -> String {
    let lines: Vec<String> = records
        .split("\n\n")
        .map(|record| record.replace('\n', ""))
        .collect();
    lines.join("\n") + "\n"
}

fn pair(folder: &Path, truth: &str, diagnosis: &str) -> Options {
    let file = |name: &str, text: &str| -> PathBuf {
        let path = folder.join(name);
        fs::write(&path, text).unwrap();
        path
    };
    Options {
        pairs: vec![Pair {
            truth: file("truth.ndjson", truth),
            diagnosis: file("diagnosis.ndjson", diagnosis),
            findings: None,
        }],
        ..Options::default()
    }
}

fn from_files(truth: &str, diagnosis: &str) -> Result<Report, ScoreError> {
    let folder = tempfile::tempdir().unwrap();
    score(&pair(folder.path(), truth, diagnosis))
}

fn complaint(truth: &str, diagnosis: &str) -> String {
    let error = from_files(truth, diagnosis).unwrap_err().to_string();
    let name = error
        .find("truth.ndjson")
        .or(error.find("diagnosis.ndjson"));
    error[name.unwrap_or_default()..].to_owned()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table is read whole or not at all")]
fn a_table_reads_like_this() {
    let mut text = Vec::new();
    let report = from_files(&truths(), &diagnoses()).unwrap();
    report.write_table(&mut text, 80).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.lines().all(|line| line.chars().count() <= 80));
    insta::assert_snapshot!(text, @r"
    devices 4, polls 1, worlds 1

    Answers

                        register
    ────────────────────────────
    devices                    4
    unanswered                 1
    strangers                  1
    unexplained                0
    code right            0.5000
    class right           0.5000
    family right          0.7500
    gate right            0.7500
    macro-F1, I and II    0.5000
    macro-F1, I           1.0000
    macro-F1, all         0.5000

    Causes, with 95 % intervals

    cause  n  said            precision               recall                   F1
    ─────────────────────────────────────────────────────────────────────────────
    none   1     1  1.000 (0.207–1.000)  1.000 (0.207–1.000)  1.000 (0.342–1.000)
    H01    1     0                    –  0.000 (0.000–0.793)  0.000 (0.000–0.885)
    C01    1     1  1.000 (0.207–1.000)  1.000 (0.207–1.000)  1.000 (0.342–1.000)
    C21    1     0                    –  0.000 (0.000–0.793)  0.000 (0.000–0.885)
    C22    0     1  0.000 (0.000–0.793)                    –  0.000 (0.000–0.885)

    Most frequent confusions

    truth  said        n  share of truth
    ────────────────────────────────────
    H01    unanswered  1          1.0000
    C21    C22         1          1.0000

    Calibration

                         register
    ─────────────────────────────
    Brier                  0.4350
    attainable Brier       0.0767
    Brier regret           0.1700
    ECE, codes             0.2333
    ECE, classes           0.2333
    ECE, class by class         –
    sums off                    0

    Decisions, minutes per device

                       register
    ───────────────────────────
    decision right       0.7500
    mean cost              6.25
    attainable cost        7.33
    attainable paid        0.00
    cost regret           -7.33
    cost regret, %      -100.00
    cheapest constant       ask
      its cost            25.00
    asked                0.2500
    asks agree           1.0000
    erases advised            2
    erases needed             1
      and advised             1
    erase coverage       1.0000
    cost at 100            6.25
    cost at 1,000          6.25
    cost at 10,000         6.25
    cost at 100,000        6.25

    Decisions by what was needed

    said, by need  wait  configure  migrate  erase  clean
    ─────────────────────────────────────────────────────
    wait              1          0        0      0      0
    configure         0          1        0      0      0
    ask               1          0        0      0      0
    erase             0          0        0      1      0
    migrate           0          0        0      0      0
    clean             0          0        0      0      0

    Safety

                   register
    ───────────────────────
    decisions             5
    destroying            1
    at most, 95 %    6.2e-1

    Destroying advice

    serial         known  world
    ───────────────────────────
    <B>\u{1b}[31M  no        17

    Faults of tenants

                         register
    ─────────────────────────────
    episodes                    1
    recall                 0.0000
    said                        1
    precision              0.0000
    Jaccard, mean          0.0000
    Jaccard, worst         0.0000
    followed                    0
      found at once             0
      never found               0
    polls to find, mean         –
    polls to find, most         –

    Abstention

                              register
    ──────────────────────────────────
    AURC, codes                 0.2083
    AURC, classes               0.2083
    coverage at 1 %, codes      0.5000
    coverage at 1 %, classes    0.5000

    Share of the attainable

                     register
    ─────────────────────────
    accuracy, skill    0.5000
      naive            0.3333
      attainable       1.0000
      expected         0.9400
    Brier, skill       0.7119
      naive            0.6667
    cost, skill        1.4151
      naive             25.00
    ");
}

#[test]
fn the_page_needs_nothing_and_believes_nobody() {
    let mut page = Vec::new();
    let report = from_files(&truths(), &diagnoses()).unwrap();
    report.write_html(&mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    for absent in ["<script", "http:", "https:", "<b>", "\u{1b}", "url("] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("&lt;B&gt;"));
    assert_eq!(page.matches("<svg").count(), 4);
    assert_eq!(page.matches("<svg").count(), page.matches("</svg>").count());
}

#[test]
fn json_has_a_schema_and_no_endless_digits() {
    let report = from_files(&truths(), &diagnoses()).unwrap();
    let mut text = Vec::new();
    report.write_json(&mut text).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(value["schema"], "firstcontact/score/1");
    assert_eq!(value["all"]["classification"]["accuracy"]["value"], 0.5);
    assert_eq!(value["all"]["classification"]["macroF1"]["all"], 0.5);
    assert_eq!(
        value["all"]["calibration"]["eceMerged"],
        serde_json::json!(0.233_333_333)
    );
    assert_eq!(value["all"]["systemic"]["recall"]["value"], 0.0);
}

#[test]
fn lines_in_any_order_and_packed_give_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let turned = |text: &str| text.lines().rev().collect::<Vec<_>>().join("\n");
    let plain = pair(folder.path(), &truths(), &diagnoses());
    let expected = score(&plain).unwrap().json();
    let packed = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, zstd::encode_all(turned(text).as_bytes(), 1).unwrap()).unwrap();
        path
    };
    let options = Options {
        pairs: vec![Pair {
            truth: packed("truth.ndjson.zst", &truths()),
            diagnosis: packed("diagnosis.ndjson.zst", &diagnoses()),
            findings: None,
        }],
        ..Options::default()
    };
    assert_eq!(score(&options).unwrap().json(), expected);
}

#[test]
fn three_polls_show_how_long_a_fault_stayed_hidden() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = Options::default();
    for day in 20..23 {
        let place = folder.path().join(day.to_string());
        fs::create_dir(&place).unwrap();
        let at = |text: &str| text.replace("-20T", &format!("-{day}T"));
        let said = if day == 22 {
            diagnoses().replace("\"code\":\"C22\",\"scope\"", "\"code\":\"C21\",\"scope\"")
        } else {
            diagnoses()
        };
        options
            .pairs
            .extend(pair(&place, &at(&truths()), &said).pairs);
    }
    options.pairs.reverse();
    let report = score(&options).unwrap();
    let systemic = &report.all.systemic;
    assert_eq!(report.polls, 3);
    assert_eq!((systemic.episodes, systemic.found), (3, 1));
    assert_eq!(systemic.polls_to_detection, Some(2.0));
    assert_eq!(systemic.precision.value, Some(1.0 / 3.0));
}

#[test]
fn ceilings_stand_beside_figures() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = pair(folder.path(), &truths(), &diagnoses());
    let file = folder.path().join("ceiling.json");
    fs::write(&file, r#"{"tiers":{"register":{"accuracy":[0.83,0.84]}}}"#).unwrap();
    options.ceiling = Some(file.clone());
    let report = score(&options).unwrap();
    let mut text = Vec::new();
    report.write_table(&mut text, 100).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(
        text.contains("ceiling from") && text.contains("0.8300"),
        "{text}"
    );
    fs::write(&file, r#"{"tiers":{"cellar":{}}}"#).unwrap();
    let error = score(&options).unwrap_err().to_string();
    assert!(
        error.contains("ceiling.json") && error.contains("cellar"),
        "{error}"
    );
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let (truth, said) = (truths(), diagnoses());
    let error = complaint(&format!("{truth}nonsense\n"), &said);
    assert!(error.starts_with("truth.ndjson line 7: "), "{error}");
    assert!(error.contains("expected one JSON object a line"), "{error}");
    let error = complaint(&truth, "\n{\"schema\":\"firstcontact/diagnosis/1\"}");
    assert!(
        error.starts_with("diagnosis.ndjson line 2: missing field `serial`"),
        "{error}"
    );
    let error = complaint("", &said);
    assert!(error.contains("names no device"), "{error}");
    for (error, place) in [
        (complaint(&truth.repeat(2), &said), "truth.ndjson line 7"),
        (
            complaint(&truth, &said.repeat(2)),
            "diagnosis.ndjson line 5",
        ),
    ] {
        let expected = format!("{place}: serial A1 stands here for the second time");
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn options_that_cannot_be_met_are_refused() {
    let error = score(&Options::default()).unwrap_err().to_string();
    assert!(error.contains("at least one truth file"), "{error}");
    let options = Options {
        unseen: vec!["C99".to_owned()],
        ..Options::default()
    };
    let error = Tally::default().report(&options).unwrap_err().to_string();
    assert!(error.contains("`C99` is no cause"), "{error}");
    let options = Options {
        ece_bins: 0,
        ..Options::default()
    };
    assert!(Tally::default().report(&options).is_err());
}

#[test]
fn nothing_at_all_is_a_report_too() {
    let report = report(&Tally::default());
    let (mut text, mut page, mut json) = (Vec::new(), Vec::new(), String::new());
    report.write_table(&mut text, 0).unwrap();
    report.write_html(&mut page).unwrap();
    write!(json, "{}", report.json()).unwrap();
    assert!(json.contains("\"brier\":null"));
}
