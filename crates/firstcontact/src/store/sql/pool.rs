//! Connections that are lent and come back. There are only so many: a server of databases takes a
//! hundred by default, and on a few cores more of them at once only make each other wait.

use super::{Connection, Engine};
use crate::store::StoreError;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Connections at the same time, but for those that take in snapshots; who comes then waits.
const MOST: usize = 16;

/// All connections of a store.
#[derive(Default)]
pub(super) struct Pool {
    shelf: Mutex<Shelf>,
    back: Condvar,
}

#[derive(Default)]
struct Shelf {
    idle: Vec<Box<dyn Connection>>,
    lent: usize,
}

/// A connection that comes back when this is dropped, whatever happened to it.
pub(super) struct Lent<'p> {
    pool: &'p Pool,
    connection: Option<Box<dyn Connection>>,
}

impl Pool {
    /// One that waits and still lives, or a new one.
    pub(super) fn lend(&self, engine: &impl Engine) -> Result<Lent<'_>, StoreError> {
        let mut shelf = self.shelf();
        while shelf.lent >= MOST {
            let waited = self.back.wait(shelf);
            shelf = waited.unwrap_or_else(PoisonError::into_inner);
        }
        shelf.lent += 1;
        let mut lent = Lent {
            pool: self,
            connection: None,
        };
        while let Some(connection) = shelf.idle.pop() {
            if connection.is_alive() {
                lent.connection = Some(connection);
                return Ok(lent);
            }
        }
        drop(shelf);
        lent.connection = Some(engine.connect()?);
        Ok(lent)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        // Whoever panicked here left a list that is still a list.
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lent<'_> {
    /// The connection.
    pub(super) fn get(&mut self) -> Result<&mut dyn Connection, StoreError> {
        match &mut self.connection {
            Some(connection) => Ok(&mut **connection),
            None => Err(StoreError::Unreachable("there is no connection".to_owned())),
        }
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        let alive = self.connection.take().filter(|it| it.is_alive());
        let mut shelf = self.pool.shelf();
        shelf.idle.extend(alive);
        shelf.lent -= 1;
        drop(shelf);
        self.pool.back.notify_one();
    }
}
