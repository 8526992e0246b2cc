//! What the three requests for semantic tokens share: the legend.

use tower_lsp::lsp_types::{
    SemanticTokenModifier, SemanticTokenType, SemanticTokensFullOptions, SemanticTokensLegend,
    SemanticTokensOptions, SemanticTokensServerCapabilities, ServerCapabilities,
};

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
