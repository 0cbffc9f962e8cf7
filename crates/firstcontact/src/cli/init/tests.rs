//! What `init` writes is what the program reads, and what its schema describes.

use super::SCHEMA;
use super::ask::Asker;
use super::draft::Draft;
use super::next::{permissions, steps};
use super::{Arguments, parsed};
use crate::config::Config;
use crate::config::Register;
use crate::config::serve;
use crate::config::tenant::{Apple, Microsoft, Remedy, Tenant, Write};
use crate::i18n::Language;
use clap::{Args, FromArgMatches};
use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor, value};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// The keys that a type knows: it is asked by a format that listens to its question, and has no
/// answer.
fn keys<'de, T: Deserialize<'de>>() -> BTreeSet<String> {
    struct Listener<'k>(&'k mut BTreeSet<String>);

    impl<'de> Deserializer<'de> for Listener<'_> {
        type Error = value::Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
            Err(de::Error::custom("no answer"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            visitor: V,
        ) -> Result<V::Value, Self::Error> {
            // A second name for a key is written with underscores; the schema shows the first.
            self.0
                .extend(fields.iter().map(|field| field.replace('_', "-")));
            self.deserialize_any(visitor)
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }
    let mut keys = BTreeSet::new();
    assert!(T::deserialize(Listener(&mut keys)).is_err());
    keys
}

fn in_schema(place: &str) -> BTreeSet<String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let object = schema.pointer(place).unwrap();
    assert_eq!(object["additionalProperties"], false, "{place}");
    object["properties"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn the_schema_knows_the_keys_that_the_program_knows() {
    assert_eq!(in_schema(""), keys::<Config>());
    assert_eq!(in_schema("/$defs/register"), keys::<Register>());
    assert_eq!(in_schema("/$defs/tenant"), keys::<Tenant>());
    assert_eq!(in_schema("/$defs/microsoft"), keys::<Microsoft>());
    assert_eq!(in_schema("/$defs/apple"), keys::<Apple>());
    assert_eq!(in_schema("/$defs/write"), keys::<Write>());
    assert_eq!(in_schema("/$defs/remedy"), keys::<Remedy>());
    assert_eq!(in_schema("/$defs/serve"), keys::<serve::Serve>());
    assert_eq!(in_schema("/$defs/sign-in"), keys::<serve::Provider>());
    assert_eq!(in_schema("/$defs/groups"), keys::<serve::Groups>());
    assert_eq!(in_schema("/$defs/alerts"), keys::<serve::Alerts>());
    assert_eq!(in_schema("/$defs/channel"), keys::<serve::Channel>());
}

#[test]
fn every_cloud_of_the_schema_is_one() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let clouds = &schema["$defs"]["microsoft"]["properties"]["cloud"]["enum"];
    let listed: Vec<&str> = clouds
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(listed, super::CLOUDS.map(|(word, _)| word));
    for (word, cloud) in super::CLOUDS {
        let toml = format!("tenant = \"t\"\nclient-id = \"c\"\ncloud = \"{word}\"\n");
        let parsed: Microsoft = toml::from_str(&toml).unwrap();
        assert_eq!(parsed.cloud, cloud);
    }
}

/// Holds a value against the few words of JSON Schema that ours uses; an unknown word is a fault.
fn valid(schema: &Value, root: &Value, value: &Value) -> Result<(), String> {
    for (word, rule) in schema.as_object().unwrap() {
        let good = match word.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" | "default" | "examples"
            | "format" | "pattern" => true,
            "$ref" => {
                let place = rule.as_str().unwrap().trim_start_matches('#');
                valid(root.pointer(place).unwrap(), root, value)?;
                true
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "string" => value.is_string(),
                "array" => value.is_array(),
                "integer" => value.is_i64(),
                "boolean" => value.is_boolean(),
                other => panic!("{other}"),
            },
            "minLength" => value
                .as_str()
                .is_none_or(|it| it.len() as u64 >= rule.as_u64().unwrap()),
            "enum" => rule.as_array().unwrap().contains(value),
            "minimum" => value.as_i64() >= rule.as_i64(),
            "items" => {
                let items = value.as_array().into_iter().flatten();
                items
                    .into_iter()
                    .try_for_each(|item| valid(rule, root, item))?;
                true
            }
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|it| !value[it.as_str().unwrap()].is_null()),
            "properties" => {
                for (name, inner) in rule.as_object().unwrap() {
                    if let Some(inside) = value.get(name) {
                        valid(inner, root, inside).map_err(|why| format!("{name}: {why}"))?;
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = schema.get("properties");
                let foreign = value.as_object().into_iter().flatten();
                let mut foreign =
                    foreign.filter(|(name, _)| known.is_none_or(|it| it.get(name).is_none()));
                match rule {
                    Value::Bool(false) => foreign.next().is_none(),
                    rule => {
                        foreign.try_for_each(|(_, inside)| valid(rule, root, inside))?;
                        true
                    }
                }
            }
            other => panic!("the test does not know '{other}'"),
        };
        if !good {
            return Err(format!("{word} {rule}"));
        }
    }
    Ok(())
}

fn held(text: &str) -> Result<(), String> {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    valid(&schema, &schema, &toml::from_str(text).unwrap())
}

/// What `collect --help` shows as a configuration.
fn of_help() -> String {
    let mut help = crate::cli::collect::Arguments::augment_args(clap::Command::new("x"));
    let text = help.render_long_help().to_string();
    let lines = text
        .lines()
        .skip_while(|line| !line.starts_with("  [tenant."));
    lines
        .take_while(|line| line.starts_with("  ") || line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn examples_are_valid_for_the_schema_and_for_the_program() {
    for good in [
        "",
        "lang = \"de\"\nweights = \"w.toml\"\n[register]\nserial = \"SN\"\n",
        &of_help(),
    ] {
        assert_eq!(held(good), Ok(()), "{good}");
        assert!(toml::from_str::<Config>(good).is_ok(), "{good}");
    }
    assert!(of_help().contains("[tenant.contoso.apple]"));
    for bad in [
        "lang = \"fr\"",
        "langg = \"de\"",
        "[tenant.a.microsoft]\nsign-in = \"by-hand\"",
        "[tenant.a]\ncall-budget = \"many\"",
        "[tenant.a.microsoft]\ntenant = \"\"\nclient-id = \"c\"",
        "[tenant.a.apple]\nclient-id = 1\nkey-id = \"k\"",
    ] {
        assert!(
            held(bad).is_err() && toml::from_str::<Config>(bad).is_err(),
            "{bad}"
        );
    }
}

fn asked(flags: &[&str], answers: &str) -> (Result<Draft, String>, String) {
    let command = Arguments::augment_args(clap::Command::new("init").no_binary_name(true));
    let arguments = Arguments::from_arg_matches(&command.get_matches_from(flags)).unwrap();
    let mut shown = Vec::new();
    let mut asker = Asker::new(Language::En, answers.as_bytes(), &mut shown, arguments.yes);
    let taken = ["main".to_owned()];
    let draft = Draft::ask(&arguments, &taken, &mut asker).map_err(|stop| stop.to_string());
    (draft, String::from_utf8(shown).unwrap())
}

#[test]
fn wrong_answers_are_asked_again() {
    let id = "8f0c2b7e-1111-4222-8333-444455556666";
    let answers = format!(
        "y\ncontoso\ncontoso.onmicrosoft.com\nmain\n\n\n9\n1\nsecret\n{id}\nlab8Q~0123\n\n\
         maybe\nn\n"
    );
    let (draft, shown) = asked(&[], &answers);
    let draft = draft.unwrap();
    assert!(!shown.contains("init-"), "{shown}");
    assert!(shown.contains("not the secret itself"), "{shown}");
    let expected = format!(
        "\n[tenant.contoso.microsoft]\ntenant = \"contoso.onmicrosoft.com\"\nclient-id = \"{id}\"\n\
         secret-env = \"CONTOSO_SECRET\"\ncloud = \"global\"\n"
    );
    assert_eq!(draft.toml(), expected);
    assert_eq!(held(&expected), Ok(()));
    for language in [Language::En, Language::De] {
        let told = steps(&draft, "firstcontact.toml", language);
        assert!(
            permissions().iter().all(|(it, _)| told.contains(it)),
            "{told}"
        );
        assert!(
            !told.contains("init-") && !told.contains("permission-"),
            "{told}"
        );
    }
}

#[test]
fn flags_need_no_answers_and_odd_paths_are_escaped() {
    let apple = [
        "--yes",
        "--no-microsoft",
        "--name",
        "b",
        "--apple-client-id",
        "SCHOOLAPI.1",
    ];
    let key = [
        "--apple-key-id",
        "k",
        "--apple-key-file",
        "C:\\keys\\a\"b.pem",
    ];
    let (draft, _) = asked(&[&apple[..], &key[..]].concat(), "");
    let text = draft.unwrap().toml();
    let config = parsed(&text, Path::new("x")).unwrap();
    let file = config.tenant["b"].apple.as_ref().unwrap().key_file.clone();
    assert_eq!(file.unwrap(), Path::new("C:\\keys\\a\"b.pem"));
    let (missing, _) = asked(&["--yes", "--no-apple"], "");
    assert!(missing.unwrap_err().contains("--microsoft-tenant"));
    let (short, _) = asked(&[], "y\n");
    assert!(short.unwrap_err().contains("nothing was written"));
}

#[test]
fn no_secret_is_needed_where_somebody_else_vouches() {
    let id = "8f0c2b7e-1111-4222-8333-444455556666";
    for (flags, lines, word) in [
        (
            &[
                "--sign-in",
                "federated",
                "--federated-token-file",
                "t.jwt",
                "--client-id",
                id,
            ][..],
            format!(
                "client-id = \"{id}\"\nsign-in = \"federated\"\nfederated-token-file = \"t.jwt\""
            ),
            "api://AzureADTokenExchange",
        ),
        (
            &["--sign-in", "managed-identity"],
            "sign-in = \"managed-identity\"".to_owned(),
            "identity",
        ),
        (
            &["--sign-in", "device-code", "--client-id", id],
            format!("client-id = \"{id}\"\nsign-in = \"device-code\""),
            "public client flows",
        ),
    ] {
        let usual = [
            "--yes",
            "--no-apple",
            "--microsoft-tenant",
            "contoso.onmicrosoft.com",
        ];
        let (draft, _) = asked(&[&usual[..], flags].concat(), "");
        let draft = draft.unwrap();
        let text = draft.toml();
        assert!(text.contains(&lines), "{text}");
        assert_eq!(held(&text), Ok(()));
        assert!(parsed(&text, Path::new("x")).is_ok());
        assert!(steps(&draft, "x", Language::En).contains(word));
    }
}
