//! Reminders of a test as an iCalendar (RFC 5545), all-day events.

use jiff::{ToSpan as _, civil::Date};
use spotcheck_engine::spot_test::{Design, READS, Session, Side};

use crate::calendar::{escaped, folded};

/// The calendar of a test whose training begins on a day.
pub(super) fn calendar(
    design: &Design,
    site: &str,
    seed: u64,
    start: Date,
) -> anyhow::Result<String> {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//spotcheck//spot-test//EN".to_owned(),
    ];
    for session in &design.sessions {
        lines.extend(event(design, *session, (site, seed), start)?);
    }
    lines.push("END:VCALENDAR".to_owned());
    Ok(lines.iter().map(|line| folded(line)).collect())
}

fn event(
    design: &Design,
    session: Session,
    (site, seed): (&str, u64),
    start: Date,
) -> anyhow::Result<[String; 9]> {
    let day = start.checked_add(session.day.days())?;
    let [first, second] = [session.first, session.first.other()].map(Side::word);
    let summary = format!("Measure: {first} {site} first; then the {second}");
    let begins = if session.day == 0 {
        format!(
            " Training of the {} side begins after this session.",
            design.trained.word()
        )
    } else {
        String::new()
    };
    let how = format!(
        "{READS} readings a side before training; same place and time of day. Do not look at earlier readings.{begins}"
    );
    // The stamp is that of the plan: the same plan gives the same file.
    Ok([
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{seed}-{}-{start}@spot-test.spotcheck", session.day),
        format!("DTSTAMP:{}T000000Z", start.strftime("%Y%m%d")),
        format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")),
        format!("SUMMARY:{}", escaped(&summary)),
        format!("DESCRIPTION:{}", escaped(&how)),
        "TRANSP:TRANSPARENT".to_owned(),
        format!("X-SPOTCHECK-DAY:{}", session.day),
        "END:VEVENT".to_owned(),
    ])
}
