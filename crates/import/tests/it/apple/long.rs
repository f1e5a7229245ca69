//! An export that is long: it is read as it comes, and next to nothing of it is held.

use std::io::{Cursor, Read, Seek, SeekFrom};

use spotcheck_import::{Answers, import};

use crate::memory::most_bytes;

/// Steps, one record a minute; made while they are read.
struct Made {
    record: u64,
    records: u64,
    text: Cursor<Vec<u8>>,
}

impl Made {
    fn of(records: u64) -> Self {
        let mut made = Self {
            record: 0,
            records,
            text: Cursor::default(),
        };
        made.rewind().expect("it is made again");
        made
    }

    fn line(&self) -> String {
        let (minute, day) = (self.record % 1440, self.record / 1440);
        let date = format!(
            "{}-{:02}-{:02}",
            2000 + day / 336,
            day / 28 % 12 + 1,
            day % 28 + 1
        );
        let time = format!("{date} {:02}:{:02}:00 +0100", minute / 60, minute % 60);
        let device = "&lt;&lt;HKDevice: 0x281e3c8c0&gt;, name:Apple Watch, model:Watch&gt;";
        format!(
            " <Record type=\"HKQuantityTypeIdentifierStepCount\" sourceName=\"Watch\" device=\"{device}\" unit=\"count\" \
             startDate=\"{time}\" endDate=\"{time}\" value=\"{}\"/>\n",
            self.record % 100
        )
    }
}

impl Read for Made {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let read = self.text.read(buffer)?;
            if 0 < read || self.records < self.record {
                return Ok(read);
            }
            let text = if self.record == self.records {
                "</HealthData>\n".to_owned()
            } else {
                self.line()
            };
            self.text = Cursor::new(text.into_bytes());
            self.record += 1;
        }
    }
}

impl Seek for Made {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        self.record = 0;
        self.text =
            Cursor::new(b"<?xml version=\"1.0\"?>\n<HealthData locale=\"de_DE\">\n".to_vec());
        Ok(0)
    }
}

#[test]
fn what_is_held_of_a_long_export_is_a_fingerprint_a_record() {
    for records in [1_000, 400_000] {
        let mut kept = 0_u64;
        let most = most_bytes(|| {
            let mut keep = |_| kept += 1;
            let reports =
                import(&mut Made::of(records), &Answers::default(), &mut keep).expect("read");
            assert_eq!((reports[0].rows_read, reports[0].stopped), (records, None));
        });
        assert_eq!(kept, records);
        // Eight bytes and one in a table that is between half and wholly full, beside what is read at once.
        let table = usize::try_from(records).expect("few") * 9 * 2 * 8 / 7;
        assert!(
            most < (1 << 20) + table,
            "{most} bytes for {records} records"
        );
    }
}
