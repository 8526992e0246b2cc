//! Amounts of money, kept in millionths.

use crate::syntax::value::Value;

/// Millionths in one.
pub const MILLION: i64 = 1_000_000;

/// Millionths as a decimal number.
pub fn decimal(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) = ((millionths / MILLION).abs(), (millionths % MILLION).abs());
    match rest {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{rest:06}")
            .trim_end_matches('0')
            .to_owned(),
    }
}

/// An amount in millionths, where its unit is beyond doubt.
pub(super) fn millionths(value: Value) -> Option<i64> {
    let Value::Number(number) = value else {
        return None;
    };
    let fits = !number.oddities.money && !number.is_negative();
    let whole = number.whole_part.checked_mul(MILLION).filter(|_| fits)?;
    whole.checked_add(i64::from(number.fraction))
}
