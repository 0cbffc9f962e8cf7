//! What is never advised: to lock people out, managed devices, or the accounts for an emergency.

use crate::examples::{access, compliant, directory, everywhere, no_device_code, only};
use rules::prevention::access::change::Change;
use rules::prevention::access::directory::{Directory, Roster, Standing, User};
use rules::prevention::access::policy::{
    ClientCondition, ClientType, Control, Operator, Platform, PlatformCondition, Platforms, Policy,
    State, Target, UserAction, Who,
};
use rules::prevention::access::{Fix, prove};

/// What is proposed for the only way in that is not for an emergency.
fn advised(policies: &[Policy], directory: &Directory) -> Fix {
    let proof = prove(policies, directory);
    let holes = access(&proof).into_iter().filter(|hole| !hole.emergency);
    let mut fixes = holes.map(|hole| hole.fix.clone().expect("a change"));
    let fix = fixes.next().expect("a way in");
    assert!(fixes.next().is_none());
    fix
}

fn new_policy(policies: &[Policy]) {
    let fix = advised(policies, &directory());
    assert_eq!(fix.changes, [Change::NewCompliantDevicePolicy], "{fix:#?}");
    assert!(fix.policy.is_none() && !fix.blocks_everyone);
    let met: usize = fix.hit.iter().map(|one| one.count).sum();
    assert!(met > 0);
    assert!(access(&prove(&fix.made(policies), &directory())).is_empty());
}

/// Bug: "switch on *Contingency block all*, it meets 1 person".
#[test]
fn a_block_on_everything_is_never_switched_on_or_widened() {
    for state in [State::Disabled, State::ReportOnly] {
        let mut block = everywhere("A contingency", Control::Block);
        block.state = state;
        new_policy(&[block.clone(), no_device_code()]);

        // Both ways: the one for device codes gets a policy for device codes.
        let proof = prove(std::slice::from_ref(&block), &directory());
        let changes: Vec<_> = access(&proof)
            .into_iter()
            .map(|hole| hole.fix.clone().expect("a change").changes)
            .collect();
        let fresh = [Change::NewCompliantDevicePolicy, Change::NewDeviceCodeBlock];
        assert_eq!(changes, fresh.map(|one| vec![one]));

        // Its name comes first, and the other's change is as small.
        let mut but_one = compliant();
        but_one.conditions.users.exclude = vec![Who::User("ben".to_owned())];
        let fix = advised(&[block, but_one, no_device_code()], &directory());
        let lifted = Change::RemoveUserExclusion(Who::User("ben".to_owned()));
        assert_eq!((fix.policy, fix.changes), (Some(1), vec![lifted]));
    }
    let mut but_one = everywhere("Block", Control::Block);
    but_one.conditions.users.exclude = vec![Who::User("ben".to_owned())];
    let proof = prove(&[but_one], &directory());
    let fixes = access(&proof).into_iter().filter_map(|it| it.fix.clone());
    assert!(fixes.into_iter().all(|fix| fix.policy.is_none()));
}

#[test]
fn of_two_changes_as_small_the_one_that_meets_fewer_is_advised() {
    let mut wide = compliant();
    wide.state = State::ReportOnly;
    let mut narrow = compliant();
    narrow.conditions.users.exclude = vec![Who::User("ben".to_owned())];
    // Four sign in as a phone that nobody knows; but for Ben, all are kept out otherwise.
    let mut unknown = compliant();
    unknown.conditions.platforms = Some(Platforms {
        include: vec![PlatformCondition::All],
        exclude: vec![PlatformCondition::Is(Platform::Linux)],
    });
    unknown.conditions.users.include = vec![Who::User("ada".to_owned())];
    let policies = [wide, narrow, unknown, no_device_code()];
    let fix = advised(&policies, &directory());
    assert_eq!(fix.policy, Some(1));
    assert_eq!(fix.hit.iter().map(|one| one.count).sum::<usize>(), 1);
}

/// Bug: "require all of the selected controls" where no iPhone can be joined to a domain.
#[test]
fn controls_that_a_platform_cannot_meet_are_never_demanded_together() {
    let one_of = |controls: &[Control]| {
        let mut policy = compliant();
        policy.grant.operator = Operator::OneOf;
        policy.grant.controls = controls.to_vec();
        policy
    };
    let joined = Control::DomainJoinedDevice;
    let template = one_of(&[Control::CompliantDevice, joined.clone(), Control::Mfa]);
    let policies = [template, no_device_code()];
    let fix = advised(&policies, &directory());
    assert_eq!(fix.changes, [Change::RequireDeviceOnly { or_joined: true }]);
    let made = &fix.made(&policies)[0].grant;
    assert_eq!(made.controls, [Control::CompliantDevice, joined.clone()]);
    assert_eq!(made.operator, Operator::OneOf);

    let app = one_of(&[Control::CompliantDevice, Control::ApprovedApplication]);
    let policies = [app, no_device_code()];
    let fix = advised(&policies, &directory());
    let alone = Change::RequireDeviceOnly { or_joined: false };
    assert_eq!(fix.changes, [alone]);
    let made = &fix.made(&policies)[0].grant;
    assert_eq!(made.controls, [Control::CompliantDevice]);

    // Joined or a second factor: of joined alone nothing is left for an iPhone.
    new_policy(&[one_of(&[joined, Control::Mfa]), no_device_code()]);
}

/// Bug: a policy for protected apps on phones was widened to PCs and Macs.
#[test]
fn policies_for_protected_apps_stay_what_they_are() {
    let phones = Platforms {
        include: [Platform::Ios, Platform::Android]
            .map(PlatformCondition::Is)
            .to_vec(),
        exclude: Vec::new(),
    };
    let mut protected = everywhere("App protection", Control::CompliantApplication);
    protected.conditions.platforms = Some(phones);
    new_policy(&[protected.clone(), no_device_code()]);
    protected.conditions.platforms = None;
    new_policy(&[protected, no_device_code()]);

    let mut both = everywhere("Compliant and approved", Control::CompliantDevice);
    both.grant.controls.push(Control::ApprovedApplication);
    both.conditions.platforms = Some(only(Platform::Ios));
    new_policy(&[both.clone(), no_device_code()]);
    // On the phones themselves it can be switched on.
    both.state = State::ReportOnly;
    let mut others = compliant();
    others.conditions.platforms = Some(Platforms {
        include: vec![PlatformCondition::All],
        exclude: vec![PlatformCondition::Is(Platform::Ios)],
    });
    others.conditions.users.exclude = vec![Who::User("ada".to_owned())];
    let mut ada = others.clone();
    ada.conditions.users.include = others.conditions.users.exclude.clone();
    ada.conditions.users.exclude = Vec::new();
    let fix = advised(&[both, others, ada, no_device_code()], &directory());
    assert_eq!((fix.policy, fix.changes), (Some(0), vec![Change::TurnOn]));
}

/// Bug: "include every app" for a policy about registering.
#[test]
fn policies_about_actions_or_contexts_get_no_apps() {
    let mut action = compliant();
    action.conditions.applications.include = Vec::new();
    let mut context = action.clone();
    let register = UserAction::RegisterSecurityInformation;
    action.conditions.applications.user_actions = vec![register];
    context.conditions.applications.authentication_contexts = vec!["c1".to_owned()];
    new_policy(&[action, no_device_code()]);
    new_policy(&[context, no_device_code()]);
}

/// Ten employees, and two accounts in a group.
fn company() -> Directory {
    let users = (0..12).map(|number| User {
        id: number.to_string(),
        name: number.to_string(),
        standing: Standing::Member,
    });
    let mut company = Directory {
        users: users.collect(),
        ..directory()
    };
    let two = Roster::Read(vec![10, 11]);
    company.groups.insert("glass".to_owned(), two);
    company
}

#[test]
fn whoever_is_left_out_of_every_policy_is_presumably_for_an_emergency() {
    let glass = || Who::Group("glass".to_owned());
    let but = |mut policy: Policy, who: &[Who]| {
        policy.conditions.users.exclude = who.to_vec();
        policy
    };
    let mfa = everywhere("Second factor", Control::Mfa);
    let company = company();

    // A new policy leaves them out, and so does one that is switched on or widened.
    let both = [
        but(mfa.clone(), &[glass(), Who::User("1".to_owned())]),
        but(no_device_code(), &[glass()]),
    ];
    let proof = prove(&both, &company);
    assert_eq!(proof.emergency, [glass()]);
    let wide = access(&proof)[0].fix.clone().expect("a change");
    let spared = Change::ExcludeUsers(glass());
    let fresh = vec![Change::NewCompliantDevicePolicy, spared.clone()];
    assert_eq!(wide.changes, fresh);
    assert_eq!(wide.hit.iter().map(|one| one.count).sum::<usize>(), 10);
    let after = prove(&wide.made(&both), &company);
    let left = access(&after);
    assert!(!left.is_empty() && left.iter().all(|hole| hole.emergency));
    assert!(
        left.iter()
            .all(|hole| hole.fix.is_none() && hole.count == 2)
    );

    let mut off = compliant();
    off.state = State::ReportOnly;
    let [first, second] = both.clone();
    let fix = advised(&[first.clone(), second.clone(), off], &company);
    assert_eq!(fix.changes, [Change::TurnOn, spared.clone()]);

    let mut few = compliant();
    few.conditions.users.include = vec![Who::User("1".to_owned())];
    let fix = advised(&[first, second, few], &company);
    assert_eq!(fix.changes, [Change::IncludeAllUsers, spared]);

    // One exclusion of one policy can have any reason, and so can that of many people.
    let one = [but(mfa.clone(), &[glass()])];
    assert!(prove(&one, &company).emergency.is_empty());
    let apart = [but(mfa.clone(), &[glass()]), no_device_code()];
    assert!(prove(&apart, &company).emergency.is_empty());
    let mut old = everywhere("Block old protocols", Control::Block);
    let protocols = [ClientType::ExchangeActiveSync, ClientType::Other];
    old.conditions.client_types = protocols.map(ClientCondition::Is).to_vec();
    let [first, second] = both.clone();
    let with_old = [first.clone(), second.clone(), old];
    assert_eq!(prove(&with_old, &company).emergency, [glass()]);
    let with_ordinary = [first, second, everywhere("Office", Control::Mfa)];
    assert!(prove(&with_ordinary, &company).emergency.is_empty());
    let mut large = company;
    let most = Roster::Read((0..6).collect());
    large.groups.insert("glass".to_owned(), most);
    assert!(prove(&both, &large).emergency.is_empty());
    large.groups.insert("glass".to_owned(), Roster::Unread);
    assert!(prove(&both, &large).emergency.is_empty());
}

/// Bug: in Microsoft's own order of rolling out, with policies that only report first, the change
/// was to take the emergency accounts off the exclusions.
#[test]
fn policies_that_only_report_show_whom_to_spare_too() {
    let glass = Who::Group("glass".to_owned());
    let but = |mut policy: Policy| {
        policy.state = State::ReportOnly;
        policy.conditions.users.exclude = vec![glass.clone()];
        policy
    };
    // A second factor is asked of them: that makes them no ordinary people.
    let mfa = everywhere("Second factor", Control::Mfa);
    let planned = [but(compliant()), but(no_device_code()), mfa.clone()];
    let proof = prove(&planned[..2], &company());
    assert_eq!(proof.emergency, std::slice::from_ref(&glass));
    for hole in access(&proof).iter().filter(|hole| !hole.emergency) {
        assert_eq!(hole.fix.as_ref().unwrap().changes, [Change::TurnOn]);
    }
    let mut enforced = planned;
    for policy in &mut enforced {
        policy.state = State::Enabled;
    }
    assert_eq!(prove(&enforced, &company()).emergency, [glass]);
}

/// Thirty people whom somebody let off one by one are for no emergency.
#[test]
fn many_who_are_left_out_one_by_one_are_for_no_emergency() {
    let many: Vec<Who> = (1..=6)
        .map(|number| Who::User(number.to_string()))
        .collect();
    let but = |mut policy: Policy| {
        policy.conditions.users.exclude.clone_from(&many);
        policy
    };
    let both = [but(compliant()), but(no_device_code())];
    assert!(prove(&both, &company()).emergency.is_empty());
}

/// An exclusion of people whom nobody read is not to be taken away before somebody did.
#[test]
fn nobody_who_was_not_read_is_taken_off_an_exclusion() {
    let unread = Who::Group("unread".to_owned());
    let mut policy = compliant();
    policy.conditions.users.exclude = vec![unread.clone()];
    let mut company = company();
    company.groups.insert("unread".to_owned(), Roster::Unread);
    let proof = prove(&[policy, no_device_code()], &company);
    for hole in access(&proof) {
        let changes = &hole.fix.as_ref().unwrap().changes;
        assert!(
            !changes.contains(&Change::RemoveUserExclusion(unread.clone())),
            "{changes:?}"
        );
    }
}

/// Widened, it would meet an account for an emergency that it means already, and could not leave it
/// out without opening what it closes today.
#[test]
fn a_policy_that_means_an_account_for_an_emergency_is_not_widened() {
    let glass = Who::Group("glass".to_owned());
    let mut apps = everywhere("App protection", Control::CompliantApplication);
    apps.conditions.users.exclude = vec![glass.clone()];
    let mut code = no_device_code();
    code.conditions.users.exclude = vec![glass.clone()];
    let mut few = compliant();
    few.conditions.users.include = vec![Who::User("10".to_owned())];
    few.conditions.applications.include = vec![Target::Office365];
    let proof = prove(&[apps, code, few], &company());
    assert_eq!(proof.emergency, std::slice::from_ref(&glass));
    let fixes = access(&proof)
        .into_iter()
        .filter_map(|hole| hole.fix.as_ref());
    let changes: Vec<_> = fixes.map(|fix| (fix.policy, &fix.changes[..])).collect();
    let fresh = [
        Change::NewCompliantDevicePolicy,
        Change::ExcludeUsers(glass),
    ];
    assert!(!changes.is_empty());
    assert!(
        changes.iter().all(|one| *one == (None, &fresh[..])),
        "{changes:?}"
    );
}
