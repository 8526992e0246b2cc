//! What is set for editors alone.

use std::time::Duration;

use super::Config;
use crate::views::hints::ColumnNames;

impl Config {
    /// Whether reports are checked at all; true unless switched off.
    pub fn enabled(&self) -> bool {
        self.enable.as_ref().is_none_or(|setting| setting.value)
    }

    /// Whether safe fixes are applied on save; false unless switched on.
    pub fn fixes_on_save(&self) -> bool {
        self.fix_on_save
            .as_ref()
            .is_some_and(|setting| setting.value)
    }

    /// Whether totals that agreed follow their parts; false unless switched on.
    pub fn follows_totals(&self) -> bool {
        self.follow_totals
            .as_ref()
            .is_some_and(|setting| setting.value)
    }

    /// Which numbers are shown the name of their column; none unless set.
    pub fn column_names(&self) -> ColumnNames {
        let set = self.column_names.as_ref();
        set.map_or_else(ColumnNames::default, |setting| setting.value)
    }

    /// How long to wait after an edit before speaking; zero unless set.
    pub fn diagnostic_delay(&self) -> Duration {
        Duration::from_millis(
            self.diagnostic_delay_ms
                .as_ref()
                .map_or(0, |setting| setting.value),
        )
    }
}
