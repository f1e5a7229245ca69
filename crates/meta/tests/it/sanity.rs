//! Each offence is planted into a data set of metadat and found; untouched, the data sets raise next to
//! nothing.

use spotcheck_meta::{
    Effects, Error,
    sanity::{Doubt, Finding, Severity, Table, check, sign_outliers},
};

use crate::vectors::{load, numbers};

/// Every data set with independent variances, nine of metadat and two cut from them.
const DATASETS: [&str; 11] = [
    "assink2016",
    "bcg",
    "gibson2002",
    "hine1989",
    "konstantopoulos2011",
    "li2007",
    "morris2008_prepost",
    "normand1999",
    "pritz1997",
    "raudenbush1985",
    "senn2013",
];

struct Data {
    yi: Vec<f64>,
    vi: Vec<f64>,
    people: Option<Vec<f64>>,
}

impl Data {
    fn of(dataset: &str) -> Self {
        let vectors = load(dataset);
        let inputs = &vectors["inputs"];
        let sums = [
            vec!["n1i", "n2i"],
            vec!["n1", "n2"],
            vec!["ai", "bi", "ci", "di"],
            vec!["ni"],
        ];
        let (yi, vi) = (numbers(&vectors["yi"]), numbers(&vectors["vi"]));
        let people = sums
            .iter()
            .find(|columns| columns.iter().all(|column| !inputs[column].is_null()));
        let columns = people.map(|columns| columns.iter().map(|column| numbers(&inputs[column])));
        let people = columns.map(|columns| {
            columns.fold(vec![0.0; yi.len()], |total, n| {
                total.iter().zip(n).map(|(total, n)| total + n).collect()
            })
        });
        Self { yi, vi, people }
    }

    fn findings(&self) -> Vec<Finding> {
        let effects = Effects::new(self.yi.clone(), self.vi.clone()).expect("usable");
        let people = self.people.as_deref();
        let ids = None;
        let table = Table {
            effects: &effects,
            people,
            ids,
        };
        check(&table).expect("a table of one shape")
    }

    fn without_people(mut self) -> Self {
        self.people = None;
        self
    }

    /// What is found once effect `index` has been changed by `offence`.
    fn with(&self, index: usize, offence: impl Fn(&mut f64, &mut f64)) -> Vec<Finding> {
        let mut changed = Self {
            yi: self.yi.clone(),
            vi: self.vi.clone(),
            people: self.people.clone(),
        };
        offence(&mut changed.yi[index], &mut changed.vi[index]);
        let here = |finding: &Finding| finding.index == Some(index);
        changed.findings().into_iter().filter(here).collect()
    }

    /// In how many of the rows, offended one by one, it is noticed.
    fn noticed(
        &self,
        offence: impl Fn(&mut f64, &mut f64),
        is_it: impl Fn(&Doubt) -> bool,
    ) -> usize {
        let found = |index: &usize| {
            let findings = self.with(*index, &offence);
            findings.iter().any(|finding| is_it(&finding.doubt))
        };
        (0..self.yi.len()).filter(found).count()
    }
}

fn as_error(_: &mut f64, vi: &mut f64) {
    *vi = vi.sqrt();
}

fn mirrored(yi: &mut f64, _: &mut f64) {
    *yi = -*yi;
}

fn looks_like_se(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::VarianceLooksLikeSe { .. })
}

fn opposes(doubt: &Doubt) -> bool {
    matches!(doubt, Doubt::OpposesFellows { .. })
}

/// Of eleven data sets, nine of metadat and two cut from them, with the number of people where it is
/// known and again without. In assink2016 rows 41 and 42 are the same to the last digit.
#[test]
fn metadat_raises_one_finding_and_it_is_right() {
    let mut told = Vec::new();
    let mut effects = 0;
    for dataset in DATASETS {
        let data = Data::of(dataset);
        effects += data.yi.len();
        told.extend(data.findings().into_iter().map(|found| (dataset, found)));
        let blind = data.without_people().findings();
        told.extend(blind.into_iter().map(|found| (dataset, found)));
    }
    assert_eq!(effects, 284);
    let twin = Finding {
        index: Some(41),
        column: "yi",
        severity: Severity::Warns,
        doubt: Doubt::Duplicate { of: 40 },
    };
    assert_eq!(told, [("assink2016", twin.clone()), ("assink2016", twin)]);
}

/// Where variance times people is much the same in every trial, which it is of means, not of rare events.
#[test]
fn a_standard_error_among_variances() {
    let gibson = Data::of("gibson2002");
    assert_eq!(gibson.noticed(as_error, looks_like_se), 13, "all of 13");
    let raudenbush = Data::of("raudenbush1985");
    assert!(16 <= raudenbush.noticed(as_error, looks_like_se), "of 19");
    let found = gibson.with(4, as_error);
    let [finding] = found.as_slice() else {
        panic!("one finding: {found:?}")
    };
    assert_eq!((finding.column, finding.severity), ("vi", Severity::Blocks));
    let Doubt::VarianceLooksLikeSe { as_variance, .. } = finding.doubt else {
        panic!("{finding:?}")
    };
    assert!((as_variance / gibson.vi[4] - 1.0).abs() < 1e-12);
    // Events are rare in some trials and not in others: nobody could tell.
    assert_eq!(Data::of("bcg").noticed(as_error, looks_like_se), 0);
}

#[test]
fn a_column_of_standard_errors() {
    for dataset in ["gibson2002", "raudenbush1985", "senn2013"] {
        let mut data = Data::of(dataset);
        for vi in &mut data.vi {
            *vi = vi.sqrt();
        }
        let column = Finding {
            index: None,
            ..data.findings().into_iter().next().expect(dataset)
        };
        let Doubt::VariancesLookLikeSe { slope } = column.doubt else {
            panic!("{dataset}: {column:?}")
        };
        assert!((-0.75..-0.25).contains(&slope), "{dataset}: {slope}");
        assert_eq!(column.severity, Severity::Blocks);
    }
}

/// The five trials of Morris 2008 all gain; in the others some effects are near zero, or of both signs.
#[test]
fn a_lost_sign() {
    let morris = Data::of("morris2008_prepost");
    assert_eq!(morris.noticed(mirrored, opposes), 5);
    let bcg = Data::of("bcg");
    assert_eq!(bcg.noticed(mirrored, opposes), 0, "not all effects agree");
    let two = Effects::new(vec![1.0, -1.0], vec![1e-4, 1e-4]).expect("usable");
    let none = sign_outliers(&two).expect("two are looked at");
    assert_eq!(none, [], "of two nobody knows which");
}

/// The first trial of Normand 1999 (155 and 156 people, −20 days, SD 47 and 64): 20 / 56.2 = 0.36 SD. Were
/// 47 and 64 standard errors, taken for deviations, it would be 20 × √155.5 / 56.2 = 4.4 SD.
#[test]
fn an_effect_nobody_sees() {
    let normand = Data::of("normand1999");
    let large = |factor: f64| {
        let found = normand.with(0, |_, vi| *vi *= factor);
        found.iter().find_map(|finding| {
            let Doubt::LargeEffect { sds } = finding.doubt else {
                return None;
            };
            Some((sds, finding.severity))
        })
    };
    assert_eq!(large(1.0), None);
    let (sds, severity) = large(1.0 / 155.5).expect("more than 3 SD");
    assert!((sds - 4.44).abs() < 0.01, "{sds}");
    assert_eq!(severity, Severity::Warns);
    // A standardised difference is what it says: of 20 and 20, variance 4/40 + d²/80.
    for (d, severity) in [(4.0, Severity::Warns), (11.0, Severity::Blocks)] {
        let stated = Data {
            yi: vec![d],
            vi: vec![0.1 + d * d / 80.0],
            people: Some(vec![40.0]),
        };
        let expected = Finding {
            index: Some(0),
            column: "yi",
            severity,
            doubt: Doubt::LargeEffect { sds: d },
        };
        assert_eq!(stated.findings(), [expected]);
    }
    let blind = Data {
        yi: vec![0.3],
        vi: vec![1e-6],
        people: None,
    };
    let [finding] = &blind.findings()[..] else {
        panic!("300 standard errors from nothing")
    };
    assert!(matches!(finding.doubt, Doubt::FarFromZero { .. }));
}

/// A unit slip: one variance in square metres among square centimetres.
#[test]
fn one_effect_that_decides_alone() {
    let bcg = Data::of("bcg").without_people();
    let found = bcg.with(0, |_, vi| *vi /= 1e4);
    let share = found.iter().find_map(|finding| {
        let Doubt::Dominates { weight_frac } = finding.doubt else {
            return None;
        };
        Some(weight_frac)
    });
    let rest: f64 = bcg.vi[1..].iter().map(|vi| 1.0 / vi).sum();
    let expected = 1.0 / (1.0 + rest * bcg.vi[0] / 1e4);
    assert!((share.expect("noticed") - expected).abs() < 1e-12);
    // ISIS-4 in li2007 is 645 times as precise as the middle trial, and real.
    let li = Data::of("li2007");
    let told = li.findings();
    assert_eq!(told, []);
}

#[test]
fn one_study_twice() {
    let senn = Data::of("senn2013");
    let Data { mut yi, mut vi, .. } = senn;
    yi.push(yi[3]);
    vi.push(vi[3]);
    let effects = Effects::new(yi, vi).expect("usable");
    let mut names: Vec<String> = (0..27).map(|i| i.to_string()).collect();
    names.push("3".to_owned());
    names[5] = "4".to_owned();
    let ids: Vec<&str> = names.iter().map(String::as_str).collect();
    let table = Table {
        effects: &effects,
        people: None,
        ids: Some(&ids),
    };
    let told: Vec<_> = check(&table)
        .expect("of one shape")
        .into_iter()
        .map(|found| (found.index, found.column, found.severity, found.doubt))
        .collect();
    let expected = [
        (Some(5), "id", Severity::Warns, Doubt::SameId { of: 4 }),
        (Some(27), "yi", Severity::Warns, Doubt::Duplicate { of: 3 }),
        (Some(27), "id", Severity::Blocks, Doubt::SameId { of: 3 }),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_table_of_another_shape_is_refused() {
    let effects = Effects::new(vec![0.1, 0.2], vec![0.1, 0.2]).expect("usable");
    let table = Table {
        effects: &effects,
        people: Some(&[10.0]),
        ids: None,
    };
    let refused = check(&table);
    assert!(
        matches!(refused, Err(Error::Length { found: 1, .. })),
        "{refused:?}"
    );
    let people = Some([10.0, 0.0].as_slice());
    let refused = check(&Table { people, ..table });
    assert!(
        matches!(refused, Err(Error::BadValue { index: 1, .. })),
        "{refused:?}"
    );
}
