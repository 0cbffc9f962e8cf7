//! What every page of a tenant has around it, as templates ask for it.

use super::{Frame, Role, Theme, address, assets};
use crate::i18n::Language;
use crate::report::wording;
use crate::store::Tenant;

/// The parts of the dashboard that the head of every page leads to: its name, and its address.
const PARTS: [(&str, &str); 8] = [
    ("web-today", "today"),
    ("web-fleet", "fleet"),
    ("web-cases", "cases"),
    ("web-prevention", "prevention"),
    ("web-reports", "reports"),
    ("web-handbook", "handbook"),
    ("web-tenant", "tenant"),
    ("web-audit", "audit"),
];

/// The frame, and where in the dashboard the page stands.
pub(super) struct Shell<'f> {
    pub(super) frame: &'f Frame<'f>,
    pub(super) title: String,
    here: &'static str,
}

/// A part of the dashboard in the head of a page.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) address: String,
    pub(super) here: bool,
}

impl<'f> Shell<'f> {
    /// A page with a title, in a part of the dashboard by its address.
    pub(super) fn new(frame: &'f Frame<'f>, here: &'static str, title: String) -> Self {
        Self { frame, title, here }
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.frame.language.text(key)
    }

    pub(super) fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.frame.language.with(key, &[(name, value)])
    }

    /// A number and what is counted.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand over references"
    )]
    pub(super) fn counted(&self, key: &str, count: &u64) -> String {
        counted(self.frame.language, key, *count)
    }

    pub(super) fn lang(&self) -> &'static str {
        self.frame.language.tag()
    }

    /// The other languages: tag and name.
    pub(super) fn languages(&self) -> [(&'static str, &'static str, bool); 2] {
        let chosen = self.frame.language;
        [
            ("en", "English", chosen == Language::En),
            ("de", "Deutsch", chosen == Language::De),
        ]
    }

    pub(super) fn themes(&self) -> [(&'static str, String, bool); 3] {
        [Theme::Auto, Theme::Light, Theme::Dark].map(|theme| {
            let name = theme_name(theme);
            let words = self.text(&format!("web-theme-{name}"));
            (name, words, theme == self.frame.theme)
        })
    }

    pub(super) fn theme(&self) -> &'static str {
        theme_name(self.frame.theme)
    }

    pub(super) fn parts(&self) -> Vec<Part> {
        let shown =
            |part: &&(&str, &str)| part.1 != "audit" || self.frame.role >= Role::Administrator;
        let part = |(name, place): &(&str, &'static str)| Part {
            name: self.text(name),
            address: self.link(place),
            here: *place == self.here,
        };
        PARTS.iter().filter(shown).map(part).collect()
    }

    /// The other tenants that the viewer may see, with their addresses.
    pub(super) fn tenants(&self) -> Vec<(String, String, bool)> {
        let entry = |(tenant, name): &(Tenant, String)| {
            let address = format!("/t/{}/today", tenant.0);
            (
                wording::plain(name).into_owned(),
                address,
                *tenant == self.frame.tenant,
            )
        };
        self.frame.tenants.iter().map(entry).collect()
    }

    /// The page of the tenant with this address.
    pub(super) fn link(&self, rest: &str) -> String {
        address::page(self.frame, rest)
    }

    pub(super) fn tenant_name(&self) -> String {
        wording::plain(self.frame.tenant_name).into_owned()
    }

    pub(super) fn viewer(&self) -> String {
        wording::plain(self.frame.viewer).into_owned()
    }

    pub(super) fn may_write(&self) -> bool {
        self.frame.role >= Role::Operator
    }

    pub(super) fn administers(&self) -> bool {
        self.frame.role >= Role::Administrator
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) fn style(&self) -> String {
        assets::style()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) fn script(&self) -> String {
        assets::script()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) fn icon(&self) -> String {
        assets::icon()
    }
}

/// The name of a theme, as the sheet of style and forms know it.
pub(super) const fn theme_name(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

pub(super) fn number(language: Language, value: u64) -> String {
    wording::number(language, usize::try_from(value).unwrap_or(usize::MAX))
}

/// A number and what is counted: `74 devices`.
pub(super) fn counted(language: Language, key: &str, count: u64) -> String {
    wording::counted(language, key, usize::try_from(count).unwrap_or(usize::MAX))
}
