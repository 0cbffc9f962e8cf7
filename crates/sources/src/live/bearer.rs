//! Signing in for whoever asks a vendor for more than readings. What is sent with the token is not
//! known here, and no token but that of these settings can be had.

use super::Surroundings;
use super::allowed::Wire;
use super::failure::CollectError;
use super::origin::Origin;
use super::settings::{AppleSettings, MicrosoftSettings};
use super::sign_in::{Identity, Ticket, renew};

use enrollment::moment::Moment;
use secrecy::SecretString;

/// An identity at one service, and its token as long as that is good.
pub struct Bearer {
    settings: Settings,
    wire: Wire,
    ticket: Option<Ticket>,
}

enum Settings {
    Microsoft(MicrosoftSettings),
    Apple(AppleSettings),
}

impl Bearer {
    /// An application of Entra, for Graph.
    pub fn microsoft(
        settings: MicrosoftSettings,
        authorities: Option<&str>,
    ) -> Result<Self, CollectError> {
        let wire = Wire::open(settings.graph.is_here(), authorities)?;
        Ok(Self {
            settings: Settings::Microsoft(settings),
            wire,
            ticket: None,
        })
    }

    /// An API account, for Apple Business or Apple School Manager.
    pub fn apple(settings: AppleSettings, authorities: Option<&str>) -> Result<Self, CollectError> {
        let wire = Wire::open(settings.api.is_here(), authorities)?;
        Ok(Self {
            settings: Settings::Apple(settings),
            wire,
            ticket: None,
        })
    }

    /// Where the service is: the only place where the token may go.
    pub const fn origin(&self) -> &Origin {
        match &self.settings {
            Settings::Microsoft(it) => &it.graph,
            Settings::Apple(it) => &it.api,
        }
    }

    /// The token; it is asked for if there is none, or none that is still good.
    pub fn token(&mut self, around: &Surroundings<'_>) -> Result<SecretString, CollectError> {
        let now = (around.now)();
        if let Some(ticket) = self.ticket.as_ref().filter(|it| it.good_until > now) {
            return Ok(ticket.token.clone());
        }
        let identity = match &self.settings {
            Settings::Microsoft(it) => Identity::Microsoft(it),
            Settings::Apple(it) => Identity::Apple(it),
        };
        let held = self.ticket.as_ref();
        let number = held.map_or(0, |ticket| ticket.number) + 1;
        let new = renew(&self.wire, &identity, held, number, around)?;
        let token = new.token.clone();
        self.ticket = Some(new);
        Ok(token)
    }

    /// The service refused the token: the next one is a new one.
    pub fn refused(&mut self) {
        if let Some(ticket) = &mut self.ticket {
            ticket.good_until = Moment::FIRST;
        }
    }
}
