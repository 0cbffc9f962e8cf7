//! What a holder agrees to before a device is erased, and whether they did.

use super::DeviceFacts;
use super::facts::ending;
use super::script::Both;
use crate::i18n::Language;
use remedy::digest::Digest;

/// How many characters of the serial number are typed as agreement.
pub const TYPED: usize = 4;
/// The longest name.
const NAME_MAX: usize = 200;

const LOST: Both = Both {
    en: "Everything on the {device} with the serial number {serial} is erased: photos, messages, \
         files, apps, settings and accounts. It cannot be undone.",
    de: "Auf dem Gerät ({device}) mit der Seriennummer {serial} wird alles gelöscht: Fotos, \
         Nachrichten, Dateien, Apps, Einstellungen und Konten. Das lässt sich nicht rückgängig \
         machen.",
};
const KEPT: Both = Both {
    en: "What stays is only what was saved elsewhere before, such as in iCloud or OneDrive.",
    de: "Es bleibt nur, was vorher anderswo gesichert wurde, etwa in iCloud oder OneDrive.",
};
const KEPT_WITH_ESIM: Both = Both {
    en: "What stays is only what was saved elsewhere before, such as in iCloud or OneDrive, and an \
         eSIM if you choose to keep it.",
    de: "Es bleibt nur, was vorher anderswo gesichert wurde, etwa in iCloud oder OneDrive, und \
         eine eSIM, wenn Sie wählen, sie zu behalten.",
};
const AFTER: Both = Both {
    en: "Afterwards {company} manages the device.",
    de: "Danach wird das Gerät von {company} verwaltet.",
};

/// What happens to the data: shown to the holder, and kept with their consent.
pub fn consequence(facts: &DeviceFacts, language: Language) -> String {
    let kept = if facts.maybe_esim() {
        KEPT_WITH_ESIM
    } else {
        KEPT
    };
    [LOST, kept, AFTER]
        .map(|words| words.filled(facts, language))
        .join(" ")
}

/// What a holder typed.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'t> {
    /// Their name.
    pub name: &'t str,
    /// The end of the serial number.
    pub ending: &'t str,
    /// The plan whose hash stood in the form.
    pub plan: &'t str,
}

/// Why what was typed is no agreement.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAgreed {
    /// No name, or one of more than 200 characters.
    NoName,
    /// Not the end of this serial number.
    OtherSerial,
    /// The form was of another plan, which was replaced since.
    OtherPlan,
}

impl NotAgreed {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::NoName, Self::OtherSerial, Self::OtherPlan];

    /// The key of the sentence that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoName => "holder-consent-no-name",
            Self::OtherSerial => "holder-consent-other-serial",
            Self::OtherPlan => "holder-consent-other-plan",
        }
    }
}

/// The name of whoever agreed, if they did: to this plan, and with this device before their eyes.
pub fn agreed(typed: &Typed<'_>, serial: &str, plan: Digest) -> Result<String, NotAgreed> {
    let name = typed.name.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(NotAgreed::NoName);
    }
    if Digest::parse(typed.plan) != Some(plan) {
        return Err(NotAgreed::OtherPlan);
    }
    let wanted = ending(serial.trim());
    if wanted.is_empty() || !typed.ending.trim().eq_ignore_ascii_case(&wanted) {
        return Err(NotAgreed::OtherSerial);
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{NotAgreed, Typed, agreed};
    use remedy::digest::Digest;

    #[test]
    fn an_agreement_names_a_person_this_device_and_this_plan() {
        let plan = Digest::of(&[b"plan"]);
        let hash = plan.to_string();
        let typed = Typed {
            name: " Erika Muster ",
            ending: " zx81",
            plan: &hash,
        };
        let ask = |typed: Typed<'_>| agreed(&typed, "F2LABCZX81", plan);
        assert_eq!(ask(typed), Ok("Erika Muster".to_owned()));
        assert_eq!(ask(Typed { name: " ", ..typed }), Err(NotAgreed::NoName));
        let long = "x".repeat(201);
        assert_eq!(
            ask(Typed {
                name: &long,
                ..typed
            }),
            Err(NotAgreed::NoName)
        );
        for ending in ["", "zx82", "81", "F2LABCZX81"] {
            let typed = Typed { ending, ..typed };
            assert_eq!(ask(typed), Err(NotAgreed::OtherSerial), "{ending}");
        }
        let other = Digest::of(&[b"other"]).to_string();
        for plan in ["", &hash[..8], &other] {
            assert_eq!(ask(Typed { plan, ..typed }), Err(NotAgreed::OtherPlan));
        }
        let short = Typed {
            ending: "A1",
            ..typed
        };
        assert_eq!(agreed(&short, "a1", plan).as_deref(), Ok("Erika Muster"));
        let empty = Typed {
            ending: "",
            ..typed
        };
        assert_eq!(agreed(&empty, "", plan), Err(NotAgreed::OtherSerial));
    }
}
