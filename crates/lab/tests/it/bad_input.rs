//! Somebody writes a world with a slip in it: each is refused with the file, the line, and what
//! would be right.

use crate::worlds::{drawn, written};
use lab::error::LabError;
use lab::request::Request;
use lab::scenario::{BUILT_IN, WorldFile};
use lab::simulate::{Order, simulate};
use lab::tier::Tier;
use std::fs;
use std::path::Path;

/// Refuses a world of which one line is marked with `# here`, and says something helpful.
fn refused(text: &str, helpful: &str) {
    let marked = text.lines().position(|line| line.ends_with("# here"));
    let line = marked.unwrap() + 1;
    let error = WorldFile::parse("w.toml", text).unwrap_err();
    let said = error.to_string();
    let place = format!("w.toml line {line}: ");
    assert!(
        said.starts_with(&place),
        "not '{place}' but '{said}' about\n{text}"
    );
    assert!(
        said.contains(helpful),
        "'{said}' does not say '{helpful}'\n{text}"
    );
    assert!(matches!(error, LabError::Input { .. }));
}

/// A world of one device with these steps: a day of January 2026, a deed, and more keys. A deed
/// that begins with `!` is the wrong one.
fn told(steps: &[(u8, &str, &str)]) -> String {
    let mut text = "calm = true\ndevices = 0\n\n[[device]]\nproduct = \"iPhone 16\"\n".to_owned();
    for (day, deed, more) in steps {
        let (mark, deed) = match deed.strip_prefix('!') {
            Some(deed) => (" # here", deed),
            None => ("", *deed),
        };
        let at = format!("2026-01-{day:02}T09:00:00Z");
        let step = format!("\n[[device.step]]{mark}\nat = \"{at}\"\ndoes = \"{deed}\"\n{more}\n");
        text.push_str(&step);
    }
    text
}

const ADDED: (u8, &str, &str) = (3, "added", "by = \"reseller\"");

#[test]
fn an_unknown_key_is_refused_with_the_one_that_was_meant() {
    refused("devcies = 3 # here", "did you mean 'devices'?");
    refused(
        "seed = 4\n\nmood = \"bad\" # here",
        "known are: name, about",
    );
    refused(
        "[[trouble]]\nwhat = \"terms_open\"\nfrom = \"2026-01-01\"\ntill = \"2026-02-01\" # here",
        "there is no 'till' here",
    );
    refused(
        "[[device]]\nname = \"x\"\nprodukt = \"iPhone 16\" # here",
        "did you mean 'product'?",
    );
    refused(
        "[[device]]\n\n[[device.step]]\nat = \"2026-01-01\"\ndose = \"ordered\" # here",
        "did you mean 'does'?",
    );
    refused(
        "[[device]]\n\n[[device.expect]]\nat = \"2026-01-01\"\ncuase = \"C01\" # here",
        "did you mean 'cause'?",
    );
}

#[test]
fn an_unknown_fault_is_refused_with_a_guess() {
    refused(
        "seed = 1\nfaults = [\"F01\",\n\"F77\"] # here",
        "there is no fault 'F77'; did you mean 'F",
    );
    refused("faults = \"F07\" # here", "a list such as");
    refused("faults = [7] # here", "must be a text in quotes");
}

#[test]
fn an_unknown_parameter_is_refused_with_the_one_that_was_meant() {
    refused(
        "calm = true\n\n[parameters.stop_trying] # here\nchance = 1.0\nassumption = \"x\"",
        "did you mean 'stops_trying'?",
    );
    refused(
        "[parameters.find_my_on]\nchance = 1.0\nprobability = 1.0 # here\nassumption = \"x\"",
        "there is no 'probability' here",
    );
    refused(
        "[parameters.find_my_on] # here\nchance = 1.0",
        "needs either a 'source' or an 'assumption'",
    );
}

#[test]
fn an_impossible_parameter_is_refused_where_it_stands() {
    refused(
        "[parameters.order_to_ship]\nassumption = \"x\"\nmedian = \"-3 d\" # here\nsigma = 0.8",
        "cannot be negative",
    );
    refused(
        "[parameters.order_to_ship]\nassumption = \"x\"\nmedian = \"3 weeks\" # here\nsigma = 0.8",
        "a length of time such as \"3 d\"",
    );
    refused(
        "[parameters.find_my_on]\nassumption = \"x\"\nchance = 1.2 # here",
        "lies in 0 to 1, 1.2 does not",
    );
    refused(
        "[parameters.order_source]\nassumption = \"x\"\n\
         shares = { apple = 0.5, reseller = 0.5, manual = 0.5 } # here",
        "must sum to 1, not 1.5",
    );
    refused(
        "[parameters.order_source]\nassumption = \"x\"\n\
         shares = { apple = 0.5, reseller = 0.5 } # here",
        "lacks a share for 'manual'",
    );
    refused(
        "[parameters.lost] # here\nassumption = \"x\"\nper_year = -1",
        "cannot happen -1 times a year",
    );
    refused(
        "[parameters.coverage_error] # here\nassumption = \"x\"\nfrom = \"3 d\"\nto = \"2 d\"",
        "'from' must lie before 'to'",
    );
}

#[test]
fn numbers_times_and_flags_must_be_what_they_are() {
    refused("devices = -3 # here", "a whole number from 0 on");
    refused(
        "seed = 1\ndevices = \"many\" # here",
        "'devices' must be a number",
    );
    refused("months = 1.5 # here", "a whole number from 0 on");
    refused(
        "at = \"20. November\" # here",
        "a time of the years 2000 to 2099 such as \"2026-11-20T09:00:00Z\"",
    );
    refused("calm = \"yes\" # here", "'calm' must be true or false");
    refused("name = 3 # here", "'name' must be a text in quotes");
    refused("[trouble] # here\nwhat = \"terms_open\"", "[[trouble]]");
    refused("device = 3 # here", "[[device]]");
}

#[test]
fn text_that_is_no_toml_is_refused_with_its_line() {
    refused("seed = 1\ndevices = = 3 # here", "");
    refused("seed = 1\n\n[[device] # here", "");
    refused("seed = 1\nseed = 2 # here", "");
    for garbage in ["\u{0}\u{1}", "no toml at all", "[[[[", "= 3", "\u{feff}]"] {
        let said = WorldFile::parse("w.toml", garbage).unwrap_err().to_string();
        assert!(said.starts_with("w.toml line 1: "), "{said}");
    }
}

#[test]
fn an_unknown_trouble_or_product_is_refused_with_a_guess() {
    refused(
        "[[trouble]]\nwhat = \"token_expires\" # here\nfrom = \"2026-01-01\"",
        "did you mean 'token_expired'?",
    );
    refused(
        "[[trouble]] # here\nwhat = \"terms_open\"",
        "a trouble needs 'from'",
    );
    refused(
        "[[device]]\nproduct = \"iPhone 166\" # here",
        "did you mean 'iPhone 16'?",
    );
    refused(
        "[[device]]\nsource = \"ebay\" # here",
        "from apple, reseller or retail, not from 'ebay'",
    );
}

#[test]
fn a_trouble_ends_after_it_began() {
    refused(
        "[[trouble]] # here\nwhat = \"terms_open\"\nfrom = \"2026-02-01\"\nuntil = \"2026-01-01\"",
        "'until' must lie after 'from'",
    );
    refused(
        "[[trouble]] # here\nwhat = \"terms_open\"\nfrom = \"2026-02-01\"\nuntil = \"2026-02-01\"",
        "'until' must lie after 'from'",
    );
}

#[test]
fn an_unknown_deed_is_refused_with_a_guess() {
    refused(
        &told(&[(1, "ordered", ""), (2, "!deliverd", "")]),
        "nobody knows how to 'deliverd'; did you mean 'delivered'?",
    );
    refused(
        &told(&[
            (2, "delivered", ""),
            (3, "set_up", "how = \"backup\" # here"),
        ]),
        "one of new, quick_start, other_backup, own_backup, not 'backup'",
    );
    refused(
        &told(&[(2, "!added", "")]),
        "'added' needs 'by': apple, reseller, configurator",
    );
}

#[test]
fn steps_stand_in_the_order_of_time() {
    refused(
        &told(&[(5, "ordered", ""), (4, "!delivered", "")]),
        "'delivered' comes before the step above it (2026-01-05T09:00:00Z)",
    );
    let at_once = told(&[(5, "ordered", ""), (5, "shipped", ""), (5, "delivered", "")]);
    assert!(WorldFile::parse("w.toml", &at_once).is_ok());
}

#[test]
fn nothing_happens_before_what_it_needs() {
    for deed in ["set_up", "handed_out", "prepared", "managed_elsewhere"] {
        let wrong = format!("!{deed}");
        refused(
            &told(&[(1, "ordered", ""), (2, &wrong, "")]),
            &format!("'{deed}' needs 'delivered' first"),
        );
    }
    for deed in ["assigned", "released"] {
        let wrong = format!("!{deed}");
        refused(
            &told(&[(1, "delivered", ""), (2, &wrong, "")]),
            &format!("'{deed}' needs 'added' first"),
        );
    }
    for deed in [
        "erased",
        "returned",
        "replaced",
        "enrolled_by_hand",
        "left_management",
    ] {
        let wrong = format!("!{deed}");
        refused(
            &told(&[(1, "delivered", ""), ADDED, (4, &wrong, "")]),
            &format!("'{deed}' needs 'set_up' first"),
        );
    }
    refused(
        &told(&[(1, "delivered", ""), (2, "!assigned_again", "")]),
        "'assigned_again' needs 'assigned' first",
    );
    refused(
        &told(&[
            (1, "delivered", ""),
            (2, "set_up", ""),
            (3, "!moved_by_hand", ""),
        ]),
        "'moved_by_hand' needs 'managed_elsewhere' first",
    );
    refused(
        &told(&[
            (1, "delivered", ""),
            (2, "managed_elsewhere", ""),
            (3, "!migration_planned", ""),
        ]),
        "needs 'deadline'",
    );
}

#[test]
fn what_cannot_happen_twice_needs_its_opposite_between() {
    refused(
        &told(&[(1, "delivered", ""), (2, "set_up", ""), (3, "!set_up", "")]),
        "'set_up' needs 'erased' first",
    );
    refused(
        &told(&[ADDED, (4, "!added", "by = \"reseller\"")]),
        "'added' twice; it needs 'released' first",
    );
    let again = [
        (1, "delivered", ""),
        (2, "set_up", ""),
        (3, "erased", ""),
        (4, "set_up", ""),
    ];
    assert!(WorldFile::parse("w.toml", &told(&again)).is_ok());
    let back = [
        ADDED,
        (4, "released", ""),
        (5, "added", "by = \"configurator\""),
    ];
    assert!(WorldFile::parse("w.toml", &told(&back)).is_ok());
}

#[test]
fn a_lost_or_replaced_device_does_nothing_any_more() {
    let start = [(1, "delivered", ""), (2, "set_up", "")];
    for (gone, next) in [("lost", "!erased"), ("replaced", "!returned")] {
        let end = [(3, gone, ""), (4, next, "")];
        refused(
            &told(&[start, end].concat()),
            &format!("cannot follow after the device was {gone}"),
        );
    }
}

#[test]
fn an_expectation_names_a_time_and_a_known_cause() {
    refused(
        "[[device]]\n\n[[device.expect]]\nat = \"2026-01-01\"\ncause = \"C99\" # here",
        "'C99' is no cause; write H01",
    );
    refused(
        "[[device]]\n\n[[device.expect]] # here\ncause = \"C01\"",
        "an expectation needs 'at'",
    );
}

#[test]
fn a_second_device_is_checked_like_the_first() {
    let first = told(&[(1, "ordered", "")]);
    let second = "\n[[device]]\n\n[[device.step]] # here\nat = \"2026-01-01\"\ndoes = \"set_up\"\n";
    refused(&(first + second), "'set_up' needs 'delivered' first");
}

/// What is said about a request that cannot be.
fn asked(request: &Request) -> String {
    let error = request.recipe().unwrap_err();
    assert!(matches!(error, LabError::Asked(_)), "{error:?}");
    error.to_string()
}

#[test]
fn a_request_for_a_tier_or_fault_that_is_none_says_which_there_are() {
    let tier = Request {
        tier: Some("everything".to_owned()),
        ..Request::default()
    };
    let said = tier.tier().unwrap_err().to_string();
    assert!(said.contains("there is no tier 'everything'"), "{said}");
    for tier in Tier::ALL {
        assert!(said.contains(tier.name()), "{said}");
    }
    let said = asked(&drawn(1, 10, &["F07", "F70"]));
    assert!(
        said.contains("there is no fault 'F70'; did you mean 'F"),
        "{said}"
    );
    let said = asked(&drawn(1, 10, &["earthquake"]));
    assert!(said.contains("known are: F01"), "{said}");
    let lower = drawn(1, 10, &["f07"]).recipe().unwrap();
    assert_eq!(lower.faults.unwrap()[0].code, "F07");
}

#[test]
fn a_world_that_is_nowhere_is_answered_with_the_scenarios() {
    let error = Request::default().with_world("no-such-story").unwrap_err();
    let said = error.to_string();
    assert!(said.contains("there is no file 'no-such-story'"), "{said}");
    for (name, _) in BUILT_IN {
        assert!(said.contains(name), "{name} is not in '{said}'");
    }
}

#[test]
fn a_world_s_file_is_named_as_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.toml");
    fs::write(&path, "seed = 1\nfaults = [\"F99\"]\n").unwrap();
    let name = path.to_str().unwrap();
    let request = Request::default().with_world(name).unwrap();
    let said = request.recipe().unwrap_err().to_string();
    assert!(said.starts_with(&format!("{name} line 2: ")), "{said}");
    let said = Request::default().with_world(folder.path().to_str().unwrap());
    let said = said.unwrap_err().to_string();
    assert!(said.starts_with("cannot read "), "{said}");
}

#[test]
fn impossible_numbers_are_refused() {
    let bounds = "at most 20,000,000 devices and lasts 1 to 120 months";
    assert!(asked(&drawn(1, 20_000_001, &[])).contains(bounds));
    for months in [0, 121] {
        let request = Request {
            months: Some(months),
            ..Request::default()
        };
        assert!(asked(&request).contains(bounds), "{months}");
    }
    let said = asked(&drawn(1, 0, &[]));
    assert!(said.contains("--devices"), "{said}");
    let scripted = drawn(1, 0, &[]).with_world("boxed").unwrap();
    assert!(scripted.recipe().is_ok());
}

#[test]
fn a_time_that_is_none_is_answered_with_one() {
    for wrong in [
        "yesterday",
        "2026-02-30",
        "20.11.2026",
        "2026-11-20T25:00:00Z",
        "",
    ] {
        let request = Request {
            at: Some(wrong.to_owned()),
            ..Request::default()
        };
        let said = asked(&request);
        assert!(said.contains(&format!("'{wrong}' is no time")), "{said}");
        assert!(said.contains("2026-11-20T09:00:00Z"), "{said}");
    }
}

#[test]
fn a_folder_without_a_request_names_where_one_would_be() {
    let folder = tempfile::tempdir().unwrap();
    let said = Request::kept(folder.path()).unwrap_err().to_string();
    assert!(said.contains("has no lab.json"), "{said}");
    assert!(said.contains("firstcontact lab simulate --out"), "{said}");
    for wrong in ["", "[]", "{\"sead\":1}", "{\"faults\":7}"] {
        fs::write(folder.path().join("lab.json"), wrong).unwrap();
        let said = Request::kept(folder.path()).unwrap_err().to_string();
        assert!(said.contains("is not what simulate wrote"), "{said}");
    }
}

#[test]
fn a_folder_that_is_not_empty_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let recipe = drawn(3, 5, &[]).recipe().unwrap();
    written(recipe.clone(), Tier::Graph, folder.path());
    let before = crate::worlds::files(folder.path());
    let again = Order {
        recipe,
        tier: Tier::Look,
        out: folder.path().to_owned(),
        packed: false,
    };
    let error = simulate(&again, None, |_| {}).unwrap_err();
    let said = error.to_string();
    assert!(
        said.contains("is not empty; name another folder with --out"),
        "{said}"
    );
    assert_eq!(before, crate::worlds::files(folder.path()));
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("in-the-way");
    fs::write(&file, "").unwrap();
    let order = Order {
        recipe: drawn(3, 5, &[]).recipe().unwrap(),
        tier: Tier::Graph,
        out: file,
        packed: false,
    };
    let said = simulate(&order, None, |_| {}).unwrap_err().to_string();
    assert!(said.starts_with("cannot write "), "{said}");
    assert!(said.contains("in-the-way"), "{said}");
    assert!(Path::new(folder.path()).exists());
}
