//! An export as Apple writes it, small, with what is in it counted while it is written.

use std::collections::BTreeMap;

use jiff::{ToSpan as _, civil::Date};

pub(super) const PREFIX: &str = "HKQuantityTypeIdentifier";
pub(super) const WATCH: &str = "Ada\u{2019}s Apple\u{a0}Watch";
pub(super) const PHONE: &str = "Ada\u{2019}s iPhone";
const SCALE: &str = "Waage &amp; Co";
const FOOD: &str = "Cr\u{e8}me Food Log";
const WATCH_DEVICE: &str =
    "&lt;&lt;HKDevice: 0x281e3c8c0&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch&gt;";
const PHONE_DEVICE: &str =
    "&lt;&lt;HKDevice: 0x281e3d7f0&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone&gt;";
const HOUR: i64 = 3600;

/// What real exports have and strict readers stumble at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quirk {
    /// A document type with a list of attributes that is not closed, as iOS 16 writes it.
    BrokenType,
    /// A control character in the name of a source here and there.
    Control,
    /// Another address of the same device in every record.
    Address,
    /// Pounds, inches, miles and what Apple calls Cal.
    American,
}

impl Quirk {
    pub(super) const ALL: [Self; 4] = [
        Self::BrokenType,
        Self::Control,
        Self::Address,
        Self::American,
    ];
}

/// What was written.
#[derive(Debug, Default)]
pub(super) struct Truth {
    /// Records of each type, those repeated in a correlation once.
    pub(super) records: BTreeMap<String, u64>,
    /// The sum of their values as written.
    pub(super) sums: BTreeMap<String, f64>,
    /// What the watch alone counted on each day.
    pub(super) watch: BTreeMap<(&'static str, Date), f64>,
    /// Weighings that stand there twice.
    pub(super) twice: u64,
    pub(super) children: u64,
    pub(super) correlations: u64,
    pub(super) workouts: u64,
    pub(super) rings: u64,
}

/// A record to be written.
struct Record<'r> {
    kind: &'static str,
    source: &'r str,
    device: &'static str,
    unit: &'r str,
    value: String,
    from_s: i64,
    to_s: i64,
    inside: &'r str,
}

struct Export<'q> {
    xml: String,
    truth: Truth,
    quirks: &'q [Quirk],
    random: u64,
    day: Date,
}

/// The export of some weeks around a change of the clock, and what is in it.
pub(super) fn export(quirks: &[Quirk]) -> (Vec<u8>, Truth) {
    let mut export = Export {
        xml: String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE HealthData [\n<!ATTLIST HealthData\n  locale CDATA #REQUIRED\n>\n",
        ),
        truth: Truth::default(),
        quirks,
        random: 7,
        day: Date::constant(2025, 3, 20),
    };
    if quirks.contains(&Quirk::BrokenType) {
        export.xml.push_str(
            "<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n<!ELEMENT RightEye EMPTY>\n",
        );
    }
    export.xml.push_str("]>\n<HealthData locale=\"de_DE\">\n <ExportDate value=\"2025-04-20 08:00:00 +0200\"/>\n <Me HKCharacteristicTypeIdentifierBiologicalSex=\"HKBiologicalSexMale\"/>\n");
    let days: Vec<Date> = (0..30)
        .map(|n| Date::constant(2025, 3, 20) + n.days())
        .collect();
    for write in [
        Export::body,
        Export::food,
        Export::steps,
        Export::ways,
        Export::energy,
        Export::heart,
        Export::workout,
        Export::ring,
    ] {
        for day in &days {
            export.day = *day;
            write(&mut export);
        }
    }
    export.xml.push_str("</HealthData>\n");
    (export.xml.into_bytes(), export.truth)
}

impl Export<'_> {
    /// A number below `most`, the same in every run.
    fn below(&mut self, most: i64) -> i64 {
        self.random = self
            .random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // The lowest digits of such a number repeat soon.
        (self.random >> 20).cast_signed() % most
    }

    /// From zero to one.
    fn chance(&mut self) -> f64 {
        self.below(1 << 40) as f64 / (1_u64 << 40) as f64
    }

    /// A second of the day, on the wall of Berlin.
    fn stamp(&self, second: i64) -> String {
        let wall = self.day.at(0, 0, 0, 0) + second.seconds();
        let is_summer = Date::constant(2025, 3, 30) <= wall.date();
        let offset = if is_summer { "+0200" } else { "+0100" };
        wall.strftime("%Y-%m-%d %H:%M:%S ").to_string() + offset
    }

    fn unit<'u>(&self, metric: &'u str, american: &'u str) -> &'u str {
        if self.quirks.contains(&Quirk::American) {
            american
        } else {
            metric
        }
    }

    fn write(&mut self, record: &Record<'_>) {
        let Record {
            kind,
            source,
            device,
            unit,
            value,
            from_s,
            to_s,
            inside,
        } = record;
        let mut source = (*source).to_owned();
        let mut device = (*device).to_owned();
        if self.quirks.contains(&Quirk::Control) && self.chance() < 0.1 {
            source.push('\u{b}');
        }
        if self.quirks.contains(&Quirk::Address) {
            let address = format!("0x{:09x}", self.below(1 << 36));
            device = device
                .replace("0x281e3c8c0", &address)
                .replace("0x281e3d7f0", &address);
        }
        if !device.is_empty() {
            device = format!(" device=\"{device}\"");
        }
        let (from, to) = (self.stamp(*from_s), self.stamp(*to_s));
        self.xml.push_str(&format!(
            " <Record type=\"{PREFIX}{kind}\" sourceName=\"{source}\" sourceVersion=\"10.3\"{device} unit=\"{unit}\" \
             creationDate=\"{to}\" startDate=\"{from}\" endDate=\"{to}\" value=\"{value}\""
        ));
        if inside.is_empty() {
            self.xml.push_str("/>\n");
        } else {
            self.xml.push_str(&format!(">\n  {inside}\n </Record>\n"));
        }
        *self.truth.records.entry((*kind).to_owned()).or_default() += 1;
        let value: f64 = value.parse().expect("a number was written");
        *self.truth.sums.entry((*kind).to_owned()).or_default() += value;
    }

    fn body(&mut self) {
        let unit = self.unit("kg", "lb").to_owned();
        let value = format!("{:.2}", 80.0 + 10.0 * self.chance());
        let from_s = 6 * HOUR + self.below(HOUR);
        let weighing = |source, inside| Record {
            kind: "BodyMass",
            source,
            device: "",
            unit: &unit,
            value: value.clone(),
            from_s,
            to_s: from_s,
            inside,
        };
        self.write(&weighing(
            SCALE,
            "<MetadataEntry key=\"HKWasUserEntered\" value=\"0\"/>",
        ));
        if self.chance() < 0.3 {
            self.write(&weighing(
                "Health",
                "<MetadataEntry key=\"HKWasUserEntered\" value=\"1\"/>",
            ));
            self.truth.twice += 1;
        }
        let fat = Record {
            kind: "BodyFatPercentage",
            unit: "%",
            value: format!("{:.4}", 0.2 + 0.1 * self.chance()),
            ..weighing(SCALE, "")
        };
        self.write(&fat);
        let index = Record {
            kind: "BodyMassIndex",
            unit: "count",
            ..weighing(SCALE, "")
        };
        self.write(&index);
    }

    fn food(&mut self) {
        let unit = self.unit("kcal", "Cal").to_owned();
        let value = format!("{:.1}", 300.0 + 400.0 * self.chance());
        let meal = Record {
            kind: "DietaryEnergyConsumed",
            source: FOOD,
            device: "",
            unit: &unit,
            value,
            from_s: 12 * HOUR,
            to_s: 12 * HOUR,
            inside: "<MetadataEntry key=\"HKFoodType\" value=\"Lunch &amp; snack\"/>",
        };
        self.write(&meal);
        if self.chance() < 0.3 {
            // The same meal, as part of what belongs together.
            let at = self.stamp(12 * HOUR);
            self.xml.push_str(&format!(
                " <Correlation type=\"HKCorrelationTypeIdentifierFood\" sourceName=\"{FOOD}\" startDate=\"{at}\" endDate=\"{at}\">\n  \
                 <MetadataEntry key=\"HKFoodType\" value=\"Porridge\"/>\n  <Record type=\"{PREFIX}DietaryEnergyConsumed\" \
                 sourceName=\"{FOOD}\" unit=\"{unit}\" startDate=\"{at}\" endDate=\"{at}\" value=\"{}\"/>\n </Correlation>\n",
                meal.value
            ));
            self.truth.correlations += 1;
            self.truth.children += 1;
        }
    }

    /// What the watch saw, and of every third stretch what the phone saw of it: nine tenths, a little longer.
    fn twofold(&mut self, kind: &'static str, unit: &str, (value, less): (String, String)) {
        let from_s = 6 * HOUR + self.below(15 * HOUR);
        let to_s = from_s + 60 + self.below(240);
        let seen = Record {
            kind,
            source: WATCH,
            device: WATCH_DEVICE,
            unit,
            value,
            from_s,
            to_s,
            inside: "",
        };
        self.write(&seen);
        let counted: f64 = seen.value.parse().expect("a number was written");
        *self.truth.watch.entry((kind, self.day)).or_default() += counted;
        if self.chance() < 0.34 {
            self.write(&Record {
                source: PHONE,
                device: PHONE_DEVICE,
                value: less,
                from_s: from_s - 5,
                to_s: to_s + 5,
                ..seen
            });
        }
    }

    fn steps(&mut self) {
        for _ in 0..60 {
            let count = 8 + self.below(172);
            let values = (count.to_string(), (count * 9 / 10).to_string());
            self.twofold("StepCount", "count", values);
        }
    }

    fn ways(&mut self) {
        let unit = self.unit("km", "mi").to_owned();
        for _ in 0..20 {
            let way = 0.01 + 0.14 * self.chance();
            let values = (format!("{way:.3}"), format!("{:.3}", 0.9 * way - 0.001));
            self.twofold("DistanceWalkingRunning", &unit, values);
        }
    }

    fn energy(&mut self) {
        let unit = self.unit("kcal", "Cal").to_owned();
        for n in 0..40 {
            let value = format!("{:.3}", 9.0 * self.chance());
            self.write(&Record {
                kind: "ActiveEnergyBurned",
                source: WATCH,
                device: WATCH_DEVICE,
                unit: &unit,
                value,
                from_s: 6 * HOUR + n * 900,
                to_s: 6 * HOUR + n * 900 + 300,
                inside: "",
            });
        }
    }

    fn heart(&mut self) {
        for n in 0..20 {
            let value = (60 + self.below(60)).to_string();
            self.write(&Record {
                kind: "HeartRate",
                source: WATCH,
                device: WATCH_DEVICE,
                unit: "count/min",
                value,
                from_s: n * HOUR,
                to_s: n * HOUR,
                inside: "<HeartRateVariabilityMetadataList><InstantaneousBeatsPerMinute bpm=\"61\"/></HeartRateVariabilityMetadataList>",
            });
        }
    }

    fn workout(&mut self) {
        if self.chance() < 0.5 {
            let (from, to) = (self.stamp(18 * HOUR), self.stamp(19 * HOUR));
            let unit = self.unit("kcal", "Cal");
            self.xml.push_str(&format!(
                " <Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"60\" durationUnit=\"min\" \
                 sourceName=\"{WATCH}\" startDate=\"{from}\" endDate=\"{to}\">\n  <WorkoutEvent type=\"x\" date=\"{from}\"/>\n  \
                 <WorkoutStatistics type=\"{PREFIX}ActiveEnergyBurned\" sum=\"400.5\" unit=\"{unit}\"/>\n  <WorkoutRoute \
                 sourceName=\"{WATCH}\"><FileReference path=\"/workout-routes/a.gpx\"/></WorkoutRoute>\n </Workout>\n"
            ));
            self.truth.workouts += 1;
        }
    }

    fn ring(&mut self) {
        let unit = self.unit("kcal", "Cal");
        self.xml.push_str(&format!(
            " <ActivitySummary dateComponents=\"{}\" activeEnergyBurned=\"560.25\" activeEnergyBurnedGoal=\"500\" \
             activeEnergyBurnedUnit=\"{unit}\" appleExerciseTime=\"38\"/>\n",
            self.day
        ));
        self.truth.rings += 1;
    }
}
