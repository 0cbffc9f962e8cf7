//! What an outcome says, for every way in which a request can end.

use super::key;
use super::unruly::Reaction::{self, Breaks, HangsUp, Ponders, Says};
use super::unruly::at_unruly;
use remedy::act::{Act, Outcome};

const DEVICE: Reaction = Says(200, "", "{\"id\":\"d1\",\"serialNumber\":\"C01\"}");
const ERROR: &str = "{\"error\":{\"code\":\"Oops\",\"message\":\"no such luck\"}}";

fn wipe() -> Act {
    Act::Wipe {
        device: "d1".to_owned(),
        serial: "C01".to_owned(),
        keep_enrollment_data: false,
        preserve_data_plan: true,
    }
}

fn sync() -> Act {
    Act::SyncDevice {
        device: "d1".to_owned(),
    }
}

fn posts(requests: &[String]) -> usize {
    let posts = requests.iter().filter(|it| it.starts_with("POST "));
    posts.count()
}

#[test]
fn a_wipe_is_sent_once_whatever_comes_back() {
    let unknown = |why: &'static str| Outcome::Unknown {
        why: why.to_owned(),
    };
    let refused = || Outcome::Refused { why: String::new() };
    let taken = Outcome::Accepted { receipt: None };
    for (reaction, expected) in [
        (Says(204, "", ""), taken.clone()),
        (Says(200, "", "{}"), taken),
        (
            Says(200, "", "<html>a proxy's page</html>"),
            unknown("cannot be read"),
        ),
        (Breaks(200), unknown("cannot be read")),
        (HangsUp, unknown("did not answer")),
        (Ponders, unknown("in time")),
        (Says(302, "Location: /x\r\n", ""), unknown("302")),
        (Says(408, "", ERROR), unknown("408")),
        (Says(500, "", ERROR), unknown("no such luck")),
        (Says(503, "Retry-After: 1\r\n", ERROR), unknown("503")),
        (Says(504, "", "<html>"), unknown("504")),
        (Says(429, "Retry-After: 1\r\n", ERROR), refused()),
        (Says(400, "", ERROR), refused()),
        (Says(401, "", ERROR), refused()),
        (Says(403, "", ERROR), refused()),
        (Says(404, "", ERROR), refused()),
        (Breaks(409), refused()),
    ] {
        // More would be answered, if more were asked.
        let (tried, requests) = at_unruly(&[DEVICE, reaction, DEVICE, DEVICE], &wipe(), None);
        assert_eq!(posts(&requests), 1, "{reaction:?}: {requests:?}");
        assert_eq!(requests.len(), 2, "{reaction:?}: {requests:?}");
        let same = std::mem::discriminant(&tried.outcome) == std::mem::discriminant(&expected);
        assert!(same, "{reaction:?}: {:?}", tried.outcome);
        if let Outcome::Unknown { why } = expected {
            assert!(tried.why().contains(&why), "{reaction:?}: {}", tried.why());
        }
    }
}

#[test]
fn a_wipe_that_finds_nobody_was_not_sent() {
    let (tried, requests) = at_unruly(&[DEVICE], &wipe(), None);
    assert!(tried.is_not_sent(), "{:?}", tried.outcome);
    assert_eq!(posts(&requests), 0);
    assert!(tried.writes().is_empty());
}

#[test]
fn a_record_of_another_device_is_left_alone() {
    for record in [
        "{\"id\":\"d1\",\"serialNumber\":\"C02\"}",
        "{\"id\":\"d1\",\"serialNumber\":\"\"}",
        "{\"id\":\"d1\",\"serialNumber\":null}",
        "{\"id\":\"d1\"}",
    ] {
        let (tried, requests) = at_unruly(&[Says(200, "", record), DEVICE], &wipe(), None);
        assert!(tried.is_refused(), "{record}: {:?}", tried.outcome);
        assert_eq!(posts(&requests), 0);
    }
    let (tried, requests) = at_unruly(&[Says(500, "", ERROR); 20], &wipe(), None);
    assert!(tried.is_not_sent(), "{:?}", tried.outcome);
    assert_eq!(posts(&requests), 0);
}

#[test]
fn a_check_in_is_sent_until_it_is_answered() {
    for later in [
        HangsUp,
        Ponders,
        Breaks(200),
        Says(429, "Retry-After: 2\r\n", ERROR),
        Says(503, "", ERROR),
        Says(401, "", ERROR),
    ] {
        let (tried, requests) = at_unruly(&[later, Says(204, "", "")], &sync(), None);
        assert!(tried.is_accepted(), "{later:?}: {:?}", tried.outcome);
        assert_eq!(posts(&requests), 2, "{later:?}");
    }
    let (tried, requests) = at_unruly(&[HangsUp; 20], &sync(), None);
    assert!(tried.is_unknown(), "{:?}", tried.outcome);
    assert_eq!(posts(&requests), 8);
    // A refusal after a silence does not say that nothing happened.
    let (tried, _) = at_unruly(&[HangsUp, Says(404, "", ERROR)], &sync(), None);
    assert!(
        tried.is_unknown() && tried.why().contains("404"),
        "{:?}",
        tried.outcome
    );
    // Nobody waits for hours.
    let patient = Says(429, "Retry-After: 7200\r\n", ERROR);
    let (tried, requests) = at_unruly(&[patient; 3], &sync(), None);
    assert!(
        tried.is_refused() && tried.why().contains("7200 seconds"),
        "{:?}",
        tried.outcome
    );
    assert_eq!(posts(&requests), 1);
}

#[test]
fn what_is_sent_carries_its_number_and_no_more_than_it_must() {
    let (_, requests) = at_unruly(&[DEVICE, Says(204, "", "")], &wipe(), Some("a-code"));
    let [reading, writing] = &requests[..] else {
        panic!("{requests:?}");
    };
    let address = "/v1.0/deviceManagement/managedDevices/d1";
    assert!(reading.starts_with(&format!("GET {address}?$select=id,serialNumber ")));
    assert!(!reading.contains("x-msft-"), "{reading}");
    assert!(
        writing.starts_with(&format!("POST {address}/wipe ")),
        "{writing}"
    );
    for header in [
        format!("client-request-id: {}\n", key().text()),
        "x-msft-approval-code: a-code\n".to_owned(),
        "x-msft-approval-justification: ".to_owned(),
        "content-type: application/json\n".to_owned(),
    ] {
        assert!(writing.contains(&header), "{header}: {writing}");
    }
    let body = "{\"keepEnrollmentData\":false,\"keepUserData\":false,\"persistEsimDataPlan\":true}";
    assert!(writing.ends_with(body), "{writing}");
    let (_, requests) = at_unruly(&[Says(204, "", "")], &sync(), None);
    assert!(requests[0].contains("content-length: 0\n"), "{requests:?}");
    assert!(!requests[0].contains("approval-code"), "{requests:?}");
}

#[test]
fn nothing_is_sent_under_a_code_that_is_none_or_without_an_identity() {
    let (tried, requests) = at_unruly(&[], &wipe(), Some("a code"));
    assert!(tried.is_not_sent() && requests.is_empty());
    let serials = vec!["C01".to_owned()];
    let (tried, requests) = at_unruly(&[], &Act::CancelMigration { serials }, None);
    assert!(tried.is_not_sent() && requests.is_empty());
    assert!(tried.why().contains("Apple"), "{}", tried.why());
    let device = "../x".to_owned();
    let (tried, requests) = at_unruly(&[DEVICE], &Act::SyncDevice { device }, None);
    assert!(tried.is_not_sent() && requests.is_empty());
}

#[test]
fn no_secret_is_told() {
    let (tried, _) = at_unruly(&[Says(403, "", ERROR)], &sync(), None);
    let told = format!("{:?} {:?}", tried.outcome, tried.sent);
    assert!(
        !told.contains("tremendous") && !told.contains("Bearer"),
        "{told}"
    );
}
