//! What a run needs again only later: that of a small run stays in memory, that of a large one lies in a temporary file which is gone with the run.

use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use tempfile::SpooledTempFile;

/// So many bytes stay in memory.
const IN_MEMORY: usize = 16 << 20;

/// Where things lie until they are needed.
pub(super) struct Spool {
    file: Mutex<SpoolFile>,
    /// So many bytes are held in memory besides.
    n_held: AtomicUsize,
}

struct SpoolFile {
    file: SpooledTempFile,
    /// Where the next thing is put.
    end: u64,
}

/// For which one gets back what one has put into a spool.
#[derive(Debug)]
pub(super) enum SpoolSlip {
    /// It lies there.
    Put { start: u64, length: u32 },
    /// It could not be put there, or is needed at once.
    Held(Box<[u8]>),
}

impl Default for Spool {
    fn default() -> Self {
        Spool {
            file: Mutex::new(SpoolFile {
                file: SpooledTempFile::new(IN_MEMORY),
                end: 0,
            }),
            n_held: AtomicUsize::new(0),
        }
    }
}

impl Spool {
    /// Puts something in. Where the disk is full it stays in memory.
    pub fn put(&self, bytes: Vec<u8>) -> SpoolSlip {
        let mut spool = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        match spool.put(&bytes) {
            Ok(slip) => slip,
            Err(_) => SpoolSlip::Held(bytes.into()),
        }
    }

    /// Whether something of so many bytes, which costs more to make again than to hold, may be held until it is needed. What may, counts as held.
    pub fn may_hold(&self, n_bytes: usize) -> bool {
        let with_it = |n_held: usize| Some(n_held + n_bytes).filter(|all| *all <= IN_MEMORY);
        let held = &self.n_held;
        held.fetch_update(Ordering::Relaxed, Ordering::Relaxed, with_it)
            .is_ok()
    }

    /// Gives back what was put in.
    pub fn get(&self, slip: SpoolSlip) -> io::Result<Vec<u8>> {
        match slip {
            SpoolSlip::Held(bytes) => Ok(bytes.into()),
            put => self.look(&put),
        }
    }

    /// Gives what was put in, and keeps it.
    pub fn look(&self, slip: &SpoolSlip) -> io::Result<Vec<u8>> {
        match slip {
            SpoolSlip::Held(bytes) => Ok(bytes.to_vec()),
            SpoolSlip::Put { start, length } => {
                let mut bytes = vec![0; usize::try_from(*length).map_err(io::Error::other)?];
                let mut spool = self.file.lock().unwrap_or_else(PoisonError::into_inner);
                spool.file.seek(SeekFrom::Start(*start))?;
                spool.file.read_exact(&mut bytes)?;
                Ok(bytes)
            }
        }
    }
}

impl SpoolFile {
    fn put(&mut self, bytes: &[u8]) -> io::Result<SpoolSlip> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?;
        let start = self.end;
        self.file.seek(SeekFrom::Start(start))?;
        self.file.write_all(bytes)?;
        self.end += u64::from(length);
        Ok(SpoolSlip::Put { start, length })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn no_more_is_held_than_there_is_room_for() {
        let spool = Spool::default();
        assert!(spool.may_hold(IN_MEMORY / 2) && spool.may_hold(IN_MEMORY / 2));
        assert!(!spool.may_hold(1) && spool.may_hold(0));
    }

    #[test]
    fn what_was_put_in_comes_back_in_any_order_from_memory_and_from_disk() {
        let spool = Spool::default();
        let large = vec![7; IN_MEMORY / 3];
        let small = spool.put(b"abc".to_vec());
        let slips: Vec<SpoolSlip> = (0..4).map(|_| spool.put(large.clone())).collect();
        let last = spool.put(b"last".to_vec());
        assert_eq!(spool.look(&last).unwrap(), b"last");
        assert_eq!(spool.get(small).unwrap(), b"abc");
        for slip in slips.into_iter().rev() {
            assert!(spool.get(slip).unwrap() == large);
        }
    }
}
