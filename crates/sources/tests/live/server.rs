//! A small tenant behind HTTP on this machine, which can be told to misbehave.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What a request whose line contains a text meets, and how often.
#[derive(Clone)]
pub(crate) struct Weather {
    pub(crate) at: &'static str,
    pub(crate) times: usize,
    pub(crate) status: u16,
    pub(crate) headers: &'static str,
    pub(crate) body: &'static str,
    /// Breaks off in the middle of the usual answer.
    pub(crate) torn: bool,
    /// Hangs up without an answer.
    pub(crate) dead: bool,
}

impl Weather {
    pub(crate) fn status(at: &'static str, times: usize, status: u16) -> Self {
        Self {
            at,
            times,
            status,
            headers: "",
            body: "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}",
            torn: false,
            dead: false,
        }
    }
}

#[derive(Default)]
struct State {
    /// `GET /path?query`, and the form behind a POST.
    requests: Vec<String>,
    weather: Vec<Weather>,
}

#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) base: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = Self {
            base,
            state: Arc::default(),
        };
        let own = server.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let own = own.clone();
                std::thread::spawn(move || own.serve(stream));
            }
        });
        server
    }

    pub(crate) fn brew(&self, weather: Weather) {
        self.state.lock().unwrap().weather.push(weather);
    }

    pub(crate) fn clear(&self) {
        self.state.lock().unwrap().weather.clear();
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.state.lock().unwrap().requests.clone()
    }

    /// How often each reading was answered or asked.
    pub(crate) fn counts(&self, part: &str) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for request in self.requests().into_iter().filter(|it| it.contains(part)) {
            *counts.entry(request).or_insert(0) += 1;
        }
        counts
    }

    fn serve(&self, mut stream: TcpStream) {
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or(0) == 0 {
            return;
        }
        let (mut length, mut authorised) = (0, false);
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).unwrap();
            let lower = header.to_ascii_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            authorised |= lower.starts_with("authorization: bearer token-");
            if header.trim().is_empty() {
                break;
            }
        }
        let mut form = vec![0; length];
        reader.read_exact(&mut form).unwrap();
        let request = line.trim().trim_end_matches(" HTTP/1.1").to_owned();
        let form = String::from_utf8_lossy(&form);
        let weather = {
            let mut state = self.state.lock().unwrap();
            state
                .requests
                .push(format!("{request} {form}").trim().to_owned());
            let here = |it: &&mut Weather| it.times > 0 && request.contains(it.at);
            state.weather.iter_mut().find(here).map(|it| {
                it.times -= 1;
                it.clone()
            })
        };
        let (mut status, mut body) = self.answer(&request, authorised);
        let mut headers = "";
        let mut cut = 0;
        if let Some(weather) = weather {
            if weather.dead {
                return;
            }
            if weather.torn {
                cut = body.len() / 2;
            } else {
                (status, headers) = (weather.status, weather.headers);
                weather.body.clone_into(&mut body);
            }
        }
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n\
             Content-Length: {}\r\n{headers}\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(&body.as_bytes()[..body.len() - cut]);
    }

    fn answer(&self, request: &str, authorised: bool) -> (u16, String) {
        let token = "{\"access_token\":\"token-1\",\"expires_in\":3600}";
        if request.contains("/devicecode") {
            let code = "{\"device_code\":\"d\",\"user_code\":\"ABCD\",\"interval\":2,\
                \"verification_uri\":\"https://login.example/device\",\"expires_in\":60}";
            return (200, code.to_owned());
        }
        if request.starts_with("POST ") || request.contains("/msi/token") {
            return (200, token.to_owned());
        }
        if !authorised {
            return (401, "{}".to_owned());
        }
        let path = request.trim_start_matches("GET ");
        let of = path.split('?').next().unwrap();
        let body = match of.rsplit('/').next().unwrap() {
            "managedDevices" => self.page(
                path,
                4,
                |n| format!("{{\"id\":\"m{n}\",\"serialNumber\":\"F2LX{n}ABCDE\"}}"),
                false,
            ),
            "depOnboardingSettings" => self.page(
                path,
                1,
                |_| "{\"id\":\"t1\",\"tokenType\":\"dep\",\"syncedDeviceCount\":2500}".to_owned(),
                false,
            ),
            "importedAppleDeviceIdentities" => self.page(
                path,
                3,
                |n| {
                    format!(
                        "{{\"serialNumber\":\"F2LX{n}ABCDE\",\"enrollmentState\":\"notContacted\"}}"
                    )
                },
                false,
            ),
            "applePushNotificationCertificate" => {
                let none = "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"none\"}}";
                return (404, none.to_owned());
            }
            "mdmServers" => self.page(
                path,
                1,
                |_| {
                    "{\"id\":\"S1\",\"attributes\":{\"serverName\":\"Intune\",\"deviceCount\":4}}"
                        .to_owned()
                },
                true,
            ),
            "orgDevices" => self.page(path, 4, org_device, true),
            "devices" if of.contains("mdmServers") => self.page(
                path,
                2,
                |n| format!("{{\"type\":\"orgDevices\",\"id\":\"F2LX{n}ABCDE\"}}"),
                true,
            ),
            "activationLockStatus" => {
                "{\"data\":{\"attributes\":\n{\"lockType\":\"NONE\"}}}".to_owned()
            }
            "auditEvents" => "{\"data\":[]}".to_owned(),
            _ => "{\"value\":[]}".to_owned(),
        };
        (200, body)
    }

    fn page(&self, path: &str, pages: u32, row: fn(u32) -> String, apple: bool) -> String {
        let at = path.split_once("page=");
        let at = at.map_or(1, |(_, number)| number.parse().unwrap());
        let of = path.split('?').next().unwrap();
        let next = (at < pages).then(|| format!("\"{}{of}?page={}\"", self.base, at + 1));
        let next = next.unwrap_or_else(|| "null".to_owned());
        let row = row(at);
        if apple {
            format!("{{\"data\":[{row}],\"links\":{{\"next\":{next}}}}}")
        } else {
            format!("{{\"value\":[{row}],\"@odata.nextLink\":{next}}}")
        }
    }
}

fn org_device(number: u32) -> String {
    let serial = format!("F2LX{number}ABCDE");
    format!("{{\"id\":\"{serial}\",\"attributes\":{{\"serialNumber\":\"{serial}\"}}}}")
}
