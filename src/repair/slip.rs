//! How a number may have been mistyped, and how likely that is.
//!
//! In: what stands in a cell and what should. Out: the kind of slip that explains it best, and a likelihood that only ranks repairs with
//! equally many changes. Deliberately absent: probabilities for people; nobody has measured how often each slip happens.

/// A kind of typing slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DigitSlip {
    /// One digit is another one: 44 for 47.
    WrongDigit,
    /// Two neighbouring digits changed places: 54 for 45.
    SwappedDigits,
    /// A digit is missing: 12 for 112.
    DroppedDigit,
    /// There is a digit too many: 112 for 12.
    ExtraDigit,
    /// One too many or too few.
    OffByOne,
    /// 0 where a number is due.
    Omitted,
    /// A number where 0 is due.
    Stray,
    /// None of these.
    Other,
    /// What stands there is no number at all.
    Unreadable,
}

impl DigitSlip {
    /// The slip that best explains that `seen` stands where `due` should.
    pub fn between(seen: Option<i64>, due: i64) -> DigitSlip {
        weigh(seen, due).0
    }
}

/// The best explanation and the likelihood of typing `seen` where `due` should stand, over all explanations.
pub(super) fn weigh(seen: Option<i64>, due: i64) -> (DigitSlip, f64) {
    let Some(seen) = seen else {
        return (DigitSlip::Unreadable, 1.0);
    };
    let (typed, meant) = (Digits::of(seen), Digits::of(due));
    let length = meant.length as f64;
    let mut best = (DigitSlip::Other, 0.0);
    let mut sum = 0.05 / 10_f64.powi(meant.length.max(typed.length) as i32);
    let mut add = |slip, fits: bool, likelihood: f64| {
        if fits {
            sum += likelihood;
            if likelihood > best.1 {
                best = (slip, likelihood);
            }
        }
    };
    let wrong_digit = typed.length == meant.length && typed.differing(&meant) == 1;
    // A lone digit becomes any other one by each of the slips; 0 has kinds of its own.
    let from_or_to_zero = seen == 0 || due == 0;
    add(
        DigitSlip::WrongDigit,
        wrong_digit && !from_or_to_zero,
        0.25 / (9.0 * length),
    );
    add(
        DigitSlip::SwappedDigits,
        typed.is_swap_of(&meant),
        0.1 / (length - 1.0).max(1.0),
    );
    add(
        DigitSlip::DroppedDigit,
        meant.has_one_more_than(&typed),
        0.1 / length,
    );
    add(
        DigitSlip::ExtraDigit,
        typed.has_one_more_than(&meant),
        0.1 / (10.0 * (length + 1.0)),
    );
    add(DigitSlip::OffByOne, seen.abs_diff(due) == 1, 0.05);
    add(DigitSlip::Omitted, seen == 0 && due != 0, 0.12);
    let spread = 9.0 * 20_f64.powi(typed.length as i32 - 1);
    add(DigitSlip::Stray, due == 0 && seen != 0, 0.08 / spread);
    (best.0, sum)
}

/// The decimal digits of a number without its sign, the last first.
struct Digits {
    digits: [u8; 19],
    length: usize,
}

impl Digits {
    fn of(number: i64) -> Self {
        let mut digits = [0; 19];
        let mut length = 0;
        let mut rest = number.unsigned_abs();
        for digit in &mut digits {
            *digit = (rest % 10) as u8;
            rest /= 10;
            length += 1;
            if rest == 0 {
                break;
            }
        }
        Digits { digits, length }
    }

    fn all(&self) -> &[u8] {
        &self.digits[..self.length]
    }

    fn differing(&self, other: &Digits) -> usize {
        let pairs = self.all().iter().zip(other.all());
        pairs.filter(|(a, b)| a != b).count()
    }

    fn is_swap_of(&self, other: &Digits) -> bool {
        let (a, b) = (self.all(), other.all());
        a.len() == b.len()
            && a.iter().zip(b).position(|(a, b)| a != b).is_some_and(|at| {
                let swapped = a.get(at) == b.get(at + 1) && a.get(at + 1) == b.get(at);
                swapped && a.iter().skip(at + 2).eq(b.iter().skip(at + 2))
            })
    }

    /// Whether leaving out one digit of this number gives the other.
    fn has_one_more_than(&self, other: &Digits) -> bool {
        let (long, short) = (self.all(), other.all());
        if long.len() != short.len() + 1 {
            return false;
        }
        let same = long.iter().zip(short).take_while(|(a, b)| a == b).count();
        long[same + 1..] == short[same..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_slip_is_told_from_the_others() {
        let kinds = [
            (44, 47, DigitSlip::WrongDigit),
            (598, 898, DigitSlip::WrongDigit),
            (54, 45, DigitSlip::SwappedDigits),
            (1324, 1234, DigitSlip::SwappedDigits),
            (12, 112, DigitSlip::DroppedDigit),
            (112, 12, DigitSlip::ExtraDigit),
            (120, 12, DigitSlip::ExtraDigit),
            (100, 99, DigitSlip::OffByOne),
            (0, 47, DigitSlip::Omitted),
            (8, 0, DigitSlip::Stray),
            (12, 0, DigitSlip::Stray),
            (1234, 77, DigitSlip::Other),
        ];
        for (seen, due, slip) in kinds {
            assert_eq!(
                DigitSlip::between(Some(seen), due),
                slip,
                "{seen} for {due}"
            );
        }
        assert_eq!(DigitSlip::between(None, 5), DigitSlip::Unreadable);
    }

    #[test]
    fn a_slip_is_likelier_than_an_unrelated_number() {
        let likelihood = |seen, due| weigh(Some(seen), due).1;
        assert!(likelihood(598, 898) > likelihood(598, 743));
        assert!(likelihood(45, 54) > likelihood(45, 71));
        assert!(likelihood(8, 0) > likelihood(1234, 0));
    }

    #[test]
    fn the_longest_numbers_have_digits_too() {
        assert_eq!(
            DigitSlip::between(Some(i64::MIN), i64::MAX),
            DigitSlip::WrongDigit
        );
    }
}
