//! A real Chromium, steered through chromedriver by the W3C's WebDriver: what a person does there,
//! in words of a test. It starts a driver of its own and ends it with itself.

use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use thirtyfour::{
    By, ChromeCapabilities, ChromiumLikeCapabilities, TypingData, WebDriver, WebElement,
};
use tokio::runtime::Runtime;

/// Names of the browser and of its driver, as packages install them.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];
const DRIVERS: [&str; 1] = ["chromedriver"];
/// The driver says this, and then its port.
const STARTED: &str = "started successfully on port ";

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
    driver: Option<WebDriver>,
    runtime: Runtime,
    process: Child,
    profile: tempfile::TempDir,
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            // A window that is gone already is what is wanted.
            let _ = self.runtime.block_on(driver.quit());
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Browser {
    /// Opens one; `None` where Chromium or its driver is not installed.
    pub(crate) fn open(look: Look) -> Option<Self> {
        let (browser, driver) = (found(&BROWSERS)?, found(&DRIVERS)?);
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
        let address = format!("http://127.0.0.1:{}", port.unwrap());
        // Whatever else it says is read, so that it never waits for us.
        std::thread::spawn(move || lines.for_each(drop));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let wish = wish(&browser, profile.path(), look);
        let driver = runtime.block_on(WebDriver::new(address, wish)).unwrap();
        let browser = Self {
            driver: Some(driver),
            runtime,
            process,
            profile,
        };
        browser.look(look);
        Some(browser)
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().unwrap()
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
        self.runtime
            .block_on(self.driver().goto(address))
            .unwrap_or_else(|why| panic!("{address}: {why}"));
    }

    /// Where it is: the path and what follows.
    pub(crate) fn place(&self) -> String {
        let address = self.runtime.block_on(self.driver().current_url()).unwrap();
        let mut place = address.path().to_owned();
        if let Some(query) = address.query() {
            let _ = write!(place, "?{query}");
        }
        place
    }

    /// The page's source.
    pub(crate) fn source(&self) -> String {
        self.runtime.block_on(self.driver().source()).unwrap()
    }

    /// Whether something is on the page.
    pub(crate) fn has(&self, css: &str) -> bool {
        !self.all(css).is_empty()
    }

    fn all(&self, css: &str) -> Vec<WebElement> {
        let found = self.driver().find_all(By::Css(css.to_owned()));
        self.runtime.block_on(found).unwrap()
    }

    fn one(&self, css: &str) -> WebElement {
        let found = self.driver().find(By::Css(css.to_owned()));
        let found = self.runtime.block_on(found);
        found.unwrap_or_else(|why| panic!("{} has no {css}: {why}", self.place()))
    }

    /// What stands there, as it is seen.
    pub(crate) fn text(&self, css: &str) -> String {
        let element = self.one(css);
        self.runtime.block_on(element.text()).unwrap()
    }

    /// The texts of all that are alike.
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        let all = self.all(css);
        let texts = all.iter().map(|it| self.runtime.block_on(it.text()));
        texts.map(Result::unwrap).collect()
    }

    /// What an element says about itself.
    pub(crate) fn attribute(&self, css: &str, name: &str) -> Option<String> {
        let element = self.one(css);
        self.runtime.block_on(element.attr(name)).unwrap()
    }

    /// Clicks.
    pub(crate) fn click(&self, css: &str) {
        let element = self.one(css);
        self.runtime
            .block_on(element.click())
            .unwrap_or_else(|why| panic!("{css}: {why}"));
    }

    /// Follows the link with these words.
    pub(crate) fn follow(&self, words: &str) {
        let found = self.driver().find(By::PartialLinkText(words.to_owned()));
        let element = self.runtime.block_on(found).unwrap_or_else(|why| {
            panic!("{} has no link {words:?}: {why}", self.place());
        });
        self.runtime.block_on(element.click()).unwrap();
    }

    /// Writes into a field, in place of what stands there.
    pub(crate) fn write(&self, css: &str, text: &str) {
        let field = self.one(css);
        self.runtime.block_on(field.clear()).unwrap();
        self.runtime.block_on(field.send_keys(text)).unwrap();
    }

    /// Presses keys, wherever the focus is.
    pub(crate) fn press(&self, keys: impl Into<TypingData>) {
        let chain = self.driver().action_chain().send_keys(keys);
        self.runtime.block_on(chain.perform()).unwrap();
    }

    /// Runs a script of the test in the page.
    pub(crate) fn script(&self, text: &str, arguments: &[Value]) -> Value {
        let ran = self.driver().execute(text.to_owned(), arguments.to_vec());
        let ran = self.runtime.block_on(ran);
        ran.unwrap_or_else(|why| panic!("{}: {why}", self.place()))
            .json()
            .clone()
    }

    /// Runs one that ends later, by calling its last argument.
    pub(crate) fn script_that_waits(&self, text: &str, arguments: &[Value]) -> Value {
        let ran = self
            .driver()
            .execute_async(text.to_owned(), arguments.to_vec());
        let ran = self.runtime.block_on(ran);
        ran.unwrap_or_else(|why| panic!("{}: {why}", self.place()))
            .json()
            .clone()
    }

    /// What the browser complained about since it was asked last: a file that is missing, a script
    /// that broke, something that the page's own rules forbid.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.runtime.block_on(self.driver().browser_log()).unwrap();
        log.into_iter().map(|entry| entry.message).collect()
    }

    /// The window as a PNG.
    pub(crate) fn picture(&self) -> Vec<u8> {
        let taken = self.driver().screenshot_as_png();
        self.runtime.block_on(taken).unwrap()
    }

    /// Files that were downloaded, whole ones.
    pub(crate) fn downloads(&self) -> Vec<PathBuf> {
        let folder = self.profile.path().join(DOWNLOADS);
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        paths
            .filter(|path| path.extension().is_some_and(|it| it != "crdownload"))
            .collect()
    }

    /// A command of the browser's own tools.
    fn tool(&self, name: &str, value: &Value) {
        let sent = self.driver().cdp();
        let sent = self.runtime.block_on(sent.send_raw(name, value));
        sent.unwrap_or_else(|why| panic!("{name}: {why}"));
    }
}

/// Where downloads go, in the profile.
const DOWNLOADS: &str = "downloads";

fn wish(browser: &Path, profile: &Path, look: Look) -> ChromeCapabilities {
    let mut wish = ChromeCapabilities::new();
    wish.set_binary(browser.to_str().unwrap()).unwrap();
    let folder = format!("--user-data-dir={}", profile.join("profile").display());
    let language = format!("--lang={}", look.language);
    for word in [
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
    ] {
        wish.add_arg(word).unwrap();
    }
    let preferences = json!({
        "intl.accept_languages": look.language,
        "download.default_directory": profile.join(DOWNLOADS),
        "download.prompt_for_download": false,
    });
    wish.add_experimental_option("prefs", preferences).unwrap();
    wish
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
