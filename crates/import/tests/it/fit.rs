//! FIT weight files: two of Garmin's own examples, and what breaks them.
//!
//! The bytes are `WeightScaleSingleUser.fit` and `WeightScaleMultiUser.fit` of the FIT SDK, as the tests of the crate
//! fitparser 0.11.0 (MIT) carry them; what they hold is what Garmin's decoder for Python (garmin-fit-sdk 21.218.0) says.

use spotcheck_import::{Answers, Error, LeftOut, Quantity, Shape, Stop, Zone};

use crate::{assert_close, berlin, days, malformed::zipped, read, sample};

const ONE_PERSON: &str = "0e105e06860000002e464954a2db40000100000500010001028402028403048c0404860009000f0016000004d2250ac6284000\
    01000305fe0284010100020102030102040284000000012fb302c6400001001e03fd0486000284010284410001001703fd04860a028407048600250ad438\
    1d9c08b601250ad43801800000b04600250ae2481db909ce01250ae24801800000b0662087";
const TWO_PEOPLE: &str = "0c1047009c0000002e46495440000100000500010001028402028403048c0404860009000f0016000004d2250ac62840000100\
    0306fe0284010100020102030102040284160284000000012fb302c6000500000100349b02260006400001001e04fd04860002840102840c0284410001001\
    703fd04860a028407048600250ad4381d9c08b6000001250ad43801800000b04600250ae24816bc09ce000101250ae24801800000b0660480";

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|c| c.to_digit(16)).collect();
    let byte = |pair: &[u32]| u8::try_from(pair[0] * 16 + pair[1]).expect("below 256");
    digits.chunks_exact(2).map(byte).collect()
}

fn answers(person: Option<u32>) -> Answers {
    Answers {
        person,
        zone: Zone::parse("+00:00"),
        ..Answers::default()
    }
}

#[test]
fn garmin_sdk_single_user() {
    let (report, kept) = read(bytes(ONE_PERSON), &answers(None)).expect("read");
    assert_eq!(
        (report.format, report.rows_read, report.kept),
        ("garmin-fit", 2, 2)
    );
    let told: Vec<(String, f64)> = kept
        .iter()
        .map(|o| {
            (
                format!("{} {}", o.at.day, o.at.time.expect("told")),
                o.value,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            ("2009-09-09 21:38:00".to_owned(), 75.8),
            ("2009-09-09 21:38:00".to_owned(), 0.223),
            ("2009-09-09 22:38:00".to_owned(), 76.09),
            ("2009-09-09 22:38:00".to_owned(), 0.251),
        ]
    );
    assert_eq!(kept[0].device.as_deref(), Some("FIT maker 15, product 22"));
}

#[test]
fn garmin_sdk_two_users_are_never_one_history() {
    let error = read(bytes(TWO_PEOPLE), &answers(None)).expect_err("asks");
    assert_eq!(
        error.to_string(),
        "the file has weights of several people: 0 (75.8 to 75.8 kg), 1 (58.2 to 58.2 kg)"
    );
    let stranger = read(bytes(TWO_PEOPLE), &answers(Some(7)));
    assert!(matches!(stranger, Err(Error::PersonNeeded(_))));
    for (person, kg, fat) in [(0, 75.8, 0.223), (1, 58.2, 0.251)] {
        let (report, kept) = read(bytes(TWO_PEOPLE), &answers(Some(person))).expect("read");
        assert_eq!(
            (report.kept, report.left_out.get(&LeftOut::Person)),
            (1, Some(&1))
        );
        assert_close(days(&kept, Quantity::Weight)[0].1, kg, 0.0);
        assert_close(days(&kept, Quantity::BodyFat)[0].1, fat, 1e-12);
    }
}

#[test]
fn a_flipped_bit_anywhere_is_noticed() {
    let honest = bytes(ONE_PERSON);
    // Before the twelfth byte stands what makes it a FIT file at all.
    for at in 12..honest.len() {
        for bit in 0..8 {
            let mut changed = honest.clone();
            changed[at] ^= 1 << bit;
            let (report, kept) = read(changed, &answers(None)).expect("read");
            assert_eq!(
                (report.stopped, kept.len()),
                (Some(Stop::Checksum), 0),
                "{at}"
            );
        }
    }
}

#[test]
fn a_cut_file_keeps_what_came_before() {
    let honest = bytes(ONE_PERSON);
    let (report, kept) = read(&honest[..honest.len() - 20], &answers(None)).expect("read");
    assert_eq!((report.stopped, kept.len()), (Some(Stop::Truncated), 2));
    for length in 0..100 {
        let refused = read(&honest[..length], &answers(None));
        assert!(matches!(refused, Err(Error::Unknown(_))), "{length}");
    }
}

#[test]
fn files_in_a_chain_are_all_read() {
    let chain = [bytes(ONE_PERSON), sample("garmin_weight.fit")].concat();
    let (report, kept) = read(chain, &answers(None)).expect("read");
    assert_eq!((report.rows_read, report.stopped), (5, None));
    assert_eq!(days(&kept, Quantity::Weight).len(), 5);
}

#[test]
fn a_zone_is_asked_and_files_without_weights_are_passed_over() {
    assert_eq!(
        read(bytes(ONE_PERSON), &Answers::default()),
        Err(Error::ZoneNeeded)
    );
    // A file without messages; its checksum is that of Garmin's decoder.
    let empty = bytes("0c104700000000002e464954294c");
    assert_eq!(read(&empty, &berlin(&[])), Err(Error::Unknown(Shape::Fit)));
    let zip = zipped(&[("1.fit", &empty), ("2.fit", &bytes(ONE_PERSON))]);
    let (report, _) = read(zip, &berlin(&[])).expect("read");
    assert_eq!(report.member.as_deref(), Some("2.fit"));
}
