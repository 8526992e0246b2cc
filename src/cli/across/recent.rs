//! What was looked at last of many documents, so that it need not be fetched for each that is looked at beside it.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::finding::DocumentId;

/// What was fetched of the documents that were looked at last.
pub(super) struct Recent<T> {
    /// So many are held.
    most: usize,
    known: Mutex<FxHashMap<DocumentId, Arc<T>>>,
}

impl<T> Recent<T> {
    /// Nothing yet, and never more than so many.
    pub fn new(most: usize) -> Self {
        Recent {
            most,
            known: Mutex::default(),
        }
    }

    /// What was fetched of a document; it is fetched unless it is held, and held afterwards if it `is_small`.
    pub fn get<E>(
        &self,
        document: DocumentId,
        fetch: impl FnOnce() -> Result<T, E>,
        is_small: impl FnOnce(&T) -> bool,
    ) -> Result<Arc<T>, E> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = known().get(&document) {
            return Ok(Arc::clone(held));
        }
        let fetched = Arc::new(fetch()?);
        if is_small(&fetched) {
            let mut known = known();
            if known.len() >= self.most {
                known.clear();
            }
            known.insert(document, Arc::clone(&fetched));
        }
        Ok(fetched)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_is_fetched_once_and_no_more_is_held_than_allowed() {
        let recent = Recent::new(2);
        let mut fetched = Vec::new();
        let mut ask = |document: u32, is_small: bool| {
            let fetch = || {
                fetched.push(document);
                Ok::<u32, ()>(document * 10)
            };
            *recent
                .get(DocumentId(document), fetch, |_| is_small)
                .unwrap()
        };
        assert_eq!(
            [ask(1, true), ask(1, true), ask(2, true), ask(1, true)],
            [10, 10, 20, 10]
        );
        assert_eq!([ask(3, false), ask(3, false)], [30, 30]);
        assert_eq!([ask(4, true), ask(4, true), ask(1, true)], [40, 40, 10]);
        assert_eq!(fetched, [1, 2, 3, 3, 4, 1]);
    }

    #[test]
    fn what_cannot_be_fetched_is_asked_for_again() {
        let recent = Recent::new(2);
        let fail = || Err::<u32, &str>("gone");
        assert_eq!(recent.get(DocumentId(1), fail, |_| true), Err("gone"));
        assert_eq!(
            recent.get(DocumentId(1), || Ok::<u32, &str>(7), |_| true),
            Ok(Arc::new(7))
        );
    }
}
