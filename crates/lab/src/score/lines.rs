//! Lines of a file, plain or compressed, read in blocks and parsed side by side.

use super::fault::{ScoreError, Trouble};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// Bytes that are read before they are parsed.
const BLOCK: usize = 8 << 20;
/// Bytes of the longest line.
const LINE_MAX: usize = 1 << 20;
/// Bytes, or a line more, that one core parses in one go.
const PIECE: usize = 256 << 10;

const READABLE: &str = "a readable file of newline-delimited JSON, compressed if it ends in .zst";

/// What the lines of a block gave, piece by piece.
type Parsed<T> = Vec<Vec<Result<Option<T>, Trouble>>>;

/// Parses each line that is not blank, on all cores, and takes what that gives in the order of
/// lines. `parse` gives nothing for a line that is of no interest. A block is read and parsed
/// while the one before it is taken.
pub(super) fn each<T: Send>(
    file: &Path,
    parse: impl Fn(&[u8]) -> Result<Option<T>, Trouble> + Sync,
    mut take: impl FnMut(T) -> Result<(), Trouble> + Send,
) -> Result<(), ScoreError> {
    let unreadable = |source| ScoreError::Read {
        file: file.to_owned(),
        expected: READABLE,
        source,
    };
    let mut blocks = Blocks {
        input: open(file).map_err(unreadable)?,
        block: Vec::with_capacity(BLOCK + LINE_MAX),
        over: false,
    };
    let mut number = 0;
    let mut parsed = blocks.next(&parse).map_err(unreadable)?;
    while let Some(block) = parsed {
        let take_all = || {
            for result in block.into_iter().flatten() {
                number += 1;
                let done = result.and_then(|found| found.map_or(Ok(()), &mut take));
                done.map_err(|trouble| trouble.at(file, number))?;
            }
            Ok(())
        };
        let (taken, next) = rayon::join(take_all, || blocks.next(&parse));
        taken?;
        parsed = next.map_err(unreadable)?;
    }
    Ok(())
}

/// The file, block by block.
struct Blocks {
    input: Box<dyn Read + Send>,
    /// What was read and not parsed yet: after each block the beginning of a line.
    block: Vec<u8>,
    over: bool,
}

impl Blocks {
    /// Reads and parses the next block; nothing at the end.
    fn next<T: Send>(
        &mut self,
        parse: &(impl Fn(&[u8]) -> Result<Option<T>, Trouble> + Sync),
    ) -> io::Result<Option<Parsed<T>>> {
        if self.over {
            return Ok(None);
        }
        let mut input = self.input.by_ref().take(BLOCK as u64);
        self.over = input.read_to_end(&mut self.block)? == 0;
        let whole = if self.over {
            self.block.len()
        } else {
            let last = self.block.iter().rposition(|byte| *byte == b'\n');
            last.map_or(0, |last| last + 1)
        };
        let mut parsed: Parsed<T> = pieces(&self.block[..whole])
            .into_par_iter()
            .map(|piece| lines(piece).map(|line| one(line, parse)).collect())
            .collect();
        self.block.drain(..whole);
        if self.block.len() > LINE_MAX {
            self.over = true;
            parsed.push(vec![Err(too_long())]);
        }
        Ok(Some(parsed))
    }
}

/// Parts of a block, each of whole lines.
fn pieces(block: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    let mut rest = block;
    while !rest.is_empty() {
        let least = PIECE.min(rest.len()) - 1;
        let line = lines(&rest[least..]).next().map_or(1, <[u8]>::len);
        let (piece, after) = rest.split_at(least + line);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

/// Lines with their ends.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let before = rest;
        // Reading from memory cannot fail, and looks for the end many bytes at a time.
        let length = rest.skip_until(b'\n').unwrap_or(0);
        (length > 0).then(|| &before[..length])
    })
}

fn one<T>(
    line: &[u8],
    parse: impl Fn(&[u8]) -> Result<Option<T>, Trouble>,
) -> Result<Option<T>, Trouble> {
    let line = line.trim_ascii();
    if line.len() > LINE_MAX {
        return Err(too_long());
    }
    if line.is_empty() {
        return Ok(None);
    }
    parse(line)
}

fn too_long() -> Trouble {
    Trouble::new(
        "the line has more than 1 MiB",
        "one JSON object a line, of at most 1 MiB",
    )
}

fn open(file: &Path) -> io::Result<Box<dyn Read + Send>> {
    let plain = File::open(file)?;
    if file.extension().is_some_and(|ending| ending == "zst") {
        Ok(Box::new(zstd::stream::read::Decoder::new(plain)?))
    } else {
        Ok(Box::new(plain))
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, LINE_MAX, each};
    use std::fs;
    use std::path::Path;

    fn lengths(file: &Path) -> Result<Vec<usize>, String> {
        let mut found = Vec::new();
        let parse = |line: &[u8]| Ok(Some(line.len()));
        each(file, parse, |length| {
            found.push(length);
            Ok(())
        })
        .map_err(|error| error.to_string())?;
        Ok(found)
    }

    #[test]
    fn lines_keep_their_order_over_blocks() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ndjson");
        let expected: Vec<usize> = (0..300).map(|line| 1 + (line * 7_919) % 90_000).collect();
        let text: Vec<String> = expected.iter().map(|length| "x".repeat(*length)).collect();
        let text = text.join("\n");
        assert!(text.len() > BLOCK);
        fs::write(&file, &text).unwrap();
        assert_eq!(lengths(&file).unwrap(), expected);
        let packed = folder.path().join("a.ndjson.zst");
        fs::write(&packed, zstd::encode_all(text.as_bytes(), 1).unwrap()).unwrap();
        assert_eq!(lengths(&packed).unwrap(), expected);
    }

    #[test]
    fn blank_lines_and_carriage_returns_are_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ndjson");
        fs::write(&file, "\r\nab\r\n \nabc").unwrap();
        assert_eq!(lengths(&file).unwrap(), [2, 3]);
        fs::write(&file, "").unwrap();
        assert!(lengths(&file).unwrap().is_empty());
    }

    #[test]
    fn an_oversized_line_is_named_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ndjson");
        for (end, length) in [("", LINE_MAX + 1), ("\nx", LINE_MAX + 1), ("", 12 << 20)] {
            fs::write(&file, format!("a\n{}{end}", "x".repeat(length))).unwrap();
            let error = lengths(&file).unwrap_err();
            assert!(
                error.contains("a.ndjson line 2: the line has more"),
                "{error}"
            );
        }
    }

    #[test]
    fn a_missing_or_torn_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = lengths(&folder.path().join("none.ndjson")).unwrap_err();
        assert!(missing.contains("none.ndjson") && missing.contains("expected a readable file"));
        let torn = folder.path().join("torn.zst");
        fs::write(&torn, b"no archive").unwrap();
        assert!(lengths(&torn).unwrap_err().contains("torn.zst"));
    }
}
