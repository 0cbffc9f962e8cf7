//! The guide of the person who has the device in their hands: how it is erased by hand and set up
//! again so that it ends up managed, stage by stage, in words for people who never heard of any of
//! this (remedy R11, causality.md §2.3 and §4.2). One file per stage, both languages side by side.
//!
//! Texts are plain strings in which `{device}`, `{system}`, `{serial}`, `{company}`, `{contact}`,
//! `{account}` and `{shown}` stand for the device's own facts. In German a device is „das Gerät“,
//! for „das iPhone“ and „der Mac“ do not decline alike.

pub mod consent;
mod facts;
mod paper;
mod script;
mod trouble;

mod data;
mod erase;
mod esim;
mod find_my;
mod finished;
mod network;
mod remote_management;
mod second_factor;
mod serial;
mod set_up;
mod sign_in;
mod wait;

pub use facts::{DeviceFacts, OsVersion, Platform};
pub use trouble::Trouble;

use crate::i18n::Language;
use remedy::step::Task;
use script::Script;

/// The stages of the way, in their order.
const SCRIPTS: [&Script; 12] = [
    &serial::STAGE,
    &data::STAGE,
    &esim::STAGE,
    &find_my::STAGE,
    &second_factor::STAGE,
    &network::STAGE,
    &erase::STAGE,
    &set_up::STAGE,
    &remote_management::STAGE,
    &sign_in::STAGE,
    &wait::STAGE,
    &finished::STAGE,
];

/// A stage of the way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StageName {
    /// It is the right device.
    Serial,
    /// What must survive lies elsewhere.
    Data,
    /// The mobile plan stays.
    Esim,
    /// The personal lock is gone.
    FindMy,
    /// The holder can sign in without this device.
    SecondFactor,
    /// Network and power.
    Network,
    /// The erase.
    Erase,
    /// As new, with no other device and no backup.
    SetUp,
    /// Remote Management must appear.
    RemoteManagement,
    /// With the work account.
    SignIn,
    /// For the final configuration.
    Wait,
    /// Company Portal, and looking whether all works.
    Finished,
}

impl StageName {
    /// Every stage, in its order.
    pub const ALL: [Self; 12] = [
        Self::Serial,
        Self::Data,
        Self::Esim,
        Self::FindMy,
        Self::SecondFactor,
        Self::Network,
        Self::Erase,
        Self::SetUp,
        Self::RemoteManagement,
        Self::SignIn,
        Self::Wait,
        Self::Finished,
    ];

    /// The public word, as forms and the store spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Data => "data",
            Self::Esim => "esim",
            Self::FindMy => "findMy",
            Self::SecondFactor => "secondFactor",
            Self::Network => "network",
            Self::Erase => "erase",
            Self::SetUp => "setUp",
            Self::RemoteManagement => "remoteManagement",
            Self::SignIn => "signIn",
            Self::Wait => "wait",
            Self::Finished => "finished",
        }
    }

    /// Reads the public word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == word)
    }

    /// The step of a plan that the stage belongs to: the last stage of a step ends it.
    pub const fn task(self) -> Task {
        match self {
            Self::Serial | Self::Data | Self::Esim => Task::DataPlan,
            Self::FindMy => Task::FindMyOff,
            Self::SecondFactor | Self::Network => Task::SecondFactor,
            Self::Erase => Task::EraseByHand,
            Self::SetUp | Self::RemoteManagement => Task::SetupAssistant,
            Self::SignIn | Self::Wait | Self::Finished => Task::Finish,
        }
    }
}

/// The way for one device, in one language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guide {
    /// The device.
    pub facts: DeviceFacts,
    /// The language of all texts.
    pub language: Language,
    /// The stages that this device needs, in their order.
    pub stages: Vec<Stage>,
}

/// A stage in one language, with the device's facts put in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stage {
    /// Which.
    pub name: StageName,
    /// What is done, as a line without a full stop.
    pub title: String,
    /// Why, in a sentence or two.
    pub why: String,
    /// What to do, in this order.
    pub points: Vec<Point>,
    /// What must not be done; none where nothing is dangerous.
    pub warning: Option<String>,
    /// What the holder says when it is done: the words of a button.
    pub confirm: String,
}

/// One thing to do or to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// In words.
    pub says: String,
    /// The way through the device's own screens, one name after the other; empty without one.
    pub path: Vec<String>,
}

impl Guide {
    /// The way for a device.
    pub fn new(facts: DeviceFacts, language: Language) -> Self {
        let scripts = SCRIPTS.iter().filter(|script| (script.when)(&facts));
        let stages = scripts.map(|script| script.stage(&facts, language));
        Self {
            stages: stages.collect(),
            language,
            facts,
        }
    }

    /// One of the stages; none if this device does not need it.
    pub fn stage(&self, name: StageName) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.name == name)
    }

    /// The stage after another; none after the last one.
    pub fn after(&self, name: StageName) -> Option<StageName> {
        let names = self.stages.iter().map(|stage| stage.name);
        names.into_iter().find(|next| *next > name)
    }
}

#[cfg(test)]
mod tests;
