//! Transformations against metafor 3.8-1 `transf.*`, and against their own inverses.

use spotcheck_meta::transform;

use crate::vectors::{agrees, load, numbers};

#[test]
fn metafor_transforms() {
    let vectors = load("transforms");
    let check = |name: &str, input: &[f64], ours: &dyn Fn(f64) -> Option<f64>| {
        let expected = numbers(&vectors[name]);
        assert_eq!(input.len(), expected.len(), "{name}");
        for (&x, theirs) in input.iter().zip(expected) {
            let ours = ours(x).expect(name);
            agrees(&format!("{name}({x})"), ours, theirs, 1e-12, 1e-3);
        }
    };
    let z = numbers(&vectors["z"]);
    let d = numbers(&vectors["d_in"]);
    let tenths: Vec<f64> = (0..=10).map(|i| f64::from(i) / 10.0).collect();
    check("ztor", &z, &|z| Some(transform::ztor(z)));
    check("rtoz", &numbers(&vectors["rtoz_in"]), &transform::rtoz);
    check("logit", &numbers(&vectors["logit_in"]), &transform::logit);
    check("arcsin", &tenths, &transform::arcsin);
    check("dtocles", &d, &|d| Some(transform::dtocles(d)));
    check("dtou3", &d, &|d| Some(transform::dtou3(d)));
    let exp_int = &vectors["exp_int"];
    let at = |field: &str| numbers(&exp_int[field])[0];
    agrees(
        "exp_int",
        transform::exp_int(at("mean"), at("tau2")),
        at("val"),
        1e-10,
        0.0,
    );
}

#[test]
fn metafor_more() {
    let more = &load("escalc_more")["transforms"];
    let check = |name: &str, input: &str, relative: f64, ours: &dyn Fn(f64) -> f64| {
        let input = numbers(&more["inputs"][input]);
        let expected = numbers(&more[name]);
        assert_eq!(input.len(), expected.len(), "{name}");
        for (x, theirs) in input.into_iter().zip(expected) {
            agrees(&format!("{name}({x})"), ours(x), theirs, relative, 1e-3);
        }
    };
    // R's `integrate` promises no more than four digits and mostly gives ten.
    check("exp_int", "z", 1e-8, &|z| transform::exp_int(z, 0.3));
    check("ilogit_int", "z", 1e-8, &|z| transform::ilogit_int(z, 0.3));
    check("ztor_int", "z", 1e-8, &|z| transform::ztor_int(z, 0.3));
    let exact =
        |name: &str, input: &str, ours: &dyn Fn(f64) -> f64| check(name, input, 1e-12, ours);
    exact("ilogit", "z", &transform::ilogit);
    exact("iarcsin", "x", &transform::iarcsin);
    exact("isqrt", "x", &transform::isqrt);
    exact("pft", "p", &|p| {
        transform::pft(p, 17.0).expect("a proportion")
    });
    exact("ipft", "x", &|x| transform::ipft(x, 17.0));
    let n = transform::harmonic_mean(&[5.0, 17.0, 40.0]);
    exact("ipft_hm", "x", &|x| transform::ipft(x, n));
    exact("irft", "p", &|p| transform::irft(p, 3.5).expect("a rate"));
    exact("iirft", "x", &|x| transform::iirft(x, 3.5));
    exact("ahw", "p", &transform::ahw);
    exact("iahw", "x", &transform::iahw);
    exact("abt", "p", &|p| transform::abt(p).expect("below one"));
    exact("iabt", "x", &transform::iabt);
    exact("dtou1", "d", &transform::dtou1);
    exact("dtou2", "d", &transform::dtou2);
    exact("dtobesd", "d", &transform::dtobesd);
    exact("dtorpb", "d", &|d| transform::dtorpb(d, None));
    exact("dtorpb_sizes", "d", &|d| {
        transform::dtorpb(d, Some([12.0, 30.0]))
    });
    exact("dtomd", "d", &|d| transform::dtomd(d, 4.2));
    let is_risk = "0.15 is a risk";
    exact("logortord", "z", &|z| {
        transform::logortord(z, 0.15).expect(is_risk)
    });
    exact("logortorr", "z", &|z| {
        transform::logortorr(z, 0.15).expect(is_risk)
    });
}

#[test]
fn outside_the_domain_there_is_nothing() {
    for r in [-1.0, 1.0, 1.5, f64::NAN] {
        assert_eq!(transform::rtoz(r), None, "z of {r}");
    }
    for p in [0.0, 1.0, -0.1, f64::NAN] {
        assert_eq!(transform::logit(p), None, "log odds of {p}");
    }
    assert_eq!(transform::arcsin(1.1), None);
    assert_eq!(transform::pft(-0.1, 17.0), None);
    assert_eq!(transform::irft(-0.1, 3.5), None);
    assert_eq!(transform::abt(1.0), None);
    assert_eq!(transform::logortord(0.3, 1.2), None);
}
