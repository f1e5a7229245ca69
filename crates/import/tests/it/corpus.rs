//! Every sample, and what a bad disk, a bad program or a bad person makes of it, through the entries of the fuzz targets.

#[expect(unreachable_pub, reason = "in the fuzz targets it is a library")]
#[path = "../../fuzz/src/lib.rs"]
pub(crate) mod entries;

use std::io::{Cursor, Read as _};

use entries::{TEXTS, checksum, cut, database, file, fit, member, records, rows, sheet, zipped};

use crate::{memory::most_bytes, sample, samples, unzipped, vector};

/// More than any of these small files may take.
const MOST_BYTES: usize = 24 << 20;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    /// A number below `end`: `SplitMix64`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end.max(1) as u64).expect("below a length")
    }
}

/// Runs an entry and bounds what it takes.
fn survives(name: &str, entry: fn(&[u8]), bytes: &[u8]) {
    let most = most_bytes(|| entry(bytes));
    assert!(
        most < MOST_BYTES,
        "{name}: {most} bytes for {}",
        bytes.len()
    );
}

/// Cuts, flipped bits, bytes of other files, zeros, doubled and lost parts.
fn mutations(honest: &[u8], other: &[u8], count: usize, numbers: &mut Numbers) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for which in 0..count {
        let mut bytes = honest.to_vec();
        let length = bytes.len().max(1);
        let [from, to] = [numbers.below(length), numbers.below(length)];
        let (from, to) = (from.min(to), from.max(to));
        match which % 6 {
            0 => bytes.truncate(from),
            1 => {
                for _ in 0..=numbers.below(8) {
                    let at = numbers.below(length);
                    bytes[at] ^= 1 << numbers.below(8);
                }
            }
            2 => {
                let part = &other[numbers.below(other.len())..];
                bytes.splice(from..to, part.iter().copied().take(500));
            }
            3 => bytes[from..to.min(from + 40)].fill([0, 0xFF][numbers.below(2)]),
            4 => {
                let part = bytes[from..to].to_vec();
                bytes.splice(from..from, part);
            }
            _ => drop(bytes.drain(from..to)),
        }
        all.push(bytes);
    }
    all
}

/// Lines of one table among those of another.
fn spliced(honest: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = honest.split_inclusive(|byte| *byte == b'\n').collect();
    for line in other.split_inclusive(|byte| *byte == b'\n') {
        lines.insert(numbers.below(lines.len() + 1), line);
    }
    lines.concat()
}

/// The same text in other encodings.
fn encoded(honest: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(honest);
    let wide = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        std::iter::once(0xFEFF)
            .chain(text.encode_utf16())
            .flat_map(unit)
            .collect()
    };
    // Letters beyond the first 256 have no byte there.
    let latin = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'));
    vec![
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
        wide(u16::to_le_bytes)[2..].to_vec(),
        latin.collect(),
        text.replace('\n', "\r").into_bytes(),
        text.replace(',', "\0").into_bytes(),
        text.replace('"', "").into_bytes(),
        text.replace(',', ";").into_bytes(),
        text.replace('e', "é\u{202e}\u{feff}").into_bytes(),
    ]
}

#[test]
fn samples_and_what_befalls_them_break_nothing() {
    let mut numbers = Numbers(1);
    let all: Vec<Vec<u8>> = samples().iter().map(|(name, _)| sample(name)).collect();
    for (at, (name, _)) in samples().iter().enumerate() {
        let honest = &all[at];
        let other = &all[numbers.below(all.len())];
        let mut hostile = mutations(honest, other, 90, &mut numbers);
        hostile.push(spliced(honest, other, &mut numbers));
        hostile.extend(encoded(honest));
        for bytes in &hostile {
            survives(name, file, bytes);
            survives(name, member, bytes);
        }
    }
}

#[test]
fn rows_below_a_known_header_break_nothing() {
    let mut numbers = Numbers(2);
    for (at, honest) in TEXTS.iter().enumerate() {
        let other = TEXTS[numbers.below(TEXTS.len())];
        for mut bytes in mutations(honest, other, 60, &mut numbers) {
            bytes.insert(0, u8::try_from(at).expect("few"));
            survives("rows", rows, &bytes);
        }
    }
}

/// The parts of an archive with their names.
fn parts(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let count = archive.len();
    let part = |at: usize| {
        let mut file = archive.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .expect("a buffer takes any bytes");
        (file.name().expect("ASCII").into_owned(), bytes)
    };
    (0..count).map(part).collect()
}

#[test]
fn parts_of_workbooks_break_nothing() {
    let mut numbers = Numbers(3);
    for name in [
        "macrofactor_quick_export.xlsx",
        "macrofactor_detailed_export.xlsx",
    ] {
        let honest = parts(&sample(name));
        for at in 0..honest.len() {
            let other = honest[numbers.below(honest.len())].1.clone();
            for bytes in mutations(&honest[at].1, &other, 60, &mut numbers) {
                let mut changed: Vec<(&str, &[u8])> = honest
                    .iter()
                    .map(|(name, bytes)| (name.as_str(), &bytes[..]))
                    .collect();
                changed[at].1 = &bytes;
                survives(name, file, &zipped(&changed));
                survives(name, sheet, &bytes);
            }
        }
    }
}

#[test]
fn pages_of_databases_break_nothing() {
    let mut numbers = Numbers(4);
    let small = unzipped(&sample("Health Connect.zip"));
    let deep = unzipped(&vector("health_connect_deep.zip"));
    for bytes in mutations(&small, &deep, 400, &mut numbers) {
        survives("database", file, &bytes);
    }
    for bytes in mutations(&deep, &small, 60, &mut numbers) {
        survives("database", file, &bytes);
        let mut bytes = bytes;
        bytes.splice(0..bytes.len().min(100), [0]);
        survives("database", database, &bytes);
    }
    // The heads of pages and rows alone, where every number means much.
    for _ in 0..300 {
        let mut bytes = small.clone();
        for _ in 0..4 {
            let page = numbers.below(small.len() / 4096) * 4096;
            let at = (page + numbers.below(120)).max(100);
            bytes[at] = u8::try_from(numbers.below(256)).expect("a byte");
        }
        survives("database", file, &bytes);
    }
}

#[test]
fn records_of_fit_files_break_nothing() {
    let mut numbers = Numbers(5);
    let honest = sample("garmin_weight.fit");
    assert_eq!(
        checksum(&honest),
        0,
        "a file with its checksum sums to nothing"
    );
    let records = &honest[12..honest.len() - 2];
    for bytes in mutations(records, &honest, 3000, &mut numbers) {
        survives("fit", fit, &bytes);
    }
}

#[test]
fn records_of_apple_health_break_nothing() {
    let mut numbers = Numbers(6);
    let honest = sample("apple_health.xml");
    let start = honest.windows(8).position(|bytes| bytes == b" <Record");
    let inner = &honest[start.expect("there is one")..honest.len() - 14];
    for bytes in mutations(inner, &honest, 600, &mut numbers) {
        survives("records", records, &bytes);
    }
}

#[test]
fn archives_without_a_directory_break_nothing() {
    let mut numbers = Numbers(7);
    let table = sample("withings_weight.csv");
    let honest = zipped(&[("a.csv", &table), ("b.json", b"{}")]);
    for bytes in mutations(&honest[4..], &table, 400, &mut numbers) {
        survives("cut", cut, &bytes);
    }
}
