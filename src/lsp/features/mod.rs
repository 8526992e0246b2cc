//! The requests that are answered about open documents: one file each, and the one line that registers it.
//!
//! In: a client's question, decoded. Out: its answer, from the text as it is when every earlier edit has been taken in. A feature says which
//! request it answers, what the client is told of it, and turns parameters into a question to the core and the core's answer back into the
//! protocol; what the answer is, a view of the core decides. Nothing here waits, and nothing knows how messages travel.

mod acceptance;
mod begin;
pub(super) mod code_action;
pub(super) mod code_lens;
pub(super) mod compare;
pub(super) mod completion;
pub(super) mod completion_resolve;
pub(super) mod diagnostic;
pub(super) mod document_highlight;
pub(super) mod document_symbol;
pub(super) mod execute_command;
pub(super) mod folding_range;
pub(super) mod formatting;
pub(super) mod goto_definition;
pub(super) mod hover;
pub(super) mod inlay_hint;
pub(super) mod on_type_formatting;
mod open;
pub(super) mod preview;
pub(super) mod range_formatting;
pub(super) mod references;
pub(super) mod selection_range;
mod semantic_tokens;
pub(super) mod semantic_tokens_full;
pub(super) mod semantic_tokens_full_delta;
pub(super) mod semantic_tokens_range;
pub(super) mod symbol;
mod told_colours;
pub(super) mod will_save_wait_until;
pub(super) mod workspace_diagnostic;

use serde_json::Value;
use tower_lsp::LspServiceBuilder;
use tower_lsp::jsonrpc::Result as Answered;
use tower_lsp::lsp_types::request::Request;
use tower_lsp::lsp_types::{InitializeParams, InitializeResult, ServerCapabilities, Url};

pub(super) use open::{Open, OpenNotebook};
pub(super) use told_colours::ToldColours;

use super::abilities::Abilities;
use super::backend::Backend;
use super::document::Breakdown;
use super::engine::Engine;

/// What a client sends with a question.
pub(super) type Params<Q> = <<Q as Question>::Request as Request>::Params;

/// What it gets back.
pub(super) type Answer<Q> = <<Q as Question>::Request as Request>::Result;

/// A request that the engine answers. One about an open document is a [`DocumentQuestion`], which is all but its answer shorter.
pub(super) trait Question: 'static {
    /// The request of the protocol: its method, its parameters, its result.
    type Request: Request<Params: Send, Result: Send>;

    /// Tells the client that this can be asked.
    fn advertise(capabilities: &mut ServerCapabilities, client: &Abilities);

    /// Takes out of the parameters what is of no use to us and may not be decodable.
    fn prune(_params: &mut Value) {}

    /// The answer.
    fn answer(params: Params<Self>, engine: &mut Engine) -> Result<Answer<Self>, Unanswered>
    where
        Self: Sized;
}

/// A question about an open document. About others, about texts that may differ from the editor's, and about those that are no reports the
/// client gets the empty answer.
pub(super) trait DocumentQuestion: 'static {
    /// Whether there is something to say about texts that are no reports, too.
    const ANY_TEXT: bool = false;
    /// Whether the answer rests on other reports.
    const BESIDE_OTHERS: bool = false;

    /// The request of the protocol: its method, its parameters, its result.
    type Request: Request<Params: Send, Result: Send + Default>;

    /// Tells the client that this can be asked.
    fn advertise(capabilities: &mut ServerCapabilities, client: &Abilities);

    /// Takes out of the parameters what is of no use to us and may not be decodable.
    fn prune(_params: &mut Value) {}

    /// The answer where there is nothing to say.
    fn nothing() -> <Self::Request as Request>::Result {
        Default::default()
    }

    /// The document that is asked about.
    fn document(params: &<Self::Request as Request>::Params) -> &Url;

    /// The answer.
    fn answer(
        params: <Self::Request as Request>::Params,
        open: &mut Open,
    ) -> Result<<Self::Request as Request>::Result, Breakdown>;
}

impl<Q: DocumentQuestion> Question for Q {
    type Request = Q::Request;

    fn advertise(capabilities: &mut ServerCapabilities, client: &Abilities) {
        Q::advertise(capabilities, client);
    }

    fn prune(params: &mut Value) {
        Q::prune(params);
    }

    fn answer(params: Params<Self>, engine: &mut Engine) -> Result<Answer<Self>, Unanswered> {
        let uri = Q::document(&params).clone();
        let open = match Q::BESIDE_OTHERS {
            true => engine.open_beside_others(&uri),
            false => engine.open_document(&uri),
        };
        let Some(mut open) = open else {
            return Ok(Q::nothing());
        };
        if !open.has_answers(Q::ANY_TEXT)? {
            return Ok(Q::nothing());
        }
        Ok(Q::answer(params, &mut open)?)
    }
}

/// Why a question has no answer.
#[derive(Debug)]
pub(super) enum Unanswered {
    /// The core broke down over a document.
    Breakdown(Breakdown),
    /// What was asked makes no sense, for this reason.
    Refused(String),
}

impl From<Breakdown> for Unanswered {
    fn from(breakdown: Breakdown) -> Self {
        Unanswered::Breakdown(breakdown)
    }
}

/// Registers the questions: those of the protocol, each in a module named as the library names its handler, and those of our own.
macro_rules! questions {
    (protocol: { $($handler:ident::$question:ident,)* } ours: { $($module:ident::$own:ident,)* }) => {
        #[tower_lsp::async_trait]
        impl tower_lsp::LanguageServer for Backend {
            async fn initialize(&self, params: InitializeParams) -> Answered<InitializeResult> {
                self.introduce(params)
            }

            async fn shutdown(&self) -> Answered<()> {
                Ok(())
            }

            $(async fn $handler(&self, params: Params<$handler::$question>) -> Answered<Answer<$handler::$question>> {
                self.ask::<$handler::$question>(params).await
            })*
        }

        /// Adds the questions that the protocol does not know.
        pub(super) fn with_ours(service: LspServiceBuilder<Backend>) -> LspServiceBuilder<Backend> {
            service$(.custom_method(
                <<$module::$own as Question>::Request as Request>::METHOD,
                Backend::ask::<$module::$own>,
            ))*
        }

        /// Tells the client of everything that it can ask.
        pub(super) fn advertise(capabilities: &mut ServerCapabilities, client: &Abilities) {
            $(<$handler::$question as Question>::advertise(capabilities, client);)*
            $(<$module::$own as Question>::advertise(capabilities, client);)*
        }

        /// Takes out of a request what its feature has no use for.
        pub(super) fn prune(method: &str, params: &mut Value) {
            $(if method == <<$handler::$question as Question>::Request as Request>::METHOD {
                <$handler::$question as Question>::prune(params);
            })*
            $(if method == <<$module::$own as Question>::Request as Request>::METHOD {
                <$module::$own as Question>::prune(params);
            })*
        }
    };
}

questions! {
    protocol: {
        code_action::CodeActions,
        code_lens::Lenses,
        completion::Completions,
        completion_resolve::Resolved,
        diagnostic::Diagnosed,
        document_highlight::Highlights,
        document_symbol::DocumentSymbols,
        execute_command::Commands,
        folding_range::Folds,
        formatting::Formatted,
        goto_definition::Definitions,
        hover::Hovers,
        inlay_hint::Hints,
        on_type_formatting::Typed,
        range_formatting::RangeFormatted,
        references::Mentions,
        selection_range::Selections,
        semantic_tokens_full::AllTokens,
        semantic_tokens_full_delta::ChangedTokens,
        semantic_tokens_range::SomeTokens,
        symbol::Symbols,
        will_save_wait_until::WillSave,
        workspace_diagnostic::AllDiagnosed,
    }
    ours: {
        compare::Compared,
        preview::Preview,
    }
}
