//! Writes every page of a store as a file, to be looked at in a browser without a server:
//!
//! ```text
//! firstcontact lab simulate --devices 400 --seed 7 --out world
//! firstcontact store ingest world/snapshot --store fleet.db
//! cargo run --example pages -- fleet.db out
//! ```

use firstcontact::clock;
use firstcontact::i18n::Language;
use firstcontact::store::{self, Said, Tenant};
use firstcontact::web::pages::{
    Frame, PageRequest, Role, SignIn, Theme, asset, error_page, get, sign_in_page,
};
use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(address), Some(out)) = (words.next(), words.next()) else {
        return Err("name a store and a folder".into());
    };
    let store = store::open(&address)?;
    let tenants = store.tenants()?;
    let (tenant, name) = tenants.first().ok_or("the store has no tenant")?;
    let out = Path::new(&out);
    std::fs::create_dir_all(out.join("assets"))?;
    let serials = one_of_each(&*store, *tenant)?;
    if let Some(first) = serials.first() {
        note(&*store, *tenant, first)?;
    }
    for (language, theme, suffix) in [
        (Language::En, Theme::Light, ""),
        (Language::En, Theme::Dark, "-dark"),
        (Language::De, Theme::Light, "-de"),
    ] {
        let frame = Frame {
            language,
            theme,
            tenant: *tenant,
            tenant_name: name,
            tenants: &tenants,
            viewer: "Ada Lovelace",
            who: "local:ada",
            role: Role::Administrator,
            csrf: "example",
            path: "/",
            now: store.today(*tenant)?.map_or_else(clock::now, |today| {
                today.newest.snapshot.taken_at.plus(2 * 3_600)
            }),
        };
        let page = |file: &str, segments: &[&str], query: &[(&str, &str)]| {
            let query: Vec<_> = query
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            let request = PageRequest {
                segments,
                query: &query,
            };
            let answer = get(&*store, &frame, &request);
            write(out, &format!("{file}{suffix}.html"), &answer.body)
        };
        page("today", &["today"], &[])?;
        page("fleet", &["fleet"], &[])?;
        page("fleet-narrowed", &["fleet"], &[("standing", "needsYou")])?;
        for (standing, serial) in ["needs", "asks", "waits", "well"].iter().zip(&serials) {
            page(&format!("device-{standing}"), &["device", serial], &[])?;
        }
        page("handbook", &["handbook"], &[])?;
        page("cause", &["cause", "C01"], &[])?;
        page("tenant", &["tenant"], &[])?;
        page("audit", &["audit"], &[])?;
        let sign_in = SignIn {
            provider: Some("Microsoft Entra"),
            refused: true,
            ..SignIn::default()
        };
        let signing = sign_in_page(language, theme, &sign_in);
        write(out, &format!("sign-in{suffix}.html"), &signing.body)?;
        let error = error_page(language, theme, 404, "");
        write(out, &format!("error{suffix}.html"), &error.body)?;
    }
    Ok(())
}

/// A device of every standing; empty where there is none.
fn one_of_each(store: &dyn store::Store, tenant: Tenant) -> Result<Vec<String>, Box<dyn Error>> {
    let mut serials = Vec::new();
    for standing in ["needsYou", "cannotTell", "waiting", "healthy"] {
        let wanted = [(store::Trait::Standing, vec![standing.to_owned()])];
        let query = store::FleetQuery {
            wanted: wanted.into(),
            size: 1,
            ..Default::default()
        };
        let found = store.fleet(tenant, &query)?.rows.into_iter().next();
        serials.push(found.map(|row| row.serial).unwrap_or_default());
    }
    Ok(serials)
}

fn note(store: &dyn store::Store, tenant: Tenant, serial: &str) -> Result<(), Box<dyn Error>> {
    if store.said(tenant, Some(serial))?.is_empty() {
        let said = Said {
            serial: serial.to_owned(),
            question: String::new(),
            text: "On the shelf in Berlin, asked the office to look".to_owned(),
            at: clock::now(),
            by: "Ada Lovelace".to_owned(),
        };
        store.say(tenant, &said)?;
    }
    Ok(())
}

/// A page whose files lie beside it.
fn write(out: &Path, name: &str, body: &[u8]) -> Result<(), Box<dyn Error>> {
    let text = std::str::from_utf8(body)?;
    for part in text.split("\"/assets/").skip(1) {
        let file = part.split('"').next().unwrap_or_default();
        if let Some(asset) = asset(file) {
            std::fs::write(out.join("assets").join(file), asset.body)?;
        }
    }
    std::fs::write(out.join(name), text.replace("\"/assets/", "\"assets/"))?;
    Ok(())
}
