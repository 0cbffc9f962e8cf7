//! Where a snapshot is written: to a folder, or to memory for the services of a living world.

use crate::error::LabError;
use crate::tier::Tier;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Files in memory, by their path in the snapshot.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The head of the customer's list.
const REGISTER_HEAD: &str = "Serial number,Model,IMEI,User,Site,Status,Handed out\n";

/// Where files go.
#[derive(Debug)]
pub(crate) enum Sink {
    /// A folder, and in it the lists that people keep, if the tenant has them.
    Folder {
        folder: PathBuf,
        register: Option<File>,
        answers: Option<File>,
    },
    /// Memory. No interface shows the lists that people keep.
    Memory(Files),
}

impl Sink {
    /// A folder that does not exist yet, or is empty.
    pub(super) fn folder(folder: &Path, tier: Tier) -> Result<Self, LabError> {
        for part in ["", "microsoft", "apple"] {
            let path = folder.join(part);
            fs::create_dir_all(&path).map_err(LabError::writing(&path))?;
        }
        let open = |name: &str, head: &str| -> Result<File, LabError> {
            let path = folder.join(name);
            let mut file = File::create(&path).map_err(LabError::writing(&path))?;
            file.write_all(head.as_bytes())
                .map_err(LabError::writing(&path))?;
            Ok(file)
        };
        let register = (tier >= Tier::Register)
            .then(|| open("register.csv", REGISTER_HEAD))
            .transpose()?;
        let answers = (tier >= Tier::Look)
            .then(|| open("answers.ndjson", ""))
            .transpose()?;
        Ok(Self::Folder {
            folder: folder.to_owned(),
            register,
            answers,
        })
    }

    pub(super) const fn memory() -> Self {
        Self::Memory(Files::new())
    }

    /// Writes a file.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), LabError> {
        match self {
            Self::Folder { folder, .. } => {
                let path = folder.join(name);
                fs::write(&path, bytes).map_err(LabError::writing(&path))
            }
            Self::Memory(files) => {
                files.insert(name.to_owned(), bytes.to_vec());
                Ok(())
            }
        }
    }

    /// Goes on with the customer's list.
    pub(super) fn register(&mut self, bytes: &[u8]) -> Result<(), LabError> {
        match self {
            Self::Folder {
                folder,
                register: Some(file),
                ..
            } => file.write_all(bytes).map_err(LabError::writing(folder)),
            _ => Ok(()),
        }
    }

    /// Goes on with what people answered.
    pub(super) fn answers(&mut self, bytes: &[u8]) -> Result<(), LabError> {
        match self {
            Self::Folder {
                folder,
                answers: Some(file),
                ..
            } => file.write_all(bytes).map_err(LabError::writing(folder)),
            _ => Ok(()),
        }
    }

    /// Tears the end off a file. What services answer is torn by their weather instead.
    pub(super) fn tear(&mut self, name: &str) -> Result<(), LabError> {
        let Self::Folder { folder, .. } = self else {
            return Ok(());
        };
        let path = folder.join(name);
        let bytes = fs::read(&path).map_err(LabError::reading(&path))?;
        fs::write(&path, &bytes[..bytes.len() * 9 / 10]).map_err(LabError::writing(&path))
    }

    /// What was written to memory.
    pub(super) fn files(self) -> Files {
        match self {
            Self::Folder { .. } => Files::new(),
            Self::Memory(files) => files,
        }
    }
}
