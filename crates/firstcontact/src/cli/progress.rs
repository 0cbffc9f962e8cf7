//! A bar on standard error while a snapshot is read, for whoever watches.

use super::terminal::Terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use sources::recorded::Progress;

/// Snapshots smaller than this are read before an eye can follow.
const BYTES_WORTH_SHOWING: u64 = 8 << 20;

/// Draws how far the reading is.
pub(super) struct Bar {
    bar: ProgressBar,
    wanted: bool,
}

impl Bar {
    /// A bar that appears once there is enough to read, and only if somebody watches.
    pub(super) fn new(terminal: Terminal, label: String) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = "{msg} {bar:30} {bytes}/{total_bytes} {eta}";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(label);
        Self {
            bar,
            wanted: terminal.progress,
        }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn found(&self, _files: Option<u64>, bytes: u64) {
        self.bar.set_length(bytes);
        if self.wanted && bytes >= BYTES_WORTH_SHOWING {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    fn file_done(&self, bytes: u64) {
        self.bar.inc(bytes);
    }
}
