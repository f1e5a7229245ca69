//! Properties of every reader: no bytes break it, and its counts add up.

use proptest::prelude::*;
use spotcheck_import::{Export, Format};

use crate::{corpus::entries::file, sample, samples};

fn names() -> Vec<String> {
    samples().into_iter().map(|(name, _)| name).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn prop_random_bytes_break_nothing(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        file(&bytes);
    }

    #[test]
    fn prop_random_text_behind_each_beginning_breaks_nothing(
        at in 0..1000_usize,
        keep in any::<prop::sample::Index>(),
        tail in "[0-9a-zA-Z,;:.\"\n\\- {}\\[\\]%é+]{0,300}",
    ) {
        let names = names();
        let mut bytes = sample(&names[at % names.len()]);
        bytes.truncate(keep.index(bytes.len()));
        bytes.extend_from_slice(tail.as_bytes());
        file(&bytes);
    }

    #[test]
    fn prop_changed_bytes_break_nothing(
        at in 0..1000_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let names = names();
        let mut bytes = sample(&names[at % names.len()]);
        for (index, byte) in changes {
            let length = bytes.len();
            bytes[index.index(length)] = byte;
        }
        file(&bytes);
    }
}

#[test]
fn no_two_formats_share_a_name() {
    let mut names: Vec<&str> = Format::ALL.iter().map(Format::name).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a page is a file")]
fn what_is_read_and_written_stands_on_the_page_of_formats() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats.md");
    let page = std::fs::read_to_string(page).expect("it is in the repository");
    for format in Format::ALL {
        let app = format.app();
        assert!(page.contains(&format!("\n| {app}")), "{app}");
    }
    for export in Export::ALL {
        let name = export.name();
        assert!(page.contains(&format!("\n| `{name}` |")), "{name}");
    }
}
