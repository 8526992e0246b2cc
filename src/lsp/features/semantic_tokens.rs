//! What the three requests for semantic tokens share: the legend, and tokens in the protocol's counting.

use tower_lsp::lsp_types::{
    SemanticToken, SemanticTokenModifier, SemanticTokenType, SemanticTokens, SemanticTokensEdit,
    SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities,
};

use super::super::to_proto::View;
use crate::views::tokens::{ColouredToken, TokenKind};

/// Standard types, so that every editor has a colour for them; what makes ours special are modifiers.
const TYPES: [SemanticTokenType; 5] = [
    SemanticTokenType::NAMESPACE,
    SemanticTokenType::PROPERTY,
    SemanticTokenType::NUMBER,
    SemanticTokenType::VARIABLE,
    SemanticTokenType::COMMENT,
];

const MODIFIERS: [SemanticTokenModifier; 3] = [
    SemanticTokenModifier::new("total"),
    SemanticTokenModifier::new("zero"),
    SemanticTokenModifier::new("broken"),
];

/// Tells the client what can be asked, and what the numbers stand for.
pub(super) fn advertise(capabilities: &mut ServerCapabilities) {
    let options = SemanticTokensOptions {
        legend: SemanticTokensLegend {
            token_types: TYPES.to_vec(),
            token_modifiers: MODIFIERS.to_vec(),
        },
        range: Some(true),
        full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
        ..SemanticTokensOptions::default()
    };
    capabilities.semantic_tokens_provider = Some(
        SemanticTokensServerCapabilities::SemanticTokensOptions(options),
    );
}

/// Tokens as the protocol counts them: each from the one before it.
pub(super) fn counted(view: &View, tokens: &[ColouredToken]) -> Vec<SemanticToken> {
    let (mut line, mut column) = (0, 0);
    let mut counted = Vec::with_capacity(tokens.len());
    for token in tokens {
        let range = view.range(token.span);
        if range.start.line != range.end.line {
            continue;
        }
        let delta_line = range.start.line - line;
        let delta_start = match delta_line {
            0 => range.start.character - column,
            _ => range.start.character,
        };
        (line, column) = (range.start.line, range.start.character);
        counted.push(SemanticToken {
            delta_line,
            delta_start,
            length: range.end.character - range.start.character,
            token_type: match token.kind {
                TokenKind::Heading => 0,
                TokenKind::Label => 1,
                TokenKind::Number => 2,
                TokenKind::Mention => 3,
                TokenKind::Furniture => 4,
            },
            token_modifiers_bitset: u32::from(token.is_total)
                | u32::from(token.is_zero) << 1
                | u32::from(token.is_broken) << 2,
        });
    }
    counted
}

/// All tokens of a text, under a name by which the next request may speak of them.
pub(super) fn named(name: u32, data: Vec<SemanticToken>) -> SemanticTokens {
    SemanticTokens {
        result_id: Some(name.to_string()),
        data,
    }
}

/// The one change that makes `new` of `old`: what begins and ends alike stays. The protocol counts the five numbers of each token.
pub(super) fn difference(old: &[SemanticToken], new: &[SemanticToken]) -> Vec<SemanticTokensEdit> {
    if old == new {
        return Vec::new();
    }
    let alike = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[alike..], &new[alike..]);
    let from_behind = old_rest.iter().rev().zip(new_rest.iter().rev());
    let behind = from_behind.take_while(|(a, b)| a == b).count();
    let narrow = |n: usize| u32::try_from(5 * n).unwrap_or(u32::MAX);
    vec![SemanticTokensEdit {
        start: narrow(alike),
        delete_count: narrow(old_rest.len() - behind),
        data: Some(new_rest[..new_rest.len() - behind].to_vec()),
    }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(length: u32) -> SemanticToken {
        SemanticToken {
            delta_line: 1,
            delta_start: 0,
            length,
            token_type: 0,
            token_modifiers_bitset: 0,
        }
    }

    proptest! {
        #[test]
        fn the_difference_makes_the_new_tokens_of_the_old(
            old in prop::collection::vec(0..3_u32, 0..12),
            new in prop::collection::vec(0..3_u32, 0..12),
        ) {
            let old: Vec<SemanticToken> = old.into_iter().map(token).collect();
            let new: Vec<SemanticToken> = new.into_iter().map(token).collect();
            let mut made = old.clone();
            for edit in difference(&old, &new) {
                let (start, count) = (edit.start as usize / 5, edit.delete_count as usize / 5);
                made.splice(start..start + count, edit.data.unwrap_or_default());
            }
            prop_assert_eq!(made, new);
        }
    }
}
