//! Rows that are written when all files have been read, so that they tell of what is found in a report beside others. Until then the records lie in the
//! spool, without the words that every row repeats.

use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use super::record::DataRecord;
use super::rows::{MadeRows, RowMaker};
use crate::analysis::by_report;
use crate::cli::across::Across;
use crate::cli::batch::{Job, SecondLook, Worked};
use crate::cli::spool::{Spool, SpoolSlip};
use crate::door::Finding;
use crate::kit::Kit;

/// What a file yields.
pub(super) enum DataRows {
    /// Its records, put away.
    Put(PutRecords),
    /// Its records, or why they are not to be had any more.
    Records(io::Result<Vec<DataRecord>>),
    /// Its rows.
    Ready(io::Result<MadeRows>),
}

/// The records of one file, put away.
pub(super) struct PutRecords {
    slip: SpoolSlip,
    /// Their editions.
    kits: Box<[Arc<Kit>]>,
}

/// Puts records away.
pub(super) fn put(records: Vec<DataRecord>, spool: &Spool) -> PutRecords {
    let (records, kits): (Vec<DataRecord<()>>, Vec<Arc<Kit>>) =
        records.into_iter().map(|record| record.on(())).unzip();
    // Plain values in memory are written without fail.
    let bytes = postcard::to_allocvec(&records).unwrap_or_default();
    PutRecords {
        slip: spool.put(bytes),
        kits: kits.into(),
    }
}

impl DataRows {
    /// Its rows.
    pub fn ready(self, spool: &Spool, maker: &RowMaker) -> io::Result<MadeRows> {
        match self {
            DataRows::Put(records) => Ok(maker.rows(&records.back(spool)?)),
            DataRows::Records(records) => Ok(maker.rows(&records?)),
            DataRows::Ready(rows) => rows,
        }
    }

    /// Its records with these findings; its reports begin at these bytes.
    pub fn found_anew(self, findings: &[Finding], starts: &[usize], spool: &Spool) -> DataRows {
        let DataRows::Put(records) = self else {
            return self;
        };
        let mut records = records.back(spool);
        let reports = records.iter_mut().flatten();
        for (record, found) in reports.zip(by_report(findings, starts)) {
            record.found_anew(found);
        }
        DataRows::Records(records)
    }
}

impl PutRecords {
    fn back(self, spool: &Spool) -> io::Result<Vec<DataRecord>> {
        let bytes = spool.get(self.slip)?;
        let records: Result<Vec<DataRecord<()>>, _> = postcard::from_bytes(&bytes);
        let records = records.map_err(io::Error::other)?.into_iter();
        let whole = records.zip(self.kits).map(|(record, kit)| record.on(kit).0);
        Ok(whole.collect())
    }
}

/// Looks at reports beside others, and makes rows of their records.
pub(super) struct LaterRows<'a> {
    pub across: Across<'a, DataRows>,
    pub spool: &'a Spool,
    pub maker: &'a RowMaker,
}

impl SecondLook<DataRows> for LaterRows<'_> {
    fn gather(&mut self, jobs: &[Job], worked: &mut [Option<Worked<DataRows>>]) {
        self.across.gather(jobs, worked);
    }

    fn look(&self, jobs: &[Job], first: usize, worked: &mut [Option<Worked<DataRows>>]) {
        self.across.look(jobs, first, worked);
        let yields = worked.par_iter_mut().flatten();
        yields.for_each(|worked| {
            let rows = worked.yields.take();
            worked.yields = rows.map(|rows| DataRows::Ready(rows.ready(self.spool, self.maker)));
        });
    }
}
