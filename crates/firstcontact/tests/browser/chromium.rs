//! A real Chromium, steered through chromedriver by the W3C's WebDriver, which is JSON over HTTP:
//! what a person does there, in words of a test. It starts a driver of its own and ends it with
//! itself. (The crates for this bring features of `serde_json` that would change the program under
//! test.)

use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Names of the browser and of its driver, as packages install them.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const DRIVERS: [&str; 1] = ["chromedriver"];
/// The driver says this, and then its port.
const STARTED: &str = "started successfully on port ";
/// How WebDriver calls an element in JSON.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// No step of a test takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keys that are no letters, as WebDriver writes them.
pub(crate) const TAB: &str = "\u{e004}";
/// Likewise.
pub(crate) const ENTER: &str = "\u{e007}";
/// Likewise.
pub(crate) const ESCAPE: &str = "\u{e00c}";

/// How somebody looks at pages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// The width and height of the window, in pixels of CSS.
    pub(crate) size: (u32, u32),
    /// Whether their system is dark.
    pub(crate) dark: bool,
    /// The language of their browser.
    pub(crate) language: &'static str,
    /// Whether pages may run scripts.
    pub(crate) scripts: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            size: (1280, 900),
            dark: false,
            language: "en",
            scripts: true,
        }
    }
}

/// A browser with one window. What goes wrong in it ends the test.
pub(crate) struct Browser {
    client: Client,
    session: String,
    process: Child,
    profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        // A window that is gone already is what is wanted.
        let _ = self.client.delete(&self.session).send();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Browser {
    /// Opens one; `None` where Chromium or its driver is not installed.
    pub(crate) fn open(look: Look) -> Option<Self> {
        let (program, driver) = (found(&BROWSERS)?, found(&DRIVERS)?);
        let profile = tempfile::tempdir().unwrap();
        let mut process = Command::new(driver)
            .arg("--port=0")
            // What the browser leaves behind, it leaves in its profile.
            .env("TMPDIR", profile.path())
            .env("HOME", profile.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once(STARTED)?;
            Some(port.trim_end_matches('.').to_owned())
        });
        let port = port.unwrap();
        // Whatever else it says is read, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Self {
            client: Client::builder().timeout(PATIENCE).build().unwrap(),
            session: format!("http://127.0.0.1:{port}/session"),
            process,
            profile,
        };
        let wish = wish(&program, browser.profile.path(), look);
        let begun = browser.send("", &wish);
        let number = begun["sessionId"].as_str().unwrap();
        browser.session = format!("{}/{number}", browser.session);
        browser.look(look);
        Some(browser)
    }

    /// Changes how they look.
    pub(crate) fn look(&self, look: Look) {
        let scheme = if look.dark { "dark" } else { "light" };
        self.tool(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] }),
        );
        let (width, height) = look.size;
        self.tool(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false }),
        );
        self.tool(
            "Emulation.setScriptExecutionDisabled",
            &json!({ "value": !look.scripts }),
        );
    }

    /// Goes to an address.
    pub(crate) fn go(&self, address: &str) {
        self.send("/url", &json!({ "url": address }));
    }

    /// Where it is: the path and what follows.
    pub(crate) fn place(&self) -> String {
        let address = self.ask("/url").as_str().unwrap().to_owned();
        let rest = address.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{}", rest.split('#').next().unwrap())
    }

    /// The page's source.
    pub(crate) fn source(&self) -> String {
        self.ask("/source").as_str().unwrap().to_owned()
    }

    /// Whether something is on the page.
    pub(crate) fn has(&self, css: &str) -> bool {
        !self.all(css).is_empty()
    }

    fn all(&self, css: &str) -> Vec<String> {
        let found = self.send(
            "/elements",
            &json!({ "using": "css selector", "value": css }),
        );
        let found = found.as_array().unwrap().iter();
        found
            .map(|it| it[ELEMENT].as_str().unwrap().to_owned())
            .collect()
    }

    fn one(&self, css: &str) -> String {
        let mut all = self.all(css).into_iter();
        all.next()
            .unwrap_or_else(|| panic!("{} has no {css}", self.place()))
    }

    /// What stands there, as it is seen.
    pub(crate) fn text(&self, css: &str) -> String {
        self.text_of(&self.one(css))
    }

    /// The texts of all that are alike.
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        self.all(css).iter().map(|it| self.text_of(it)).collect()
    }

    fn text_of(&self, element: &str) -> String {
        let text = self.ask(&format!("/element/{element}/text"));
        text.as_str().unwrap().to_owned()
    }

    /// What an element says about itself.
    pub(crate) fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let element = self.one(css);
        let value = self.ask(&format!("/element/{element}/attribute/{name}"));
        value.as_str().map(str::to_owned)
    }

    /// Clicks.
    pub(crate) fn click(&self, css: &str) {
        self.click_on(&self.one(css));
    }

    /// Clicks, and waits for the page that follows, if one does.
    fn click_on(&self, element: &str) {
        let before = self.one("html");
        self.send(&format!("/element/{element}/click"), &json!({}));
        self.leave(&before);
    }

    /// Waits until the page is another one, but not for long: not every click leads away.
    fn leave(&self, before: &str) {
        for _ in 0..25 {
            if self.all("html").iter().any(|now| now != before) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Follows the link with these words.
    pub(crate) fn follow(&self, words: &str) {
        let wish = json!({ "using": "partial link text", "value": words });
        let found = self.send("/element", &wish);
        self.click_on(found[ELEMENT].as_str().unwrap());
    }

    /// Writes into a field, in place of what stands there.
    pub(crate) fn write(&self, css: &str, text: &str) {
        let field = self.one(css);
        self.send(&format!("/element/{field}/clear"), &json!({}));
        let text = json!({ "text": text });
        self.send(&format!("/element/{field}/value"), &text);
    }

    /// Presses keys, wherever the focus is.
    pub(crate) fn press(&self, keys: &str) {
        let press = |key: char| {
            ["keyDown", "keyUp"].map(|way| json!({ "type": way, "value": key.to_string() }))
        };
        let steps: Vec<Value> = keys.chars().flat_map(press).collect();
        let hand = json!({ "type": "key", "id": "keyboard", "actions": steps });
        let before = self.one("html");
        self.send("/actions", &json!({ "actions": [hand] }));
        if keys == ENTER {
            self.leave(&before);
        }
    }

    /// Runs a script of the test in the page.
    pub(crate) fn script(&self, text: &str, arguments: &[Value]) -> Value {
        self.send(
            "/execute/sync",
            &json!({ "script": text, "args": arguments }),
        )
    }

    /// Runs one that ends later, by calling its last argument.
    pub(crate) fn script_that_waits(&self, text: &str, arguments: &[Value]) -> Value {
        self.send(
            "/execute/async",
            &json!({ "script": text, "args": arguments }),
        )
    }

    /// What the browser complained about since it was asked last: a file that is missing, a script
    /// that broke, something that the page's own rules forbid.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.send("/se/log", &json!({ "type": "browser" }));
        let entries = log.as_array().unwrap().iter();
        entries.map(|entry| entry["message"].to_string()).collect()
    }

    /// The window as a PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let taken = self.ask("/screenshot");
        let text = taken.as_str().unwrap();
        base64::Engine::decode(&base64::engine::general_purpose::STANDARD, text).unwrap()
    }

    /// Files that were downloaded, whole ones.
    pub(crate) fn downloads(&self) -> Vec<PathBuf> {
        let folder = self.profile.path().join(DOWNLOADS);
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        paths
            .filter(|path| path.extension().is_some_and(|it| it == "csv"))
            .collect()
    }

    /// A command of the browser's own tools.
    fn tool(&self, name: &str, value: &Value) {
        let command = json!({ "cmd": name, "params": value });
        self.send("/goog/cdp/execute", &command);
    }

    fn send(&self, place: &str, body: &Value) -> Value {
        let request = self.client.post(format!("{}{place}", self.session));
        let request = request.header("content-type", "application/json");
        answered(request.body(body.to_string()), body)
    }

    fn ask(&self, place: &str) -> Value {
        let request = self.client.get(format!("{}{place}", self.session));
        answered(request, &Value::Null)
    }
}

/// What the driver answers; an error ends the test.
fn answered(request: reqwest::blocking::RequestBuilder, asked: &Value) -> Value {
    let text = request.send().unwrap().text().unwrap();
    let mut answer: Value = serde_json::from_str(&text).unwrap();
    let value = answer["value"].take();
    if let Some(why) = value.get("error") {
        let mut asked = asked.to_string();
        asked = asked.chars().take(300).collect();
        panic!("{asked}: {why}: {}", value["message"]);
    }
    value
}

/// Where downloads go, in the profile.
const DOWNLOADS: &str = "downloads";

fn wish(program: &Path, profile: &Path, look: Look) -> Value {
    let folder = format!("--user-data-dir={}", profile.join("profile").display());
    let language = format!("--lang={}", look.language);
    let words = [
        "--headless=new",
        // The pages are ours, and who tests as root has no other way.
        "--no-sandbox",
        // Containers have little of it.
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--force-color-profile=srgb",
        // As on a telephone, where bars lie over the page.
        "--hide-scrollbars",
        "--no-first-run",
        &folder,
        &language,
    ];
    let preferences = json!({
        "intl.accept_languages": look.language,
        "download.default_directory": profile.join(DOWNLOADS),
        "download.prompt_for_download": false,
    });
    let options = json!({ "binary": program, "args": words, "prefs": preferences });
    json!({ "capabilities": { "alwaysMatch": {
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    } } })
}

/// A program in the path.
fn found(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let all = names
        .iter()
        .flat_map(|name| places.iter().map(move |place| place.join(name)));
    { all }.find(|file| file.is_file())
}
