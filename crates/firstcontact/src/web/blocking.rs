//! Calls to the store block; they wait on threads that nobody else needs.

use super::House;
use super::problem::Problem;
use crate::store::StoreError;
use std::sync::Arc;

/// Does something that blocks, and waits for it.
pub(super) async fn ask<T: Send + 'static>(
    house: &Arc<House>,
    work: impl FnOnce(&House) -> Result<T, StoreError> + Send + 'static,
) -> Result<T, Problem> {
    let house = house.clone();
    match tokio::task::spawn_blocking(move || work(&house)).await {
        Ok(answer) => answer.map_err(|error| Problem::of_store(&error)),
        Err(error) => {
            tracing::error!(%error, "a request broke off");
            Err(Problem::broken())
        }
    }
}
