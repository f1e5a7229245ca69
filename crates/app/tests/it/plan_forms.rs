//! `spotcheck plan` on paper and in the calendar.

use std::fs;

use jiff::civil::{Date, DateTime, Weekday};
use serde_json::Value;

use crate::run::{argument, command, file, json, said, scratch, spotcheck};

const TWO: (&str, &str) = (
    "sex = \"female\"\nage_y = 34\nheight_cm = 168\nweight_kg = 82\nwaist_cm = 96\nhip_cm = 110\npal = 1.45\n\
     equipment = [\"dumbbells\"]\n",
    "ask = \"can I lose belly fat by doing sit-ups?\"\nmode = \"lose\"\nweeks = 16\ndays_per_week = 2\n\
     minutes_per_session = 45\nstart = \"2027-01-05\"\n",
);
const FOUR: (&str, &str) = (
    "sex = \"male\"\nage_y = 41\nheight_cm = 181\nweight_kg = 95\nwaist_cm = 104\nhip_cm = 106\npal = 1.5\n\
     level = \"intermediate\"\nequipment = [\"gym\"]\n",
    "mode = \"lose\"\nweeks = 20\nemphasis = [\"V taper\"]\ndays_per_week = 4\nminutes_per_session = 60\n\
     start = \"2027-01-04\"\n",
);
const SIX: (&str, &str) = (
    "sex = \"male\"\nage_y = 27\nheight_cm = 178\nweight_kg = 74\nwaist_cm = 80\nhip_cm = 96\nshoulder_cm = 118\n\
     thigh_cm = 56\narm_cm = 34\npal = 1.6\nlevel = \"advanced\"\nequipment = [\"gym\"]\n",
    "mode = \"gain\"\nweeks = 40\nemphasis = [\"V taper\"]\ndays_per_week = 6\nminutes_per_session = 75\n\
     start = \"2027-01-09\"\n",
);

/// The arguments that plan for somebody, and what more is asked.
fn asked(name: &str, (me, goal): (&str, &str), more: &[&str]) -> Vec<String> {
    let me = file(&format!("plan_forms/{name}.me.toml"), me);
    let goal = file(&format!("plan_forms/{name}.goal.toml"), goal);
    let whose = ["plan", "--me", argument(&me), "--goal", argument(&goal)];
    [&whose[..], more]
        .concat()
        .iter()
        .map(|&text| text.to_owned())
        .collect()
}

/// Standard output of a plan.
fn bytes(name: &str, whose: (&str, &str), more: &[&str]) -> Vec<u8> {
    let asked = asked(name, whose, more);
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let output = spotcheck(&asked);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    output.stdout
}

fn document(name: &str, whose: (&str, &str)) -> Value {
    let asked = asked(name, whose, &["--json"]);
    json(&asked.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The bytes of a string in a PDF, literal or hexadecimal (ISO 32000-1, 7.3.4).
fn shown(operand: &str) -> Vec<u8> {
    if let Some(hex) = operand.strip_prefix('<') {
        let digits = hex.trim_end_matches('>').as_bytes().chunks(2);
        let byte = |pair: &[u8]| {
            let pair = std::str::from_utf8(pair).expect("ASCII");
            u8::from_str_radix(pair, 16).expect("two digits")
        };
        return digits.map(byte).collect();
    }
    let literal = operand
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let mut bytes = Vec::new();
    let mut rest = literal.expect("a literal string").bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'\\' {
            rest.next().expect("an escape")
        } else {
            byte
        });
    }
    bytes
}

/// The character of a byte in a font (ISO 32000-1, annexes D.2, D.5 and D.6).
fn letter(font: &str, byte: u8) -> char {
    match (font, byte) {
        ("/S", 0x2d) => '\u{2212}',
        ("/S", 0xab) => '\u{2194}',
        ("/R" | "/B", 0x96) => '\u{2013}',
        ("/R" | "/B", b' '..=b'~' | 0xa0..) => char::from(byte),
        _ => panic!("{font} {byte:#x}"),
    }
}

/// The lines of text of a PDF whose streams are not compressed, and how large their letters are.
fn lines_of(pdf: &[u8]) -> Vec<(String, f64)> {
    let mut lines = Vec::new();
    let (mut font, mut size) = (String::new(), 0.0);
    for line in String::from_utf8_lossy(pdf).lines() {
        if line == "BT" {
            lines.push((String::new(), f64::MAX));
        } else if let Some(set) = line.strip_suffix(" Tf") {
            let (name, told) = set.split_once(' ').expect("a font and its size");
            name.clone_into(&mut font);
            size = told.parse().expect("a size");
        } else if let Some(operand) = line.strip_suffix(" Tj") {
            let (text, least) = lines.last_mut().expect("text is shown in a text object");
            text.extend(shown(operand).into_iter().map(|byte| letter(&font, byte)));
            *least = least.min(size);
        }
    }
    lines
}

fn places(pdf: &[u8], what: &str) -> usize {
    String::from_utf8_lossy(pdf).matches(what).count()
}

/// The cells and paragraphs of a plan in Markdown that belong on paper.
fn told(markdown: &str) -> Vec<String> {
    let (plan, _) = markdown
        .split_once("## Where the numbers come from")
        .expect("sources");
    let (before, rest) = plan.split_once("## Sets a week").expect("weekly sets");
    let (_, after) = rest.split_once("## Activity").expect("activity");
    let whole = format!("{before}\n{after}");
    let pieces = whole
        .lines()
        .flat_map(|line| line.trim_matches('|').split('|'));
    let pieces = pieces.map(|piece| piece.trim_start_matches('#').trim().to_owned());
    // The head of a table is shorter on paper, and its rule is drawn.
    pieces
        .filter(|piece| !piece.is_empty() && !piece.ends_with("--:") && piece != ":--")
        .filter(|piece| piece != "left (RIR)" && piece != "kcal a day" && piece != "Lifting")
        .collect()
}

fn holds_on_two_pages(name: &str, whose: (&str, &str)) {
    let pdf = bytes(name, whose, &["--pdf"]);
    assert_eq!(pdf, bytes(name, whose, &["--pdf"]), "{name}");
    assert!(pdf.starts_with(b"%PDF-1."));
    assert_eq!(places(&pdf, "/Type /Page\n"), 2, "{name}");
    let lines = lines_of(&pdf);
    assert!(lines.iter().all(|(_, size)| 9.0 <= *size), "{name}");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let all: Vec<&str> = lines.iter().map(|(line, _)| line.as_str()).collect();
    let all = words(&all.join(" "));
    let markdown = bytes(name, whose, &["--md"]);
    let pieces = told(&String::from_utf8(markdown).expect("UTF-8"));
    assert!(50 < pieces.len(), "{name}: {pieces:?}");
    for piece in pieces {
        assert!(
            all.contains(&words(&piece)),
            "{name}: `{piece}` is not in {all}"
        );
    }
    assert!(all.contains("General information, not medical advice."));
    // A box for each set.
    let plan = document(name, whose);
    let sessions = plan["training"]["days"].as_array().expect("sessions");
    let sets = sessions.iter().flat_map(|session| {
        let exercises = session["exercises"].as_array().expect("exercises");
        exercises
            .iter()
            .map(|exercise| exercise["sets"].as_u64().expect("sets"))
    });
    let boxes = String::from_utf8_lossy(&pdf).matches(" re\nS\n").count();
    assert_eq!(boxes as u64, sets.sum::<u64>(), "{name}");
}

#[test]
fn paper_holds_the_plan_on_two_pages() {
    holds_on_two_pages("two", TWO);
    holds_on_two_pages("four", FOUR);
    holds_on_two_pages("six", SIX);
}

/// Whoever opens the file looks for each object where the index at its end says (ISO 32000-1, 7.5.4).
#[test]
fn paper_is_found_where_its_index_says() {
    let pdf = bytes("found", TWO, &["--pdf"]);
    let text = String::from_utf8_lossy(&pdf);
    let at: usize = text
        .rsplit("startxref\n")
        .next()
        .and_then(|rest| rest.lines().next())
        .and_then(|line| line.parse().ok())
        .expect("where the index is");
    assert!(pdf[at..].starts_with(b"xref\n"));
    let entries = String::from_utf8_lossy(&pdf[at..]).into_owned();
    let offsets = entries
        .lines()
        .filter_map(|line| line.strip_suffix(" 00000 n"));
    let mut objects = 0;
    for (place, offset) in offsets.enumerate() {
        let offset: usize = offset.trim().parse().expect("an offset");
        let head = format!("{} 0 obj", place + 1);
        assert!(pdf[offset..].starts_with(head.as_bytes()), "{head}");
        objects += 1;
    }
    assert_eq!(objects, text.matches(" 0 obj\n").count());
}

/// Properties of a calendar's events, unfolded and unescaped by the rules of RFC 5545.
fn events(calendar: &str) -> Vec<Vec<(String, String)>> {
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    assert_eq!(
        calendar.matches('\n').count(),
        calendar.matches("\r\n").count()
    );
    let unfolded = calendar.replace("\r\n ", "");
    let mut events: Vec<Vec<(String, String)>> = Vec::new();
    for line in unfolded.split_terminator("\r\n") {
        let (name, value) = line.split_once(':').expect("a name and a value");
        if line == "BEGIN:VEVENT" {
            events.push(Vec::new());
        } else if let Some(event) = events.last_mut() {
            event.push((name.to_owned(), unescaped(name, value)));
        }
    }
    events
}

fn unescaped(name: &str, value: &str) -> String {
    if !["SUMMARY", "DESCRIPTION"].contains(&name) {
        return value.to_owned();
    }
    let mut text = String::new();
    let mut rest = value.chars();
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some('n') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => panic!("\\{other:?} is no escape"),
            },
            ';' | ',' => panic!("{c} is not escaped in {value}"),
            c => text.push(c),
        }
    }
    text
}

fn property<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
    let found = event.iter().find(|(other, _)| other == name);
    &found.unwrap_or_else(|| panic!("{name} of {event:?}")).1
}

fn holds_in_the_calendar(name: &str, whose: (&str, &str), monday: Date) {
    let calendar = bytes(name, whose, &["--ics"]);
    assert_eq!(calendar, bytes(name, whose, &["--ics"]), "{name}");
    let calendar = String::from_utf8(calendar).expect("UTF-8");
    let events = events(&calendar);
    let plan = document(name, whose);
    let weeks = plan["energy"]["weeks"].as_u64().expect("weeks");
    let sessions = plan["training"]["days"].as_array().expect("sessions");
    for (session, event) in sessions.iter().zip(&events) {
        let at: DateTime = property(event, "DTSTART").parse().expect("a local time");
        assert_eq!(at.hour(), 18, "{name}");
        assert!(monday <= at.date() && at.date().since(monday).expect("days").get_days() < 7);
        assert_eq!(
            format!("{:?}", at.weekday()),
            session["day"].as_str().expect("a day")
        );
        let minutes = session["minutes"].as_f64().expect("minutes").ceil();
        assert_eq!(property(event, "DURATION"), format!("PT{minutes}M"));
        assert_eq!(
            property(event, "RRULE"),
            format!("FREQ=WEEKLY;COUNT={weeks}")
        );
        let told = property(event, "DESCRIPTION");
        for exercise in session["exercises"].as_array().expect("exercises") {
            let (what, sets) = (
                exercise["name"].as_str().expect("a name"),
                &exercise["sets"],
            );
            assert!(told.contains(&format!("{what}: {sets} \u{d7} ")), "{told}");
        }
    }
    // A lighter week, measuring and the check-in besides.
    assert_eq!(events.len(), sessions.len() + 3, "{name}");
    let block = plan["training"]["block"]
        .as_array()
        .expect("weeks of a block");
    let lighter = block
        .iter()
        .position(|week| week["deload"] == true)
        .expect("one");
    let event = &events[sessions.len()];
    let at: Date = property(event, "DTSTART;VALUE=DATE")
        .parse()
        .expect("a day");
    let days = i64::try_from(7 * lighter).expect("few");
    assert_eq!(at, monday + jiff::Span::new().days(days), "{name}");
    assert_eq!(
        property(event, "RRULE"),
        format!(
            "FREQ=WEEKLY;INTERVAL={};COUNT={}",
            block.len(),
            weeks / block.len() as u64
        )
    );
    let mut names: Vec<&str> = events.iter().map(|event| property(event, "UID")).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), events.len(), "{name}");
}

#[test]
fn the_calendar_holds_the_week() {
    let january = |day| jiff::civil::date(2027, 1, day);
    // From a Tuesday, a Monday and a Saturday.
    holds_in_the_calendar("two", TWO, january(11));
    holds_in_the_calendar("four", FOUR, january(4));
    holds_in_the_calendar("six", SIX, january(11));
    assert_eq!(january(11).weekday(), Weekday::Monday);
}

#[test]
fn a_time_and_a_seed_tell_calendars_apart() {
    let early = bytes("early", TWO, &["--ics", "--at", "06:30"]);
    let early = String::from_utf8(early).expect("UTF-8");
    assert!(early.contains("DTSTART:20270111T063000\r\n"));
    let other = bytes("early", TWO, &["--ics", "--seed", "2"]);
    let other = String::from_utf8(other).expect("UTF-8");
    let name = |calendar: &str| property(&events(calendar)[0], "UID").to_owned();
    assert_ne!(name(&early), name(&other));
}

#[test]
fn every_form_goes_into_a_file_and_nothing_else() {
    for form in ["--json", "--md", "--ics", "--pdf"] {
        let path = scratch(&format!("plan_forms/into{form}"));
        let whole = bytes("into", TWO, &[form]);
        assert_eq!(
            bytes("into", TWO, &[form, "-o", argument(&path)]),
            b"",
            "{form}"
        );
        assert_eq!(fs::read(&path).expect("it is written"), whole, "{form}");
        assert_eq!(bytes("into", TWO, &[form, "-o", "-"]), whole, "{form}");
    }
    let path = scratch("plan_forms/into.txt");
    let asked = asked("into", TWO, &["-o", argument(&path)]);
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    assert_eq!(said(&asked), "");
    let kept = fs::read_to_string(&path).expect("it is written");
    assert!(kept.starts_with("Eat about "));
    let nowhere = [&asked[..asked.len() - 1], &["no such folder/plan.txt"]].concat();
    let output = command(&nowhere).output().expect("the binary runs");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}

/// For whom nothing is planned there is a sheet that says so, and no calendar.
#[test]
fn whoever_gets_no_plan_gets_no_calendar() {
    let (me, goal) = TWO;
    let me = format!("{me}pregnant = true\n");
    let path = scratch("plan_forms/none.ics");
    let run = |more: &[&str]| {
        let asked = asked("none", (&me, goal), more);
        command(&asked.iter().map(String::as_str).collect::<Vec<_>>())
            .output()
            .expect("the binary runs")
    };
    let output = run(&["--ics", "-o", argument(&path)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty() && !path.exists());
    let why = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(why.contains("pregnancy"), "{why}");
    let output = run(&["--pdf"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(places(&output.stdout, "/Type /Page\n"), 1);
    let lines = lines_of(&output.stdout);
    assert!(lines.iter().any(|(line, _)| line.contains("pregnancy")));
}
