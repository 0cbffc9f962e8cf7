//! One device: everything that truly happened to it, beside what each source shows of it.

use crate::ceiling::{REFERENCE_SEED, Reference};
use crate::clock;
use crate::device::{Story, index_of};
use crate::error::LabError;
use crate::event::{Answer, Event, Pane, Releaser, Style, Way};
use crate::examine::{Examined, examine};
use crate::observe::{AuditKind, Coverage, Lock, Optics, Whereabouts};
use crate::tier::Tier;
use crate::truth::{CAUSES, code, rescued_by};
use crate::world::{Recipe, Service, World};
use std::fmt::Write;

/// Tells the story of a serial number in a world.
pub fn tell(recipe: &Recipe, serial: &str, tier: Tier) -> Result<String, LabError> {
    let world = World::build(recipe);
    let wanted = serial.trim().to_uppercase();
    let found = index_of(world.seed, &wanted).filter(|(index, _)| *index < world.population());
    let Some((index, replacement)) = found else {
        return Err(LabError::Asked(format!(
            "no device of this world has the serial number {wanted}; truth.ndjson lists them"
        )));
    };
    let optics = Optics::of(&world);
    // Its order stands around it: the others tell how the order fares.
    let order = world.order_of(index);
    let (first, size) = (order.first, u64::from(order.size));
    let devices = examine(&world, &optics, first..first + size);
    let mine = |it: &&Examined| {
        let facts = &it.story.facts;
        facts.index == index && facts.replacement == replacement
    };
    let Some(device) = devices.iter().find(mine) else {
        return Err(LabError::Asked(format!(
            "{wanted} would be the unit that replaces another, but nothing was replaced"
        )));
    };
    let reference = Reference::learn(recipe, REFERENCE_SEED..REFERENCE_SEED + 20, 2_000);
    let mut out = String::new();
    // Writing to a text cannot fail.
    let _ = head(&mut out, &world, device);
    let _ = log(&mut out, &device.story);
    let _ = sources(&mut out, device, tier);
    let _ = verdict(&mut out, &world, device, tier, &reference);
    Ok(out)
}

fn head(out: &mut String, world: &World, device: &Examined) -> std::fmt::Result {
    let facts = &device.story.facts;
    writeln!(
        out,
        "{} · {} · {} · world {} at {}",
        facts.serial_text(),
        facts.product.model,
        facts.order.source.name(),
        world.seed,
        clock::text(world.looked_at)
    )?;
    for injected in &world.faults {
        let until = if injected.until < world.looked_at {
            format!("until {}", clock::text(injected.until))
        } else {
            "and goes on".to_owned()
        };
        writeln!(
            out,
            "  {} since {} {until}: {}",
            injected.fault.code,
            clock::text(injected.from),
            injected.fault.about
        )?;
    }
    Ok(())
}

fn log(out: &mut String, story: &Story) -> std::fmt::Result {
    writeln!(out, "\nWhat happened")?;
    for entry in &story.lived.log {
        let symbol = entry.event.symbol();
        writeln!(
            out,
            "  {}  {symbol:<4} {}",
            clock::text(entry.at),
            words(&entry.event)
        )?;
    }
    Ok(())
}

/// An event in words.
pub(crate) fn words(event: &Event) -> String {
    let service = |service: &Service| match service {
        Service::Intune(0) => "Intune's service".to_owned(),
        Service::Intune(token) => format!("Intune's service of token {}", token + 1),
        Service::Configurator => "Apple Configurator's service".to_owned(),
        Service::Other => "another product's service".to_owned(),
    };
    match event {
        Event::Ordered => "ordered".to_owned(),
        Event::Shipped => "shipped".to_owned(),
        Event::Delivered => "delivered".to_owned(),
        Event::Added { source, ours: true } => {
            format!("added to the organisation ({})", source.name())
        }
        Event::Added { .. } => "added to somebody else's organisation".to_owned(),
        Event::Assigned(to) => format!("assigned to {}", service(to)),
        Event::Unassigned => "taken off its service".to_owned(),
        Event::Imported(token) => format!("imported by a sync of token {}", token + 1),
        Event::Uploaded => "serial number uploaded to Intune".to_owned(),
        Event::MarkedGone(_) => "a sync marks the row as gone".to_owned(),
        Event::RowDeleted(_) => "the help desk deletes the row".to_owned(),
        Event::ProfileRequested(profile) => format!("Intune asks for profile {}", profile + 1),
        Event::ProfileAccepted(profile) => format!("Apple accepts profile {}", profile + 1),
        Event::ProfileCleared => "Apple drops the profile".to_owned(),
        Event::PoweredOn { style, at_site } => begins(*style, *at_site),
        Event::Reached(pane) => format!("… {}", pane_words(*pane)),
        Event::Answered(answer) => match answer {
            Answer::Ours => "Apple answers: our service".to_owned(),
            Answer::Others => "Apple answers: somebody else's service".to_owned(),
            Answer::Nothing => "Apple answers: nothing is pending".to_owned(),
            Answer::Error => "no answer comes from Apple".to_owned(),
        },
        Event::Stopped { why, recorded } => format!(
            "stops at gate G{} ({why:?}), {}",
            why.gate(),
            if *recorded {
                "and Intune records it"
            } else {
                "and nobody records it"
            }
        ),
        Event::Enrolled { way, .. } => match way {
            Way::WithUser => "enrolled, with its person".to_owned(),
            Way::Userless => "enrolled, without a person".to_owned(),
            Way::ByHand => "enrolled by hand".to_owned(),
            Way::Elsewhere => "enrolled in another product".to_owned(),
        },
        Event::Lost { recorded: true } => "lost, and the list says so".to_owned(),
        Event::Lost { .. } => "lost, and nobody wrote it down".to_owned(),
        Event::Released(Releaser::Person) => "released by its holder".to_owned(),
        Event::Released(Releaser::Administrator) => "released by an administrator".to_owned(),
        Event::Released(Releaser::Replacement) => "released by the repair".to_owned(),
        Event::MigrationPlanned { deadline } => {
            format!(
                "a move to our service is planned until {}",
                clock::text(*deadline)
            )
        }
        other => plain(other).to_owned(),
    }
}

fn begins(style: Style, at_site: bool) -> String {
    let how = match style {
        Style::New => "as new",
        Style::QuickStart => "from another device beside it",
        Style::RestoreOther => "with another device's backup",
        Style::RestoreOwn => "with its own backup",
    };
    let network = if at_site {
        "on the site's network"
    } else {
        "at home"
    };
    format!("Setup Assistant begins, {how}, {network}")
}

const fn plain(event: &Event) -> &'static str {
    match event {
        Event::SignedIn => "signs in",
        Event::OldRecordKept => "Intune keeps the earlier record, too",
        Event::ConfigurationStuck => "the final configuration does not come",
        Event::InUseUnmanaged => "in use, without management",
        Event::FindMyOn => "Find My is on, with a personal Apple Account",
        Event::FindMyOff => "the holder signed out of the personal Apple Account; Find My is off",
        Event::CheckedIn => "checks in for the first time",
        Event::CheckedInAgain => "checks in when asked to",
        Event::RecordDeleted(_) => "an administrator deletes Intune's record",
        Event::FellSilent => "falls silent",
        Event::Registered => "registered in Entra",
        Event::Evaluated { compliant: true } => "compliant",
        Event::Evaluated { .. } => "not compliant",
        Event::Prepared => "prepared with Apple Configurator and switched off",
        Event::HandedOut => "handed out",
        Event::Returned => "returned",
        Event::Purged => "the row of the released device is purged",
        Event::Erased(_) => "erased",
        Event::LeftManagement => "taken out of management by its holder",
        Event::MigrationCancelled => "the move is called off",
        Event::MigrationFailed => "the move fails",
        Event::MigrationDone => "moved to our service",
        Event::ReplacedByAnother => "replaced by another unit",
        Event::ReplacesAnother => "comes as a replacement",
        _ => "",
    }
}

const fn pane_words(pane: Pane) -> &'static str {
    match pane {
        Pane::Hello => "Hello",
        Pane::QuickStart => "Quick Start",
        Pane::Network => "network",
        Pane::Activation => "activation",
        Pane::Check => "looks up its cloud configuration",
        Pane::RemoteManagement => "Remote Management",
        Pane::Authentication => "sign-in",
        Pane::Enrollment => "management profile",
        Pane::AwaitConfiguration => "awaits its configuration",
        Pane::Home => "home screen",
    }
}

fn sources(out: &mut String, device: &Examined, tier: Tier) -> std::fmt::Result {
    let seen = &device.seen;
    writeln!(out, "\nWhat each source shows (tier {tier})")?;
    for row in &seen.rows {
        let list = row
            .token
            .map_or("uploaded list".to_owned(), |it| format!("token {}", it + 1));
        let profile = row.profile.map_or("no profile".to_owned(), |(number, at)| {
            format!("profile {} since {}", number + 1, clock::text(at))
        });
        writeln!(
            out,
            "  Intune's list    {list}: {} since {}, {profile}{}",
            row.state,
            clock::text(row.created),
            if row.gone { ", marked as gone" } else { "" }
        )?;
    }
    for row in &seen.managed {
        writeln!(
            out,
            "  managed device   {} since {}, last sync {}, {}",
            row.kind,
            clock::text(row.enrolled),
            clock::text(row.last_sync),
            row.compliance
        )?;
    }
    for row in &seen.failures {
        writeln!(
            out,
            "  failure          {:?} at {}",
            row.why,
            clock::text(row.at)
        )?;
    }
    if tier >= Tier::Abm {
        apple(out, device, tier)?;
    }
    if tier >= Tier::SignIns {
        for row in &seen.sign_ins {
            let to = if row.to_enrollment {
                "Intune Enrollment"
            } else {
                "mail"
            };
            writeln!(
                out,
                "  sign-in          {to} at {}: {:?}",
                clock::text(row.at),
                row.end
            )?;
        }
    }
    if tier >= Tier::Register {
        people(out, device, tier)?;
    }
    Ok(())
}

fn apple(out: &mut String, device: &Examined, tier: Tier) -> std::fmt::Result {
    let seen = &device.seen;
    match &seen.org {
        None => writeln!(out, "  Apple            not in the list")?,
        Some(row) => writeln!(
            out,
            "  Apple            {} added {}, {}",
            row.source.name(),
            clock::text(row.added),
            if row.assigned {
                "assigned"
            } else {
                "unassigned"
            }
        )?,
    }
    match seen.lock {
        None => writeln!(out, "  Activation Lock  nobody asked, or no answer")?,
        Some(Lock::None) => writeln!(out, "  Activation Lock  none")?,
        Some(Lock::User) => writeln!(out, "  Activation Lock  personal")?,
        Some(Lock::Mdm) => writeln!(out, "  Activation Lock  a service's")?,
    }
    if let Some(Coverage::Since(from)) = seen.coverage {
        writeln!(out, "  coverage         since {}", clock::day_text(from))?;
    }
    if tier >= Tier::Audit {
        for row in &seen.audit {
            let what = match row.kind {
                AuditKind::Added(_) => "added",
                AuditKind::Assigned(_) => "assigned",
                AuditKind::Unassigned => "unassigned",
                AuditKind::Removed(_) => "removed",
                AuditKind::Erased => "erased",
            };
            writeln!(out, "  audit event      {what} at {}", clock::text(row.at))?;
        }
    }
    Ok(())
}

fn people(out: &mut String, device: &Examined, tier: Tier) -> std::fmt::Result {
    match &device.seen.register {
        None => writeln!(out, "  register         not listed")?,
        Some(row) => writeln!(
            out,
            "  register         '{}' {}{}",
            row.serial,
            match row.whereabouts {
                Whereabouts::Stock => "in stock",
                Whereabouts::HandedOut => "handed out",
                Whereabouts::Returned => "returned",
                Whereabouts::Lost => "lost",
                Whereabouts::Unsaid => "without a word about where it is",
            },
            row.handed_out
                .map(|day| format!(" on {}", clock::day_text(day)))
                .unwrap_or_default()
        )?,
    }
    if tier >= Tier::Look {
        for row in &device.seen.answers {
            let (question, answer) = (row.question, row.answer);
            writeln!(out, "  answer           {question}: {answer}")?;
        }
    }
    Ok(())
}

fn verdict(
    out: &mut String,
    world: &World,
    device: &Examined,
    tier: Tier,
    reference: &Reference,
) -> std::fmt::Result {
    let truth = &device.truth;
    writeln!(out, "\nWhat is true")?;
    let family = CAUSES
        .get(usize::from(truth.cause))
        .map(|cause| cause.family);
    writeln!(
        out,
        "  {} ({}), first gate not passed: {}, needs: {}{}",
        code(truth.cause),
        family.unwrap_or("nothing is wrong"),
        truth
            .gate
            .map_or("none".to_owned(), |gate| format!("G{gate}")),
        truth.action.name(),
        if truth.live_data {
            "; an erase would destroy live data without need"
        } else {
            ""
        }
    )?;
    if !truth.secondary.is_empty() {
        let codes: Vec<&str> = truth.secondary.iter().map(|cause| code(*cause)).collect();
        writeln!(out, "  also in its way: {}", codes.join(", "))?;
    }
    let rescued = rescued_by(world, &device.story.facts);
    if !rescued.is_empty() {
        writeln!(out, "  it would be enrolled without {}", rescued.join(", "))?;
    }
    let best = reference.attainable(world, device, tier);
    writeln!(
        out,
        "  with this evidence, one would believe {} with {:.2} and decide to {}",
        code(best.cause),
        best.probability,
        best.decision
    )
}
