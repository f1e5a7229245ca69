//! Printed figures against the figures around them, each checked in R 4.2.2: a range of p by `pt` and
//! `pnorm` over a grid of everything the rounding and the correlations leave open, a pool by metafor 3.8.

use spotcheck_evidence::{
    Correlation, Flag, Interval, Library, Row, SpreadKind, Study, Synthesis,
    recompute::{
        Comparison, Difference, Figure, Given, Recomputed, printed_p, study_p, synthesis_figures,
    },
};

fn library() -> Library {
    Library::built_in().expect("the built-in evidence is sound")
}

fn study(key: &str) -> Study {
    match library().row(key) {
        Some(Row::Study(study)) => study.clone(),
        other => panic!("{key} is not a study: {other:?}"),
    }
}

fn synthesis(key: &str) -> Synthesis {
    match library().row(key) {
        Some(Row::Synthesis(row)) => row.clone(),
        other => panic!("{key} is not a synthesis: {other:?}"),
    }
}

fn p_of(row: &Study) -> Recomputed {
    study_p(row).expect("its figures make a p")
}

/// Both ends, relative to the expected ones.
#[track_caller]
fn agrees(ours: Interval, lo: f64, hi: f64) {
    for (ours, expected) in [(ours.lo, lo), (ours.hi, hi)] {
        let tolerance = 1e-6 * expected.abs();
        assert!(
            (ours - expected).abs() <= tolerance,
            "{ours} is not {expected}"
        );
    }
}

/// With eight men per group and no variation among the controls, t = 698 / (1092.5 / √8) at most:
/// `2 * pt(-698 / (1092.5 / sqrt(8)), 14)`.
#[test]
fn brobakken_printed_p_does_not_follow() {
    let found = p_of(&study("brobakken2023"));
    agrees(found.ours, 0.092_281_128_6, 1.0);
    assert!(!found.follows);
    assert_eq!((found.figure, found.text.as_str()), (Figure::P, "<0.05"));
    assert_eq!(found.given, [Given::PeoplePerGroup(8.0)]);
}

/// Grids over half a unit of each last digit and correlations of 0 to .99, by `pt`.
#[test]
fn ranges_of_p_are_those_of_a_grid_in_r() {
    for (key, lo, hi) in [
        ("miura2009", 0.680_638_540_4, 0.983_081_983_2),
        ("walts2008_men", 1.182_645_436e-32, 0.902_571_803_6),
        ("treuth1994_arms", 8.104_149_013e-5, 0.419_526_842_5),
    ] {
        agrees(p_of(&study(key)).ours, lo, hi);
    }
}

/// Curl-ups of 47 (13) and 32 (9): the equal-variance and Welch's test over the box of rounding, .0012 to
/// .0102; the largest here is by the degrees of freedom of the smaller group, which Welch's never fall below.
#[test]
fn two_groups_follow_by_either_t_test_and_a_sure_label_narrows_the_range() {
    let mut row = study("vispute2011_curlups");
    let unsure = p_of(&row);
    assert!(unsure.follows && 0.4 < unsure.ours.hi, "it may be an SE");
    row.weaker.remove("sd_type");
    let sure = p_of(&row).ours;
    assert!(sure.lo <= 0.001_160_042 && 0.010_159_873 <= sure.hi);
    assert!((sure.lo / 0.001_160_042 - 1.0).abs() < 0.01, "{sure:?}");
    assert!(sure.hi < 0.021, "{sure:?}");
    for (printed, follows) in [
        ("<0.05", true),
        ("0.005", true),
        ("p = 0.003", true),
        (">0.05", false),
        ("NS", false),
        ("0.04", false),
        ("<0.001", false),
        ("<=0.002", true),
    ] {
        printed.clone_into(&mut row.printed_p);
        assert_eq!(p_of(&row).follows, follows, "{printed}");
    }
    row.sd_type = Some(SpreadKind::Unlabelled);
    ">0.05".clone_into(&mut row.printed_p);
    assert!(p_of(&row).follows, "as standard errors it would");
}

/// Heinonen 2012 prints p < 0.001 for rest against exercise; of the active against the inactive thigh at
/// 150 N six women cannot give it, whatever the correlation: the least is .0017.
#[test]
fn no_correlation_reconciles_what_six_people_cannot_show() {
    let mut row = study("heinonen2012_150n");
    assert_eq!(study_p(&row), None, "its p is of another comparison");
    "<0.001".clone_into(&mut row.printed_p);
    let found = p_of(&row);
    assert!(
        (found.ours.lo - 0.001_706_051_655).abs() < 1e-9,
        "{found:?}"
    );
    assert!(!found.follows);
    assert_eq!(
        found.given,
        [Given::AnyCorrelation(Correlation::BetweenSides)]
    );
    "<0.002".clone_into(&mut row.printed_p);
    assert!(p_of(&row).follows);
}

#[test]
fn a_printed_correlation_narrows_and_a_recalled_figure_accuses_nobody() {
    let mut walts = study("walts2008_men");
    "<0.001".clone_into(&mut walts.printed_p);
    assert!(p_of(&walts).follows, "some correlation would give it");
    walts.weaker.clear();
    let printed = p_of(&walts);
    assert!(!printed.follows, "those printed do not: {printed:?}");
    assert_eq!(printed.given, []);
    walts
        .weaker
        .insert("control_post".to_owned(), Flag::Recalled);
    assert_eq!(study_p(&walts), None);
}

/// Without its printed zero, 5.0 would admit 4.5 to 5.5.
#[test]
fn printed_zeros_count() {
    let mut row = study("walts2008_women");
    assert_eq!(row.decimals.get("trained_pre_spread"), Some(&1));
    let narrow = p_of(&row).ours;
    row.decimals.insert("trained_pre_spread".to_owned(), 0);
    assert!(narrow.hi < p_of(&row).ours.hi);
}

#[test]
fn what_a_printed_p_admits() {
    for (text, expected) in [
        ("0.03", Some((0.025, 0.035))),
        ("= .03", Some((0.025, 0.035))),
        ("p=0.030", Some((0.0295, 0.0305))),
        ("3e-4", Some((0.000_25, 0.000_35))),
        ("<0.05", Some((0.0, 0.05))),
        ("\u{2264} 0.001", Some((0.0, 0.001))),
        (">0.05", Some((0.05, 1.0))),
        ("ns", Some((0.05, 1.0))),
        ("N.S.", Some((0.05, 1.0))),
        ("", None),
        ("significant", None),
        ("5", None),
    ] {
        let found = printed_p(text).map(|p| (p.lo, p.hi));
        let close = match (found, expected) {
            (Some(ours), Some(theirs)) => {
                (ours.0 - theirs.0).abs() < 1e-12 && (ours.1 - theirs.1).abs() < 1e-12
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        assert!(close, "{text}: {found:?}");
    }
}

/// Of 19 studies with a p and 91 printed intervals two do not follow: Brobakken's p, above, and the
/// interval of Schumann 2022, −0.16 to 0.18, whose middle is +0.01 and not −0.01.
#[test]
fn what_does_not_follow_in_the_library() {
    let library = library();
    let mut found = Vec::new();
    for row in library.rows() {
        match row {
            Row::Study(study) => found.extend(study_p(study)),
            Row::Synthesis(row) => found.extend(synthesis_figures(row)),
        }
    }
    let is_of = |figure| move |found: &&Recomputed| found.figure == figure;
    assert_eq!(found.iter().filter(is_of(Figure::P)).count(), 19);
    let odd = found.iter().filter(|found| !found.follows);
    let odd: Vec<_> = odd
        .map(|found| (found.row.as_str(), found.figure))
        .collect();
    let expected = [
        ("brobakken2023", Figure::P),
        ("schumann2022", Figure::Estimate),
    ];
    assert_eq!(odd, expected);
    let schumann = synthesis_figures(&synthesis("schumann2022"));
    agrees(schumann[0].ours, 0.005, 0.015);
    assert_eq!(schumann[0].text, "-0.01");
}

/// `2 * pnorm(-|y| / (width / (2 * qnorm(.975))))` over the box of rounding.
#[test]
fn an_interval_gives_its_p_and_its_middle() {
    let p = |row: &Synthesis| {
        let mut found = synthesis_figures(row).into_iter();
        let found = found.find(|found| found.figure == Figure::PBesideInterval);
        found.expect("it prints a p")
    };
    let mut zhang = synthesis("zhang2022");
    agrees(p(&zhang).ours, 0.022_738_735_84, 0.039_353_157_43);
    for (printed, follows) in [("0.028", true), ("0.05", false), ("<0.01", false)] {
        printed.clone_into(&mut zhang.printed_p);
        assert_eq!(p(&zhang).follows, follows, "{printed}");
    }
    // A ratio is symmetric in its logarithm: √(1.12 × 1.38) = 1.243, where the plain middle is 1.250.
    let mut golzarand = synthesis("golzarand2022_heavy");
    let middle = synthesis_figures(&golzarand)[0].ours;
    assert!(
        (middle.lo + middle.hi - 2.0 * 1.2432).abs() < 2e-4,
        "{middle:?}"
    );
    golzarand.hi = Some(1.50);
    assert!(!synthesis_figures(&golzarand)[0].follows);
    // What we worked out ourselves says nothing of what was printed.
    assert_eq!(synthesis_figures(&synthesis("roberts2020")), []);
}

/// `rma(yi, vi, method = "REML", test = "adhoc")` of Walts's men and women and Miura, differences divided
/// by the SD before: 0.0216 (−0.0785 to 0.1218). Ramirez-Campillo 2022 prints −0.03 (−0.10 to 0.05).
#[test]
fn our_pool_beside_the_published_one() {
    let library = library();
    let mut beside = Vec::new();
    for claim in library.claims() {
        for comparison in library.comparisons(claim).expect("computes") {
            if let Comparison::Pool(pool) = comparison {
                beside.push((claim.id.as_str(), pool));
            }
        }
    }
    let ids: Vec<&str> = beside.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, ["C01", "C04"]);
    for (_, pool) in beside {
        assert_eq!(pool.row, "rc2022_main");
        let (ours, theirs) = (&pool.ours, &pool.theirs);
        for (ours, metafor) in [
            (ours.estimate, 0.0216),
            (ours.ci.lo, -0.0785),
            (ours.ci.hi, 0.1218),
        ] {
            assert!((ours - metafor).abs() < 6e-5, "{ours} is not {metafor}");
        }
        assert_eq!((theirs.ci.lo, theirs.ci.hi), (-0.10, 0.05));
        assert_eq!((ours.k, theirs.k), (Some(3), Some(13)));
        let because = [
            Difference::Trials {
                ours: 3,
                theirs: 13,
            },
            Difference::AssumedCorrelation {
                of: Correlation::BeforeAfter,
            },
            Difference::AssumedCorrelation {
                of: Correlation::BetweenSides,
            },
            Difference::Standardised {
                ours: "SD of baseline".to_owned(),
                theirs: "SD".to_owned(),
            },
        ];
        assert_eq!(pool.because, because);
    }
}
