//! `spotcheck plan`, as those of the journeys meet it.

use serde_json::Value;

use crate::run::{argument, file, json, said, spotcheck};

pub(crate) const NEWCOMER: &str = "sex = \"female\"\nage_y = 34\nheight_cm = 168\nweight_kg = 82.0\nwaist_cm = 96\nhip_cm = 110\n\
    pal = 1.45\nequipment = [\"dumbbells\", \"bench\", \"bands\"]\n";
pub(crate) const LIFTER: &str = "sex = \"male\"\nage_y = 27\nheight_cm = 180\nweight_kg = 80\nfat_kg = 12.8\nwaist_cm = 84\n\
    shoulder_cm = 118\npal = 1.6\nequipment = [\"gym\"]\nlevel = \"intermediate\"\n";
pub(crate) const BELLY: &str = "ask = \"how do I lose belly fat with crunches?\"\nweeks = 12\ndays_per_week = 3\nminutes_per_session = 50\n\
    start = \"2026-11-30\"\n";
pub(crate) const TAPER: &str = "ask = \"V-taper\"\nmode = \"lose\"\nweeks = 16\ndays_per_week = 4\nminutes_per_session = 75\n\
    emphasis = \"V taper\"\nstart = \"2026-11-30\"\n";

pub(crate) fn plan(name: &str, me: &str, goal: &str) -> Value {
    let (me, goal) = files(name, me, goal);
    json(&["plan", "--json", "--me", &me, "--goal", &goal])
}

fn files(name: &str, me: &str, goal: &str) -> (String, String) {
    let me = file(&format!("{name}-me.toml"), me);
    let goal = file(&format!("{name}-goal.toml"), goal);
    (argument(&me).to_owned(), argument(&goal).to_owned())
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

/// J1 (c): food, lifting and walking make up the deficit, in every phase.
#[test]
fn j1_parts_sum_to_the_deficit() {
    let plan = plan("plan-parts", NEWCOMER, BELLY);
    let energy = &plan["energy"];
    let phases = energy["phases"].as_array().expect("phases");
    for phase in phases.iter().chain([energy]) {
        let parts = ["food", "lifting", "activity"].map(|part| number(&phase["parts"][part]));
        let sum: f64 = parts.iter().sum();
        assert!((sum - number(&phase["deficit"])).abs() < 1.0, "{phase}");
        assert!(parts.iter().all(|part| 0.0 < *part), "{phase}");
    }
    assert_eq!(plan["safety"]["ok"], true);
    // The spot asked about is answered, and no muscle is trained for it.
    assert!(
        plan["answer"]
            .as_str()
            .is_some_and(|answer| answer.contains("(C0"))
    );
    let sets = &plan["training"]["weekly_sets"];
    assert_eq!(sets["AB"]["emphasised"], false);
    for (code, muscle) in sets.as_object().expect("muscles") {
        let short = number(&muscle["planned"]) < number(&muscle["min"]);
        let told = plan["training"]["shortfalls"].to_string();
        let name = muscle["name"].as_str().expect("a name");
        assert!(
            !short || told.contains(name),
            "{code} is short and nobody says so: {told}"
        );
    }
}

/// J1 (d): regions sum to fat, fat and the rest to weight, in the medians as far as medians sum.
#[test]
fn j1_regions_are_the_fat() {
    let plan = plan("plan-regions", NEWCOMER, BELLY);
    let first = &plan["forecast"]["weeks"][0];
    let regions = first["regions"].as_object().expect("regions");
    let sum: f64 = regions
        .values()
        .map(|region| number(&region["median"]))
        .sum();
    assert!(
        (sum - number(&first["fat_kg"]["median"])).abs() < 0.05 * sum,
        "{first}"
    );
}

/// J1 (f): no deficit plan in pregnancy, and whoever asks is told where to turn.
#[test]
fn j1_pregnancy_stops_the_plan_and_points_on() {
    for (name, more, words) in [
        ("pregnant", "pregnant = true", "midwife"),
        ("scoff", "scoff = 2", "helpline"),
        ("struggle", "eating_disorder = true", "helpline"),
        ("feeding", "breastfeeding = true", "midwife"),
        ("insulin", "conditions = [\"insulin\"]", "doctor"),
    ] {
        let (me, goal) = files(name, &format!("{NEWCOMER}{more}\n"), BELLY);
        for form in ["--json", "--md"] {
            let output = spotcheck(&["plan", form, "--me", &me, "--goal", &goal]);
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            assert_eq!(output.status.code(), Some(1), "{name}: {text}");
            assert!(text.contains(words), "{name}: {text}");
            assert!(
                !text.contains("kcal") && !text.contains("deficit\":"),
                "{name}: {text}"
            );
        }
    }
    let child = NEWCOMER.replace("age_y = 34", "age_y = 16");
    let (me, goal) = files("child", &child, BELLY);
    let output = spotcheck(&["plan", "--me", &me, "--goal", &goal]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("school nurse"));
}

/// A knee is no reason to plan nothing: it only chooses exercises.
#[test]
fn a_joint_to_spare_stops_nothing() {
    let me = format!("{LIFTER}conditions = [\"knee\"]\n");
    let (me, goal) = files("knee", &me, TAPER);
    let text = said(&["plan", "--json", "--me", &me, "--goal", &goal]);
    for spared in [
        "Barbell back squat",
        "Leg press, mid stance",
        "Leg extension",
    ] {
        assert!(
            !text.contains(&format!("\"name\": \"{spared}\"")),
            "{spared}"
        );
    }
}

/// J2 (c): the same inputs and seed give the same bytes, whatever the form.
#[test]
fn j2_the_same_plan_twice_is_the_same_to_the_byte() {
    let (me, goal) = files("twice", LIFTER, TAPER);
    for form in ["--json", "--md"] {
        let once = || said(&["plan", form, "--me", &me, "--goal", &goal, "--seed", "7"]);
        assert_eq!(once(), once());
    }
}

/// J2 (b): what is to stand out has what it is due, the time holds, the rest is kept.
#[test]
fn j2_the_taper_has_its_sets_in_the_time_there_is() {
    let plan = plan("taper", LIFTER, TAPER);
    let training = &plan["training"];
    for muscle in training["weekly_sets"]
        .as_object()
        .expect("muscles")
        .values()
    {
        assert!(
            number(&muscle["min"]) <= number(&muscle["planned"]),
            "{muscle}"
        );
        assert!(
            number(&muscle["planned"]) <= number(&muscle["max"]) + 1.0,
            "{muscle}"
        );
    }
    for minutes in training["minutes"].as_array().expect("minutes") {
        assert!(number(minutes) <= 75.0);
    }
    let shape = plan["forecast"]["shape"].as_array().expect("girths");
    let ratio = shape
        .iter()
        .find(|one| one["what"] == "shoulder_to_waist")
        .expect("a ratio");
    assert!((number(&ratio["start"]) - 118.0 / 84.0).abs() < 1e-9);
    assert!(number(&ratio["start"]) < number(&ratio["then"]["median"]));
    let deload = training["block"]
        .as_array()
        .expect("weeks")
        .iter()
        .find(|week| week["deload"] == true);
    assert!(deload.is_some());
}

/// A goal out of reach is answered by the nearest plan, what limits it, and exit code 1.
#[test]
fn a_goal_out_of_reach_names_its_limit() {
    let (me, goal) = files(
        "far",
        NEWCOMER,
        "ask = \"\u{2212}12 kg in 8 weeks\"\nstart = \"2026-11-30\"\n",
    );
    let output = spotcheck(&["plan", "--json", "--me", &me, "--goal", &goal]);
    let plan: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(plan["goal"]["feasible"], false);
    assert!(plan["goal"]["limit"].is_string() && plan["goal"]["why"].is_string());
    assert!(8.0 < number(&plan["goal"]["weeks_needed"]));
    assert_eq!(plan["energy"]["weeks"], 8);
}

/// Words are read as they are meant: a weight told is no goal, and what was lost is not to be lost again.
#[test]
fn goals_in_words_become_the_plan_that_was_meant() {
    let underweight = "sex = \"female\"\nage_y = 30\nheight_cm = 170\nweight_kg = 51\n";
    for (name, me, ask, mode, weight_kg) in [
        (
            "meant-to",
            NEWCOMER,
            "I am 82 kg and want to be 75 kg",
            "lose",
            Some(75.0),
        ),
        (
            "meant-keep",
            NEWCOMER,
            "keep my weight, I lost 10 kg",
            "keep",
            None,
        ),
        (
            "meant-gain",
            underweight,
            "I am underweight and want to gain muscle",
            "gain",
            None,
        ),
        ("meant-shape", NEWCOMER, "V-taper", "recompose", None),
    ] {
        let plan = plan(
            name,
            me,
            &format!("ask = \"{ask}\"\nstart = \"2026-11-30\"\n"),
        );
        assert_eq!(plan["goal"]["mode"], mode, "{ask}");
        assert_eq!(plan["goal"]["weight_kg"].as_f64(), weight_kg, "{ask}");
    }
}

/// A recomposition keeps weight within 3 % however long it goes on; no more is missing once it is reached.
#[test]
fn a_long_recomposition_stays_at_about_the_same_weight() {
    let goal = "ask = \"lose fat and gain muscle\"\nweeks = 104\nstart = \"2026-11-30\"\n";
    let plan = plan("recompose", NEWCOMER, goal);
    let phases = plan["energy"]["phases"].as_array().expect("phases");
    let missing = |phase: &Value| number(&phase["deficit"]);
    assert!(150.0 < missing(&phases[0]), "{}", phases[0]);
    let late = phases.iter().skip(phases.len() / 2);
    assert!(
        late.clone().all(|phase| missing(phase) < 30.0),
        "{phases:?}"
    );
}

/// Older women are not led below the body mass index from which a loss is planned for them.
#[test]
fn an_older_body_is_led_no_lower_than_its_gate() {
    let older = "sex = \"female\"\nage_y = 70\nheight_cm = 165\nweight_kg = 83\n";
    let plan = plan(
        "older",
        older,
        "ask = \"lose fat\"\nweeks = 52\nstart = \"2026-11-30\"\n",
    );
    let weeks = plan["forecast"]["weeks"].as_array().expect("weeks");
    let last = weeks.last().expect("weeks");
    // 30 kg/m2 at 165 cm.
    let floor = 30.0 * 1.65 * 1.65;
    let ends = number(&last["weight_kg"]["median"]);
    assert!((floor - 1.0..83.0).contains(&ends), "{ends}");
}

/// Who has little more fat than a body needs is told so, and not planned down.
#[test]
fn the_lean_are_not_planned_down() {
    let lean = "sex = \"male\"\nage_y = 30\nheight_cm = 180\nweight_kg = 75\nfat_kg = 6\n";
    let (me, goal) = files("lean", lean, BELLY);
    let output = spotcheck(&["plan", "--me", &me, "--goal", &goal]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("body fat your body needs") && !text.contains("kcal"),
        "{text}"
    );
}

/// A file, a person, a goal, and a word of what is said of it.
const NONSENSE: [[&str; 4]; 16] = [
    ["unknown-key", NEWCOMER, "asks = \"lose\"\n", "asks"],
    [
        "unknown-shape",
        NEWCOMER,
        "emphasis = \"wings of steel\"\n",
        "V taper",
    ],
    [
        "unknown-thing",
        "sex = \"male\"\nage_y = 30\nheight_cm = 180\nweight_kg = 80\nequipment = [\"yacht\"]\n",
        BELLY,
        "dumbbells",
    ],
    [
        "no-time",
        NEWCOMER,
        "ask = \"lose fat\"\nminutes_per_session = 5\n",
        "5",
    ],
    [
        "too-many-days",
        NEWCOMER,
        "ask = \"lose fat\"\ndays_per_week = 9\n",
        "9",
    ],
    [
        "past",
        NEWCOMER,
        "ask = \"lose fat\"\nby = \"2020-01-01\"\n",
        "2020",
    ],
    [
        "both",
        NEWCOMER,
        "ask = \"lose fat\"\nweeks = 8\nby = \"2027-06-01\"\n",
        "weeks",
    ],
    [
        "three",
        NEWCOMER,
        "weight_kg = 75\nweeks = 20\nrate = 0.5\n",
        "any two",
    ],
    [
        "other-way",
        NEWCOMER,
        "mode = \"lose\"\nweight_kg = 95\n",
        "95",
    ],
    [
        "rate-in-words",
        NEWCOMER,
        "ask = \"lose fat\"\nrate = \"fast\"\n",
        "0.7 %",
    ],
    [
        "too-fast",
        NEWCOMER,
        "ask = \"lose fat\"\nrate = 5\n",
        "6.1 %",
    ],
    [
        "lifted-weight",
        NEWCOMER,
        "ask = \"squat 100 kg and lose fat\"\n",
        "squat 100 kg",
    ],
    [
        "kept-and-not",
        NEWCOMER,
        "ask = \"keep my weight\"\nweight_kg = 75\n",
        "no other weight",
    ],
    [
        "unknown-activity",
        NEWCOMER,
        "ask = \"lose fat\"\nactivity = \"kayacking\"\n",
        "kayaking",
    ],
    [
        "unknown-exercise",
        NEWCOMER,
        "ask = \"lose fat\"\nadd = [{ exercise = \"Goblet skwat\", sets_per_week = 3 }]\n",
        "Goblet squat",
    ],
    [
        "minutes-below-none",
        "sex = \"male\"\nage_y = 30\nheight_cm = 180\nweight_kg = 80\nactive_minutes_per_week = -1000\n",
        BELLY,
        "-1000",
    ],
];

#[test]
fn what_makes_no_sense_is_refused_with_a_hint() {
    for [name, me, goal, words] in NONSENSE {
        let (me, goal) = files(name, me, goal);
        let output = spotcheck(&["plan", "--me", &me, "--goal", &goal]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {stderr}");
        assert!(
            stderr.contains(words) && stderr.contains("hint: "),
            "{name}: {stderr}"
        );
        assert!(output.stdout.is_empty(), "{name}");
    }
}
