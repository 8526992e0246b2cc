//! Ways in which applications arrive, where a clause names some of them without a number.

use super::super::tokens::Token;
use crate::form::phrases::Role;

/// So many ways beside each other, one of them by net, are all that there are.
const ALL_WAYS: usize = 3;

/// 未收到邮寄或传真申请: whether the clause is about what came some ways alone. 线上、线下, or 网络、信函、当面, are all of them.
pub(super) fn names_some_ways(clause: &[Token]) -> bool {
    // 书面申请 is written, whichever way it came.
    let named = clause.iter().filter(|token| !token.has(Role::Filler));
    let mut ways: Vec<u8> = named.filter_map(|token| token.entry()?.way).collect();
    ways.sort_unstable();
    ways.dedup();
    let has = |role| clause.iter().any(|token| token.has(role));
    let is_every =
        has(Role::EveryWay) || has(Role::Online) && (has(Role::Offline) || ways.len() >= ALL_WAYS);
    !ways.is_empty() && !is_every
}
