//! Reports by mail, against a mail server of a few lines that keeps what it is given.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use enrollment::moment::Moment;
use firstcontact::config::serve::Quiet;
use firstcontact::i18n::Language;
use firstcontact::store::{Memory, Store};
use firstcontact::web::alerts::{
    Address, Letters, Place, Post, Reader, Reports, Rules, deliver, unmailed,
};
use firstcontact::web::papers::PaperKind;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc;

/// A mail server on this machine. Of each connection it says at `MAIL` what it is told to say,
/// and hands over whom a letter is for and all of its text.
fn mail_server(answers: &'static [&'static str]) -> (String, mpsc::Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for answer in answers {
            let (stream, _) = listener.accept().unwrap();
            if let Some(letter) = converse(&stream, answer) {
                sender.send(letter).unwrap();
            }
        }
    });
    (address, receiver)
}

fn converse(stream: &TcpStream, at_mail: &str) -> Option<(String, String)> {
    let mut out = stream;
    let mut say = |line: &str| out.write_all(format!("{line}\r\n").as_bytes()).unwrap();
    say("220 here");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let (mut to, mut text) = (String::new(), None);
    while let Some(line) = lines.next() {
        match line.get(..4).unwrap_or_default() {
            "MAIL" => say(at_mail),
            "RCPT" => {
                to = line;
                say("250 known");
            }
            "DATA" => {
                say("354 go on");
                let body = lines.by_ref().take_while(|line| line != ".");
                text = Some(body.collect::<Vec<_>>().join("\n"));
                say("250 taken");
            }
            "QUIT" => {
                say("221 bye");
                break;
            }
            _ => say("250 fine"),
        }
    }
    text.map(|text| (to, text))
}

/// The executive report alone, for one reader.
fn report_for(who: &str, server: &str) -> Letters {
    let readers = vec![reader(who, Language::En, &[PaperKind::Executive])];
    letters(server, 1 << 20, readers)
}

fn letters(address: &str, most: u64, readers: Vec<Reader>) -> Letters {
    let from = "firstcontact <fc@example.com>";
    let letters = Letters {
        post: Post::of(&address.into(), from, None).unwrap(),
        most,
        readers,
        link: Some("https://fc.example.com/".to_owned()),
    };
    letters.checked().unwrap()
}

fn reader(address: &str, language: Language, papers: &[PaperKind]) -> Reader {
    Reader {
        address: address.to_owned(),
        language,
        papers: papers.to_vec(),
        tenants: Vec::new(),
    }
}

fn rules(quiet: Option<Quiet>) -> Rules {
    Rules {
        language: Language::En,
        quiet,
        needs_you_percent: None,
        link: None,
    }
}

fn at(hours: i64) -> Moment {
    Moment::from_unix(1_795_000_000 + hours * 3_600).unwrap()
}

const EXECUTIVE: &[u8] = b"<!doctype html>the executive report";
const DEUTSCH: &[u8] = b"<!doctype html>der Bericht";

/// A folder of reports as the schedule writes it.
fn reports(place: &Path) -> std::path::PathBuf {
    let folder = place.join("2026-11-28");
    fs::create_dir_all(folder.join("de")).unwrap();
    fs::write(folder.join("executive.html"), EXECUTIVE).unwrap();
    fs::write(folder.join("fleet.xlsx"), [7; 5_000]).unwrap();
    fs::write(folder.join("de/executive.html"), DEUTSCH).unwrap();
    folder
}

/// The plain text of a letter's first part, whatever way it is coded.
fn first_text(letter: &str) -> String {
    let (_, part) = letter.split_once("text/plain").unwrap();
    let (head, body) = part.split_once("\n\n").unwrap();
    let (body, _) = body.split_once("\n--").unwrap();
    let bytes = if head.contains("base64") {
        BASE64_STANDARD.decode(body.replace('\n', "")).unwrap()
    } else if head.contains("quoted-printable") {
        unquoted(&body.replace("=\n", ""))
    } else {
        body.as_bytes().to_vec()
    };
    String::from_utf8(bytes).unwrap()
}

fn unquoted(text: &str) -> Vec<u8> {
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    bytes
}

fn carries(letter: &str, file: &str, bytes: &[u8]) -> bool {
    let coded = BASE64_STANDARD.encode(bytes);
    letter.contains(&format!("filename=\"{file}\""))
        && (letter.replace('\n', "").contains(&coded)
            || letter.contains(&String::from_utf8_lossy(bytes).into_owned()))
}

#[test]
fn each_reader_gets_what_the_configuration_names_in_their_language() {
    let place = tempfile::tempdir().unwrap();
    let folder = reports(place.path());
    let (address, received) = mail_server(&["250 ok", "250 ok"]);
    let readers = vec![
        reader(
            "Ada <cio@example.com>",
            Language::De,
            &[PaperKind::Executive],
        ),
        reader(
            "ops@example.com",
            Language::En,
            &[PaperKind::Executive, PaperKind::Workbook],
        ),
    ];
    let letters = letters(&address, 1 << 20, readers);
    let store = Memory::default();
    let reports = Reports {
        folder: &folder,
        language: Language::En,
    };
    for _ in 0..2 {
        letters.write(&store, "contoso", reports, at(0)).unwrap();
    }
    assert_eq!(letters.deliver(&store, &rules(None), at(0)).unwrap(), []);
    let (to, german) = received.recv().unwrap();
    assert!(to.contains("<cio@example.com>"), "{to}");
    assert!(carries(&german, "executive-2026-11-28.html", DEUTSCH));
    assert!(!german.contains("fleet.xlsx"), "{german}");
    let text = first_text(&german);
    assert!(text.contains("Angehängt: executive.html"), "{text}");
    // All of them lie there; in the folder of a language only what somebody wants in it.
    assert!(
        text.contains(&format!("liegen in {}.", folder.display())),
        "{text}"
    );
    assert!(!text.contains("Seriennummern"), "{text}");
    assert!(
        text.contains("https://fc.example.com/t/1/reports"),
        "{text}"
    );
    let (to, english) = received.recv().unwrap();
    assert!(to.contains("<ops@example.com>"), "{to}");
    assert!(carries(&english, "executive-2026-11-28.html", EXECUTIVE));
    assert!(carries(&english, "fleet-2026-11-28.xlsx", &[7; 5_000]));
    assert!(
        english.contains("Subject: contoso: reports of 2026-11-28"),
        "{english}"
    );
    assert!(
        english.contains("Auto-Submitted: auto-generated"),
        "{english}"
    );
    assert!(first_text(&english).contains("serial numbers"), "{english}");
    // Both are remembered as delivered: nothing waits, also for a process that starts anew.
    let tenant = store.tenant("contoso").unwrap();
    assert!(
        store
            .alerts(tenant, Some(Moment::FIRST))
            .unwrap()
            .is_empty()
    );
    letters.write(&store, "contoso", reports, at(1)).unwrap();
    assert_eq!(letters.deliver(&store, &rules(None), at(2)).unwrap(), []);
    assert!(received.recv().is_err(), "nobody is written to twice");
}

#[test]
fn what_is_too_large_stays_where_it_is_and_the_letter_says_so() {
    let place = tempfile::tempdir().unwrap();
    let folder = reports(place.path());
    let (address, received) = mail_server(&["250 ok"]);
    let papers = [PaperKind::Executive, PaperKind::Workbook];
    let readers = vec![reader("ops@example.com", Language::En, &papers)];
    let letters = letters(&address, 5_000, readers);
    let store = Memory::default();
    let reports = Reports {
        folder: &folder,
        language: Language::En,
    };
    letters.write(&store, "contoso", reports, at(0)).unwrap();
    assert_eq!(letters.deliver(&store, &rules(None), at(0)).unwrap(), []);
    let (_, letter) = received.recv().unwrap();
    assert!(!letter.contains("filename"), "{letter}");
    let text = first_text(&letter);
    assert!(text.contains("Nothing is attached"), "{text}");
    assert!(text.contains(&folder.display().to_string()), "{text}");
    assert!(
        text.contains("https://fc.example.com/t/1/reports"),
        "{text}"
    );
}

#[test]
fn a_letter_that_fails_is_tried_again_later_and_told_of() {
    let place = tempfile::tempdir().unwrap();
    let folder = reports(place.path());
    let (address, received) = mail_server(&["451 busy", "451 busy", "451 busy", "250 ok"]);
    let letters = report_for("ops@example.com", &address);
    let store = Memory::default();
    let reports = Reports {
        folder: &folder,
        language: Language::En,
    };
    letters.write(&store, "contoso", reports, at(0)).unwrap();
    let hour = at(0).civil().3;
    let asleep = rules(Some(Quiet {
        from: hour,
        to: (hour + 1) % 24,
    }));
    assert_eq!(
        letters.deliver(&store, &asleep, at(0)).unwrap(),
        [],
        "people sleep"
    );
    let channel = [Place {
        name: "ops".to_owned(),
        tenants: Vec::new(),
        address: Address::syslog(&"udp://127.0.0.1:9".into()).unwrap(),
    }];
    let tenant = store.tenant("contoso").unwrap();
    let told = || {
        let rows = store.alerts(tenant, None).unwrap();
        rows.iter().filter(|row| row.alert.channel == "ops").count()
    };
    for attempt in 1..=3 {
        let failed = letters.deliver(&store, &rules(None), at(attempt)).unwrap();
        assert!(failed[0].why.contains("busy"), "{failed:?}");
        unmailed(&store, &failed, (&rules(None), &channel), at(attempt)).unwrap();
        assert_eq!(told(), usize::from(attempt == 3), "attempt {attempt}");
        let soon = letters.deliver(&store, &rules(None), at(attempt)).unwrap();
        assert_eq!(soon, [], "not at once again");
    }
    // Messages are not letters: nobody delivers one as the other.
    deliver(&store, &rules(None), &channel, at(3)).unwrap();
    assert_eq!(letters.deliver(&store, &rules(None), at(9)).unwrap(), []);
    let (_, letter) = received.recv().unwrap();
    assert!(carries(&letter, "executive-2026-11-28.html", EXECUTIVE));
}

#[test]
fn nobody_is_written_to_whom_the_configuration_does_not_name() {
    let place = tempfile::tempdir().unwrap();
    let folder = reports(place.path());
    let (address, received) = mail_server(&[]);
    let papers = [PaperKind::Executive];
    let before = vec![reader("left@example.com", Language::En, &papers)];
    let reports = Reports {
        folder: &folder,
        language: Language::En,
    };
    let store = Memory::default();
    let first = letters(&address, 1 << 20, before);
    first
        .write(&store, "contoso\r\nBcc: x@evil.example", reports, at(0))
        .unwrap();
    let after = letters(
        &address,
        1 << 20,
        vec![reader("cio@example.com", Language::En, &papers)],
    );
    assert_eq!(after.deliver(&store, &rules(None), at(1)).unwrap(), []);
    assert!(received.recv().is_err());
    let post = || Post::of(&address.as_str().into(), "fc@example.com", None).unwrap();
    let wrong = Letters {
        post: post(),
        readers: vec![reader("no address", Language::En, &papers)],
        ..after
    };
    assert!(wrong.checked().is_err());
}

#[test]
fn a_name_is_no_header() {
    let place = tempfile::tempdir().unwrap();
    let folder = reports(place.path());
    let (address, received) = mail_server(&["250 ok"]);
    let letters = report_for("cio@example.com", &address);
    let store = Memory::default();
    let reports = Reports {
        folder: &folder,
        language: Language::En,
    };
    let name = "contoso\r\nBcc: x@evil.example\r\n\r\nhello";
    letters.write(&store, name, reports, at(0)).unwrap();
    assert_eq!(letters.deliver(&store, &rules(None), at(0)).unwrap(), []);
    let (to, letter) = received.recv().unwrap();
    assert!(to.contains("cio@example.com"), "{to}");
    let (head, _) = letter.split_once("\n\n").unwrap();
    assert!(!head.lines().any(|line| line.starts_with("Bcc")), "{head}");
}
