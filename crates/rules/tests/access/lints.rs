//! Each pitfall is found where it is, and not where it is not.

use crate::examples::{compliant, directory, everywhere, no_device_code};
use rules::prevention::access::lint::{self, Finding, Surroundings};
use rules::prevention::access::policy::{
    ClientCondition, ClientType, Control, ExternalTenants, Filter, FilterMode, GuestKind, Guests,
    Locations, Operator, Place, Platform, PlatformCondition, Platforms, Policy, Risk, State,
    Target, Who,
};
use rules::prevention::access::prove;

const ENROLLMENT: &str = "d4ebce55-015a-49b5-a083-c84d1797ae8c";

fn found(policies: &[Policy], surroundings: &Surroundings) -> Vec<(&'static str, Finding)> {
    let directory = directory();
    let scene = lint::Scene {
        policies,
        directory: &directory,
        proof: &prove(policies, &directory),
        surroundings,
    };
    let all = lint::examine(&scene);
    all.into_iter()
        .map(|(lint, found)| (lint.code, found))
        .collect()
}

fn codes(policies: &[Policy], surroundings: &Surroundings) -> Vec<&'static str> {
    let all = found(policies, surroundings);
    all.into_iter().map(|(code, _)| code).collect()
}

/// A good tenant with one thing wrong.
fn with(change: impl Fn(&mut Policy)) -> Vec<&'static str> {
    let mut policy = compliant();
    change(&mut policy);
    let all = codes(&[policy, compliant(), no_device_code()], &sound());
    all.into_iter().filter(|code| *code != "CA14").collect()
}

/// Everything looked at, and good.
fn sound() -> Surroundings {
    Surroundings {
        secure_by_default: Some(true),
        users_without_compliance_policy: Some(Vec::new()),
        enrollment_app_exists: Some(true),
        security_defaults: Some(false),
        sso_plug_in: Some(true),
    }
}

#[test]
fn a_good_tenant_has_nothing_but_a_note() {
    let good = [compliant(), no_device_code()];
    assert_eq!(codes(&good, &sound()), ["CA14"]);
    // Nobody looked: the same, and no guess.
    assert_eq!(codes(&good, &Surroundings::default()), ["CA14"]);
    assert_eq!(codes(&[no_device_code()], &sound()), ["CA17"]);
}

/// The device on which the code is typed in may be managed: the flow is open all the same.
#[test]
fn a_device_code_block_with_a_filter_is_found() {
    let mut code = no_device_code();
    code.conditions.device_filter = Some(Filter {
        mode: FilterMode::Exclude,
        rule: "device.isCompliant -eq True".to_owned(),
    });
    let found = codes(&[compliant(), code], &sound());
    assert_eq!(found, ["CA09", "CA14", "CA17"]);
}

#[test]
fn each_pitfall_of_a_policy_is_found() {
    assert_eq!(with(|policy| policy.state = State::ReportOnly), ["CA01"]);
    assert_eq!(with(|policy| policy.state = State::Disabled), [""; 0]);
    let platforms = |include: Vec<PlatformCondition>, exclude: Vec<PlatformCondition>| {
        with(move |policy| {
            let (include, exclude) = (include.clone(), exclude.clone());
            policy.conditions.platforms = Some(Platforms { include, exclude });
        })
    };
    let ios = || vec![PlatformCondition::Is(Platform::Ios)];
    assert_eq!(platforms(ios(), Vec::new()), ["CA03"]);
    assert_eq!(platforms(vec![PlatformCondition::All], ios()), ["CA03"]);
    assert_eq!(platforms(vec![PlatformCondition::All], Vec::new()), [""; 0]);
    let or_mfa = |policy: &mut Policy| {
        policy.grant.operator = Operator::OneOf;
        policy.grant.controls.push(Control::Mfa);
    };
    assert_eq!(with(or_mfa), ["CA04"]);
    let mam = |policy: &mut Policy| policy.grant.controls = vec![Control::CompliantApplication];
    assert_eq!(with(mam), ["CA05"]);
    let suite = |policy: &mut Policy| {
        policy.conditions.applications.include = vec![Target::Office365];
    };
    assert_eq!(with(suite), ["CA06"]);
    let filter = |mode| {
        with(move |policy| {
            let rule = "device.model -eq \"x\"".to_owned();
            policy.conditions.device_filter = Some(Filter { mode, rule });
        })
    };
    assert_eq!(filter(FilterMode::Include), ["CA08"]);
    assert_eq!(filter(FilterMode::Exclude), [""; 0]);
}

#[test]
fn clients_that_are_left_out_are_found() {
    let clients = |clients: &'static [ClientType]| {
        with(move |policy| {
            let each = clients.iter().copied().map(ClientCondition::Is);
            policy.conditions.client_types = each.collect();
        })
    };
    assert_eq!(clients(&ClientType::ALL), [""; 0]);
    assert_eq!(clients(&ClientType::ALL[..2]), ["CA07"]);
    assert_eq!(clients(&ClientType::ALL[2..]), [""; 0]);
    assert_eq!(clients(&[]), ["CA07"]);
}

#[test]
fn whoever_is_excluded_is_counted() {
    let mut policy = compliant();
    policy.conditions.users.exclude = vec![
        Who::Group("emergency".to_owned()),
        Who::Group("secret".to_owned()),
        Who::User("ada".to_owned()),
    ];
    let all = found(&[policy, no_device_code()], &sound());
    let excluded = all.iter().find(|(code, _)| *code == "CA02");
    let (_, excluded) = excluded.expect("a finding");
    assert_eq!(
        (excluded.policy, &excluded.users[..]),
        (Some(0), &[0, 3][..])
    );
    assert_eq!(excluded.unresolved, ["secret"]);
}

#[test]
fn pitfalls_around_enrollment_are_found() {
    let intune = "0000000a-0000-0000-c000-000000000000";
    let out = |policy: &mut Policy| {
        policy.conditions.applications.exclude = vec![Target::App(intune.to_owned())];
    };
    assert_eq!(with(out), ["CA10"]);
    let aimed = |control: Control| {
        let mut policy = everywhere("Enrollment", control);
        policy.conditions.applications.include = vec![Target::App(ENROLLMENT.to_owned())];
        policy
    };
    let good = |policy: Policy| [policy, compliant(), no_device_code()];
    let terms = Control::TermsOfUse("terms".to_owned());
    assert_eq!(codes(&good(aimed(terms)), &sound()), ["CA12", "CA14"]);
    assert_eq!(
        codes(&good(aimed(Control::Mfa)), &sound()),
        ["CA12", "CA14"]
    );
    let missing = Surroundings {
        enrollment_app_exists: Some(false),
        ..sound()
    };
    let mfa = good(aimed(Control::Mfa));
    assert_eq!(codes(&mfa, &missing), ["CA11", "CA12", "CA14"]);
    let device = good(aimed(Control::CompliantDevice));
    assert_eq!(codes(&device, &sound()), ["CA06", "CA13", "CA14"]);
}

/// Bug: a block that met every new device was silent because it did not name the enrollment app.
#[test]
fn a_block_on_everything_that_meets_enrollment_is_found() {
    let with = |change: &dyn Fn(&mut Policy)| {
        let mut block = everywhere("Block", Control::Block);
        change(&mut block);
        let all = codes(&[block, compliant(), no_device_code()], &sound());
        all.contains(&"CA19")
    };
    assert!(with(&|_| {}));
    assert!(with(&|block| {
        let rule = "device.isCompliant -eq True".to_owned();
        let mode = FilterMode::Exclude;
        block.conditions.device_filter = Some(Filter { mode, rule });
    }));
    let abroad = |block: &mut Policy| {
        block.conditions.locations = Some(Locations {
            include: vec![Place::All],
            exclude: vec![Place::AllTrusted],
        });
    };
    assert!(with(&abroad));
    let enrollment = || Target::App(ENROLLMENT.to_owned());
    assert!(!with(&|block| {
        block.conditions.applications.exclude = vec![enrollment()];
    }));
    assert!(!with(&|block| {
        block.conditions.applications.include = vec![Target::Office365];
    }));
    assert!(!with(&|block| block.state = State::ReportOnly));
    assert!(!with(&|block| {
        let old = [ClientType::ExchangeActiveSync, ClientType::Other];
        block.conditions.client_types = old.map(ClientCondition::Is).to_vec();
    }));
    assert!(!with(&|block| {
        let windows = PlatformCondition::Is(Platform::Windows);
        block.conditions.platforms = Some(Platforms {
            include: vec![windows],
            exclude: Vec::new(),
        });
    }));
    assert!(!with(&|block| {
        block.conditions.sign_in_risk = vec![Risk::High];
    }));
    assert!(!with(&|block| {
        block.conditions.users.include = vec![Who::Guests(Guests {
            kinds: GuestKind::ALL.to_vec(),
            tenants: ExternalTenants::All,
        })];
    }));
}

#[test]
fn pitfalls_of_the_tenant_are_found() {
    assert_eq!(codes(&[compliant()], &sound()), ["CA09", "CA14", "CA17"]);
    let good = [compliant(), no_device_code()];
    let lax = Surroundings {
        secure_by_default: Some(false),
        ..sound()
    };
    assert_eq!(codes(&good, &lax), ["CA14", "CA15"]);
    let some = Surroundings {
        users_without_compliance_policy: Some(vec![1]),
        secure_by_default: None,
        ..sound()
    };
    let vacuous = found(&good, &some);
    let vacuous = vacuous.iter().find(|(code, _)| *code == "CA15").unwrap();
    assert_eq!(vacuous.1.users, [1], "whoever has no policy is named");
    let strict = Surroundings {
        secure_by_default: Some(true),
        ..some
    };
    assert_eq!(codes(&good, &strict), ["CA14"], "they are kept out");
    let bare = Surroundings {
        sso_plug_in: Some(false),
        ..sound()
    };
    assert_eq!(codes(&good, &bare), ["CA14", "CA16"]);
    assert_eq!(
        codes(&[no_device_code()], &bare),
        ["CA17"],
        "nothing asks for a device"
    );
    let standard = Surroundings {
        security_defaults: Some(true),
        ..sound()
    };
    assert_eq!(codes(&[], &standard), ["CA09", "CA17", "CA18"]);
}

#[test]
fn pages_are_whole_and_codes_in_order() {
    for (number, lint) in lint::all().iter().enumerate() {
        assert!(
            lint.name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-'),
            "{}",
            lint.name
        );
        for page in [&lint.en, &lint.de] {
            assert!(
                !page.title.is_empty() && !page.title.ends_with('.'),
                "{}",
                lint.code
            );
            for text in [page.meaning, page.what_to_do] {
                assert!(text.ends_with('.'), "{}: {text}", lint.code);
            }
        }
        assert_ne!(lint.en.meaning, lint.de.meaning);
        let names = lint::all().iter().filter(|other| other.name == lint.name);
        assert_eq!(names.count(), 1, "{}", lint.name);
        assert_eq!(lint.code, format!("CA{:02}", number + 1));
    }
}
