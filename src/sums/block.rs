//! Splitting a system into blocks that can be solved one by one.

use super::cells::{set, words_for};
use super::{System, Terms};

/// Relations that share cells with each other and with no other relation. Cells inside are renumbered from 0.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The block's cells by their number in the system, ascending.
    pub cells: Vec<u32>,
    /// The block's equations by their number in the system.
    pub equations: Vec<u32>,
    /// Words of one bit mask over the block's cells.
    pub words: usize,
    /// For each equation the mask of coefficients +1, then of −1.
    pub masks: Vec<u64>,
    /// Mask of the cells that may be negative.
    pub signed: Vec<u64>,
    /// The cells of all equations one after another, by their number in the system.
    terms: Vec<u32>,
    /// For each equation where its cells with +1 begin among `terms`, where those with −1 do, and where they end.
    bounds: Vec<[u32; 3]>,
}

impl Block {
    /// For each equation the cells with +1 and those with −1, by their number in the system.
    pub fn sides(&self) -> impl Iterator<Item = (&[u32], &[u32])> {
        self.bounds.iter().map(|&[start, middle, end]| {
            let (start, middle, end) = (start as usize, middle as usize, end as usize);
            (&self.terms[start..middle], &self.terms[middle..end])
        })
    }
}

/// The connected groups of equations, in the order of their first equation.
pub(super) fn split(system: &System) -> Vec<Block> {
    let mut seen: Vec<bool> = vec![false; system.equations().len()];
    system.left_out().iter().for_each(|&at| seen[at] = true);
    let mut blocks = Vec::new();
    for first in 0..system.equations().len() {
        if std::mem::replace(&mut seen[first], true) {
            continue;
        }
        let mut group = vec![first as u32];
        let mut done = 0;
        while let Some(&equation) = group.get(done) {
            done += 1;
            for (cell, _) in system.equations()[equation as usize].terms() {
                for next in system.equations_of(cell) {
                    if !std::mem::replace(&mut seen[next], true) {
                        group.push(next as u32);
                    }
                }
            }
        }
        group.sort_unstable();
        blocks.push(block(system, group));
    }
    blocks
}

fn block(system: &System, equations: Vec<u32>) -> Block {
    let terms = |at: &u32| system.equations()[*at as usize].terms();
    let mut cells: Vec<u32> = equations
        .iter()
        .flat_map(terms)
        .map(|(cell, _)| cell as u32)
        .collect();
    cells.sort_unstable();
    cells.dedup();
    let words = words_for(cells.len());
    let mut masks = vec![0; equations.len() * 2 * words];
    for (equation, row) in equations.iter().zip(masks.chunks_exact_mut(2 * words)) {
        let (plus, minus) = row.split_at_mut(words);
        for (cell, coefficient) in terms(equation) {
            let local = cells.partition_point(|&other| (other as usize) < cell);
            set(if coefficient > 0 { plus } else { minus }, local);
        }
    }
    let mut signed = vec![0; words];
    for (local, &cell) in cells.iter().enumerate() {
        if system.is_signed(cell as usize) {
            set(&mut signed, local);
        }
    }
    let mut flat = Vec::new();
    let mut bounds = Vec::with_capacity(equations.len());
    for equation in &equations {
        let start = flat.len() as u32;
        let side = |sign| terms(equation).filter(move |&(_, own)| own == sign);
        flat.extend(side(1).map(|(cell, _)| cell as u32));
        let middle = flat.len() as u32;
        flat.extend(side(-1).map(|(cell, _)| cell as u32));
        bounds.push([start, middle, flat.len() as u32]);
    }
    Block {
        terms: flat,
        bounds,
        cells,
        equations,
        words,
        masks,
        signed,
    }
}
