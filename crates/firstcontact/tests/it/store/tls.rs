//! PostgreSQL over TLS: a server whose certificate somebody vouches for, and one that nobody knows.

use super::cluster::Cluster;
use super::skip;
use crate::place::firstcontact;
use std::net::TcpListener;

#[test]
fn a_server_is_believed_if_its_certificate_is() {
    let Some(mut cluster) = Cluster::start() else {
        return skip();
    };
    let _ = cluster.database("ours");
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let port = {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        free.local_addr().unwrap().port()
    };
    let (certificate, key) = (made.cert.pem(), made.signing_key.serialize_pem());
    cluster.speak_tls(port, &certificate, &key);
    let place = tempfile::tempdir().unwrap();
    let roots = place.path().join("roots.pem");
    std::fs::write(&roots, &certificate).unwrap();

    let status = |more: &str, vouched: bool| {
        let address = format!("postgresql://firstcontact@127.0.0.1:{port}/ours{more}");
        let mut command = firstcontact();
        command.current_dir(place.path());
        command.args(["store", "status", "--store", &address]);
        if vouched {
            command.env("PGSSLROOTCERT", &roots);
        }
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    };
    assert_eq!(status("?sslmode=require", true).0, Some(0));
    let (code, said) = status("?sslmode=require", false);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("cannot be reached"), "{said}");
    // Nobody listens between two programs of one machine.
    assert_eq!(status("", false).0, Some(0));
}
