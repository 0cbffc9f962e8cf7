//! What can be asked of a person, and what the answer would settle.

use crate::case_file::{Look, OtherMdm, Reading, ReadingId, SetupStory, UnlockPlan};

/// A question that a person can answer about one device. Its id is the name of the reading that
/// the answer becomes, and its answers are that reading's values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Question {
    /// The reading that the answer becomes.
    pub reading: ReadingId,
}

impl Question {
    /// What did a person see when they looked at it?
    pub const LOOK: Self = Self {
        reading: Look::INFO.id,
    };
    /// How was it last set up?
    pub const SETUP_STORY: Self = Self {
        reading: SetupStory::INFO.id,
    };
    /// Was it managed by another service before?
    pub const OTHER_MDM: Self = Self {
        reading: OtherMdm::INFO.id,
    };
    /// Is there a plan to lift the personal Activation Lock?
    pub const UNLOCK_PLAN: Self = Self {
        reading: UnlockPlan::INFO.id,
    };

    /// Every question.
    pub const ALL: [Self; 4] = [
        Self::LOOK,
        Self::SETUP_STORY,
        Self::OTHER_MDM,
        Self::UNLOCK_PLAN,
    ];

    /// Its public id.
    pub fn id(self) -> &'static str {
        self.reading.info().name
    }

    /// The ids of its answers.
    pub fn answers(self) -> &'static [&'static str] {
        &self.reading.info().values[1..]
    }

    /// The question with this id.
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.id() == id)
    }
}
