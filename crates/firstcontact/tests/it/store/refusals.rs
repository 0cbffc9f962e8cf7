//! Addresses that lead nowhere, and a server that goes and comes back.

use super::cluster::Cluster;
use firstcontact::store::{StoreError, open};

#[test]
fn an_address_that_leads_nowhere_says_what_to_do() {
    let nothing = open("").err().unwrap().to_string();
    assert!(
        nothing.contains("name a file, or postgresql://"),
        "{nothing}"
    );
    let odd = open("postgresql://a:b@[broken").err().unwrap();
    assert!(matches!(odd, StoreError::Address(_)), "{odd:?}");
    let secret = open("postgresql://u:hunter2@127.0.0.1:1/x?connect_timeout=1");
    let told = secret.err().unwrap().to_string();
    assert!(told.contains("cannot be reached"), "{told}");
    assert!(
        !told.contains("hunter2"),
        "no password in a message: {told}"
    );
}

#[test]
fn a_server_that_comes_back_is_used_again() {
    let Some(mut cluster) = Cluster::start() else {
        return super::skip();
    };
    let address = cluster.database("back");
    let store = open(&address).unwrap();
    store.tenant("Contoso").unwrap();
    cluster.crash();
    let first = store.tenants();
    let told = matches!(&first, Ok(_) | Err(StoreError::Unreachable(_)));
    assert!(told, "{first:?}");
    assert_eq!(
        store.tenants().unwrap().len(),
        1,
        "the next call connects anew"
    );
    let mut client = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    client
        .batch_execute("INSERT INTO migration VALUES (99, 1)")
        .unwrap();
    let newer = open(&address).err().unwrap();
    assert!(
        matches!(newer, StoreError::Newer { found: 99, .. }),
        "{newer:?}"
    );
    let audit = "INSERT INTO audit (tenant, at, who, what, subject, detail)
        VALUES (0, 1, 'a', 'b', 'c', 'd')";
    client.batch_execute(audit).unwrap();
    for sql in [
        "DELETE FROM audit",
        "UPDATE audit SET who = 'x'",
        "TRUNCATE audit",
    ] {
        assert!(client.batch_execute(sql).is_err(), "{sql}");
    }
}
