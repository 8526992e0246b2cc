//! What a proposal says that it does.

use super::Context;
use super::proposals::NAMED;
use crate::align::AlignedTable;
use crate::form::TableSpec;
use crate::locale::counted;
use crate::repair::{Action, Proposal};
use crate::say;

impl Context<'_> {
    /// The cells that change, and the numbers of the text with them.
    pub(super) fn title_with_text(
        &self,
        table: &AlignedTable,
        spec: &TableSpec,
        numbers: &[(usize, i64)],
    ) -> String {
        let locale = self.locale;
        let change = |&(cell, number): &(usize, i64)| match self.mention(table, cell) {
            Some(fact) => say!(
                locale,
                "正文 {old}→{number}",
                "the text's {old}→{number}",
                old = self.at(fact.span)
            ),
            None => format!("“{}”→{number}", spec.cell_name(cell)),
        };
        let changes: Vec<String> = numbers.iter().take(NAMED).map(change).collect();
        let changes = locale.list(&changes);
        say!(
            locale,
            "表和正文一起改：{changes}",
            "change table and text: {changes}"
        )
    }

    /// What the proposal does, how many cells it changes, and what it leaves broken.
    pub(super) fn title_of(
        &self,
        spec: &TableSpec,
        proposal: &Proposal,
        numbers: &[(usize, i64)],
    ) -> String {
        let locale = self.locale;
        let count = numbers.len();
        let amount = counted(count, "cell");
        let mut title = match (proposal.action, numbers) {
            (Action::Correct | Action::CorrectText, [(cell, number)]) => {
                let name = spec.cell_name(*cell);
                say!(
                    locale,
                    "将“{name}”改为 {number}（只改 1 格）",
                    "change “{name}” to {number} (1 cell)"
                )
            }
            (Action::Correct | Action::CorrectText, _) => {
                let cells = numbers
                    .iter()
                    .take(NAMED)
                    .map(|(cell, number)| format!("“{}”→{number}", spec.cell_name(*cell)));
                let cells = locale.list(&cells.collect::<Vec<_>>());
                say!(locale, "改 {count} 格：{cells}", "change {amount}: {cells}")
            }
            (Action::ShiftRow { row, left }, _) => {
                let label = spec.rows.get(row).map_or("", |row| row.label.as_str());
                match left {
                    true => say!(
                        locale,
                        "将“{label}”整行左移一格（改 {count} 格）",
                        "move the row “{label}” one column to the left ({amount})"
                    ),
                    false => say!(
                        locale,
                        "将“{label}”整行右移一格（改 {count} 格）",
                        "move the row “{label}” one column to the right ({amount})"
                    ),
                }
            }
            (Action::UpdateTotals, _) => {
                say!(
                    locale,
                    "保留所填数字，更新相关合计（改 {count} 格）",
                    "keep the numbers and update the totals that depend on them ({amount})"
                )
            }
            (Action::EnterAndUpdate { balance }, _) => {
                let name = spec.cell_name(balance);
                say!(
                    locale,
                    "保留所填数字，以“{name}”配平并更新相关合计（改 {count} 格）",
                    "keep the numbers, balance them with “{name}” and update the totals ({amount})"
                )
            }
            (Action::FillBlanks, _) => say!(
                locale,
                "填写空白（{count} 格）",
                "fill the blanks ({amount})"
            ),
            (Action::RecomputeAll, _) => say!(
                locale,
                "重新计算全部合计（改 {count} 格）",
                "compute every total anew ({amount})"
            ),
        };
        let n_broken = proposal.still_broken.len();
        if n_broken > 0 {
            title += &say!(
                locale,
                "，仍有 {n_broken} 处不平衡",
                "; {n_broken} still broken"
            );
        }
        title
    }
}
