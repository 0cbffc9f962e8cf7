//! The proof as a document, for whoever does not sit at a terminal.

use super::shown;
use super::table::{no_policies, place, sentence};
use super::words::Words;
use crate::app::access::{AccessPicture, Standing};
use crate::i18n::Language;
use crate::report::wording::{self, plain, time};
use enrollment::moment::Moment;
use press::{Block, Callout, Document, Level, Tone};
use rules::prevention::access::lint::{Finding, Lint, Weight};
use rules::prevention::access::{Fix, Hole};

/// Ways in that are told one by one.
const WAYS: usize = 40;

/// The document about a tenant, as a look at some time found it.
pub fn paper(
    picture: &AccessPicture,
    language: Language,
    (tenant, at): (&str, Moment),
) -> Document {
    let paper = Paper {
        words: Words { picture, language },
    };
    let tenant = plain(tenant).into_owned();
    let mut document = Document::new(language.into(), language.text("access-paper-title"));
    document.footer = format!("firstcontact · {tenant}");
    document.subtitle = Some(tenant);
    document.date = Some(time(at));
    document.blocks = paper.blocks();
    document
}

struct Paper<'p> {
    words: Words<'p>,
}

impl Paper<'_> {
    fn blocks(&self) -> Vec<Block> {
        let (words, picture) = (self.words, self.words.picture);
        let standing = picture.standing();
        let mut said = vec![Block::paragraph(format!("{}.", sentence(words)))];
        if standing == Standing::NotSeen {
            let gaps = no_policies(words).into_iter();
            let why = gaps.map(|gap| format!("{} {}", gap.why, gap.closing));
            said.extend(why.map(|it| Block::paragraph(plain(&it).into_owned())));
        }
        let mut blocks = vec![Block::Callout(Callout {
            tone: match standing {
                Standing::Blocked => Tone::Good,
                Standing::Open => Tone::Bad,
                Standing::NotSeen => Tone::Warning,
            },
            title: words.language.text("prevent-access"),
            blocks: said,
        })];
        if standing == Standing::NotSeen {
            return blocks;
        }
        let mut ways: Vec<&Hole> = picture.ways_in().collect();
        let more = ways.len().saturating_sub(WAYS);
        ways.truncate(WAYS);
        if !ways.is_empty() {
            blocks.push(self.part("paper-ways"));
        }
        for (number, hole) in ways.iter().enumerate() {
            blocks.extend(self.hole(number + 1, hole));
        }
        if more > 0 {
            blocks.push(Block::paragraph(words.count("more-ways", more)));
        }
        blocks.extend(self.unjudged());
        blocks.extend(self.pitfalls());
        blocks.extend(self.groups(&ways));
        blocks.extend(self.unseen());
        blocks
    }

    fn hole(&self, number: usize, hole: &Hole) -> Vec<Block> {
        let words = self.words;
        let who = plain(&words.people(hole)).into_owned();
        let parts = [
            ("into", words.resources(&hole.resources)),
            ("with", words.clients(&hole.clients)),
            ("claiming", words.platforms(&hole.platforms)),
            ("from", words.regions(&hole.regions)),
            ("by", words.flows(&hole.flows)),
        ];
        let parts = parts.map(|(key, value)| format!("{}: {}", words.text(key), plain(&value)));
        let parts = parts.into_iter().chain(words.devices(&hole.devices));
        let mut blocks = vec![
            Block::heading(Level::Two, format!("{number}. {who}")),
            Block::bullets(parts),
        ];
        if let Some(fix) = &hole.fix {
            blocks.push(Block::paragraph(plain(&self.fix(fix)).into_owned()));
        }
        if hole.emergency {
            let told = words.only_emergency();
            blocks.push(Block::paragraph(plain(&told).into_owned()));
        }
        blocks
    }

    /// The smallest change that closes it, and whom it hits.
    fn fix(&self, fix: &Fix) -> String {
        let words = self.words;
        let changes: Vec<String> = fix.changes.iter().map(|it| words.change(it)).collect();
        let closing = words.closing(fix.policy, &changes.join("; "));
        let mut sentences = vec![format!("{closing}."), words.hit(&fix.hit)];
        if fix.blocks_everyone {
            sentences.push(words.text("blocks-everyone"));
        }
        sentences.extend(words.precautions(fix));
        sentences.join(" ")
    }

    fn part(&self, key: &str) -> Block {
        Block::heading(Level::One, self.words.text(key))
    }

    fn unjudged(&self) -> Vec<Block> {
        let words = self.words;
        let all = &words.picture.proof.unjudged;
        if all.is_empty() {
            return Vec::new();
        }
        let lines = all.iter().map(|one| {
            let why = one.because.iter().map(|it| words.doubt(it));
            let why = why.collect::<Vec<_>>().join("; ");
            plain(&format!("{}: {why}", words.policy(one.policy))).into_owned()
        });
        vec![self.part("unjudged"), Block::bullets(lines)]
    }

    fn pitfalls(&self) -> Vec<Block> {
        let findings = &self.words.picture.findings;
        if findings.is_empty() {
            return Vec::new();
        }
        let alike = findings.chunk_by(|(a, _), (b, _)| a.code == b.code);
        let lines = alike.filter_map(|alike| {
            let (lint, _) = alike.first()?;
            let places = alike.iter().map(|(_, finding)| finding);
            Some(self.pitfall(lint, places))
        });
        vec![self.part("pitfalls"), Block::bullets(lines)]
    }

    fn groups(&self, ways: &[&Hole]) -> Vec<Block> {
        let named = shown::groups(&self.words.picture.proof, ways, false);
        let groups = self.words.groups(&named);
        if groups.is_empty() {
            return Vec::new();
        }
        let lines = groups.iter().map(|line| plain(line).into_owned());
        vec![self.part("groups"), Block::bullets(lines)]
    }

    fn pitfall<'f>(&self, lint: &Lint, found: impl Iterator<Item = &'f Finding>) -> String {
        let page = match self.words.language {
            Language::En => &lint.en,
            Language::De => &lint.de,
        };
        let places: Vec<String> = found.filter_map(|it| place(self.words, it)).collect();
        let mut text = format!("{} {}", lint.code, page.title);
        if !places.is_empty() {
            text = format!("{text} ({})", places.join("; "));
        }
        if lint.weight > Weight::Note {
            text = format!("{text}. {}", page.what_to_do);
        }
        plain(&text).into_owned()
    }

    fn unseen(&self) -> Vec<Block> {
        let words = self.words;
        let gaps = wording::gaps(words.language, &words.picture.unread);
        let unread = gaps.iter().flat_map(|gap| {
            let follows = gap.sources.iter().map(|source| {
                let text = words.text(&format!("unread-{}", source.replace('/', "-")));
                plain(&format!("{text} {}. {}", gap.why, gap.closing)).into_owned()
            });
            follows.collect::<Vec<_>>()
        });
        let always = ["unseen-risk", "unseen-partners", "unseen-tokens"];
        let all = unread.chain(always.map(|key| words.text(key)));
        vec![self.part("unseen"), Block::bullets(all)]
    }
}
