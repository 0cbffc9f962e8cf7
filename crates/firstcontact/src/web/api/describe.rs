//! What the description says of every address alike: which refusals there are, in which form, and
//! what each status means. OpenAPI asks for words with every answer.

use utoipa::openapi::path::Operation;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr};

/// The form of refusals.
const PROBLEM: &str = "application/problem+json";
const JSON: &str = "application/json";
/// What a status means. Those that the guard gives stand with every address.
const STATUSES: [(&str, &str, bool); 13] = [
    ("200", "What was asked for", false),
    ("202", "It will be done; how far it is", false),
    ("204", "Done", false),
    ("400", "The address cannot be read", true),
    ("401", "Nobody, or a key that does not hold", true),
    ("403", "Who asks may look, but not do this", false),
    (
        "404",
        "There is nothing, or nothing that may be seen",
        false,
    ),
    (
        "409",
        "It is refused, or somebody else was faster: load it again",
        false,
    ),
    ("413", "The body is too large", true),
    (
        "421",
        "The server is called by a name that is not its own",
        true,
    ),
    ("422", "What is asked for cannot be", false),
    ("429", "Too often: wait as long as Retry-After says", true),
    ("503", "The store does not answer, or not in time", true),
];

/// Completes every address.
pub(super) fn complete(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let all = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
        ];
        for operation in all.into_iter().flatten() {
            answers(operation);
        }
    }
}

fn answers(operation: &mut Operation) {
    let known = &mut operation.responses.responses;
    for (status, words, everywhere) in STATUSES {
        if everywhere && !known.contains_key(status) {
            known.insert(status.to_owned(), RefOr::T(refusal()));
        }
        if let Some(RefOr::T(response)) = known.get_mut(status) {
            words.clone_into(&mut response.description);
            if status >= "400"
                && let Some(content) = response.content.swap_remove(JSON)
            {
                response.content.insert(PROBLEM.to_owned(), content);
            }
        }
    }
}

fn refusal() -> Response {
    let problem = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(problem)).build();
    ResponseBuilder::new().content(PROBLEM, content).build()
}
